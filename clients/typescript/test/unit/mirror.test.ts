/** The mirror: what is news, what a snapshot replaces, and a digest that follows every change. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { digestOf, written } from "../../src/digest.ts";
import { type Change, changeOf, Mirror, REPLACED } from "../../src/mirror.ts";

const record = (key: string, version: number, removed: string | null = null): Change =>
  changeOf({ kind: "odds", key, version, value: null, removed });
const living = (mirror: Mirror): string[] => [...mirror].map((each) => `${each.key}${each.version}`).sort();

test("late and repeated changes are no news", () => {
  const mirror = new Mirror();
  const changes = [record("a", 2), record("a", 2), record("a", 1), record("a", 3), record("b", 9, "withdrawn")];
  assert.deepEqual(
    changes.map((each) => mirror.put(each)),
    [true, false, false, true, false],
  );
  assert.deepEqual(living(mirror), ["a3"]);
});

test("a removal ends a record, and a late version does not bring it back", () => {
  const mirror = new Mirror();
  const changes = [record("a", 2), record("a", 3, "withdrawn"), record("a", 2)];
  assert.deepEqual(
    changes.map((each) => mirror.put(each)),
    [true, true, false],
  );
  assert.equal(mirror.digest, written(0n));
});

test("a snapshot says what differs and nothing else", () => {
  const mirror = new Mirror();
  mirror.replace([record("a", 1), record("b", 1), record("c", 5)]);
  const differs = mirror.replace([record("a", 1), record("b", 2), record("d", 1)]);
  assert.deepEqual(
    differs.map((each) => [each.key, each.version, each.removed]),
    [
      ["c", 5, REPLACED],
      ["b", 2, null],
      ["d", 1, null],
    ],
  );
  assert.deepEqual(living(mirror), ["a1", "b2", "d1"]);
});

test("a snapshot of another log may have lower versions", () => {
  const mirror = new Mirror();
  mirror.replace([record("a", 1000)]);
  assert.deepEqual(
    mirror.replace([record("a", 3)]).map((each) => each.version),
    [3],
  );
  assert.equal(mirror.put(record("a", 4)), true);
});

test("the digest is that of what lives after any changes", () => {
  let seed = 7;
  const draw = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const mirror = new Mirror();
  for (let turn = 0; turn < 2000; turn += 1) {
    mirror.put(record("abcde".charAt(draw(5)), draw(60) + turn, draw(3) === 0 ? "withdrawn" : null));
    if (draw(50) === 0) mirror.replace([record("a", turn), record("e", turn)]);
    const total = [...mirror].reduce((sum, each) => sum + digestOf(each.kind, each.key, each.version), 0n);
    assert.equal(mirror.digest, written(total));
  }
});
