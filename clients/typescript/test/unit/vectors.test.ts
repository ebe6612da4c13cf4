/** The digest and the checker on what every implementation of the protocol is tested with. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { blake2bStart } from "../../src/blake2b.ts";
import { Checker, type Filters, type Interval, RULES } from "../../src/checker.ts";
import { digestOf, written } from "../../src/digest.ts";

interface DigestVector {
  readonly of: string;
  readonly records: readonly (readonly [string, string, number])[];
  readonly digest: string;
}
interface StreamVector {
  readonly of: string;
  readonly filters: Filters;
  readonly every_change: boolean;
  readonly cursor: string | null;
  readonly frames: readonly (Interval & { readonly con?: number })[];
  readonly broken: readonly number[];
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../vectors/${name}.json`, import.meta.url), "utf8"));

for (const vector of read("digests") as readonly DigestVector[]) {
  test(`a digest is the documented one: ${vector.of}`, () => {
    const total = vector.records.reduce((sum, [kind, key, version]) => sum + digestOf(kind, key, version), 0n);
    assert.equal(written(total), vector.digest);
  });
}

for (const vector of read("streams") as readonly StreamVector[]) {
  test(`the broken rules are found and no others: ${vector.of}`, () => {
    const { filters, every_change: everyChange, cursor } = vector;
    const checker = new Checker({ filters, everyChange, cursor });
    for (const frame of vector.frames) checker.take(frame);
    assert.deepEqual(
      checker.drain().map((breach) => RULES[breach.rule]),
      vector.broken,
    );
    assert.equal(checker.cursor, vector.frames.at(-1)?.to);
    assert.equal(
      checker.conflated,
      vector.frames.reduce((sum, frame) => sum + (frame.con ?? 0), 0),
    );
  });
}

test("the hash of every length up to three blocks is OpenSSL's", () => {
  for (let length = 0; length <= 385; length += 1) {
    const message = Uint8Array.from({ length }, (_, place) => (place * 7 + length) % 256);
    const wanted = createHash("blake2b512").update(message).digest();
    assert.deepEqual(blake2bStart(message), [wanted.readUInt32BE(0), wanted.readUInt32BE(4)], `${length} bytes`);
  }
});

test("a version that JSON does not carry exactly is refused", () => {
  assert.throws(() => digestOf("odds", "a", 2 ** 53), RangeError);
});
