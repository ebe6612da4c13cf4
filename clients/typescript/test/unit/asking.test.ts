/** What a stream asks of the server: where it begins, how changes come, and with which token it goes on. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ProblemError } from "../../src/errors.ts";
import { Stream, type StreamOptions } from "../../src/stream.ts";
import { EMPTY, HELLO, LIVE, MARK, serving } from "./scripted.ts";

const SINCE = new Date("2026-11-29T08:00:00Z");
const PLAIN = { filters: {}, cursor: null, since: null, every_change: false, conflate_ms: 0 };
const SUBSCRIBE = { op: "subscribe", id: "s", scope: { league: "nba", kinds: ["odds"] }, ...PLAIN };

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const ASKED: [Partial<StreamOptions<"odds">>, object][] = [
  [{}, {}],
  [{ cursor: "now" }, { cursor: "now" }],
  [{ since: SINCE }, { since: "2026-11-29T08:00:00.000Z" }],
  [{ everyChange: true }, { every_change: true }],
  [{ conflateMs: 250 }, { conflate_ms: 250 }],
];
for (const [options, sent] of ASKED) {
  test(`a stream asks for what its caller asked for: ${JSON.stringify(sent)}`, { timeout: 10_000 }, async (context) => {
    const server = await serving(context, [HELLO, EMPTY, LIVE], false);
    const stream = new Stream(server.find, "nba", { kinds: ["odds"], ...options });
    await stream.ready();
    stream.close();
    assert.deepEqual(server.got, [{ ...SUBSCRIBE, ...sent }]);
  });
}

for (const options of [{ cursor: "now" }, { since: SINCE }]) {
  const name = `a stream that begins somewhere resumes from where that was: ${Object.keys(options).join("")}`;
  test(name, { timeout: 10_000 }, async (context) => {
    const server = await serving(context, [HELLO, LIVE, MARK], false);
    const stream = new Stream(server.find, "nba", { kinds: ["odds"], ...options });
    void stream.next().catch(() => undefined);
    await until(() => stream.sources === "up");
    server.hangUp();
    await until(() => server.got.length === 2);
    stream.close();
    assert.deepEqual(server.got[1], { ...SUBSCRIBE, cursor: "v1.e.O5" });
  });
}

test("a renewed token is sent and opens the next connection", { timeout: 10_000 }, async (context) => {
  const server = await serving(context, [HELLO, EMPTY, LIVE], false);
  const stream = new Stream(server.find, "nba", { kinds: ["odds"] });
  await stream.ready();
  stream.renew("second");
  await until(() => server.got.length === 2);
  void stream.next().catch(() => undefined);
  server.hangUp();
  await until(() => server.credentials.length === 2);
  stream.close();
  assert.deepEqual(server.got[1], { op: "token", jwt: "second" });
  assert.deepEqual(server.credentials, ["Bearer first", "Bearer second"]);
});

test("a token that is about to end is renewed by the one that the caller gives", { timeout: 10_000 }, async (context) => {
  const ending = { op: "reconnect", reason: "token-expiring", within_ms: 0, spread_ms: 0 };
  const server = await serving(context, [HELLO, EMPTY, LIVE, ending], false);
  const stream = new Stream(server.find, "nba", { kinds: ["odds"], newToken: () => Promise.resolve("second") });
  void stream.next().catch(() => undefined);
  await until(() => server.got.length === 2);
  assert.equal(stream.reconnects, 0);
  stream.close();
  assert.deepEqual(server.got[1], { op: "token", jwt: "second" });
  assert.deepEqual(server.credentials, ["Bearer first"]);
});

test("a refusal names what is near", { timeout: 10_000 }, async (context) => {
  const problem = { type: "urn:a1betting:problem:bad-parameter", title: "Bad parameter", status: 422, detail: "…" };
  const refusal = { op: "error", id: "s", ...problem, parameter: "bookmaker", near: ["draftkings"] };
  const server = await serving(context, [HELLO, refusal], false);
  const stream = new Stream(server.find, "nba", { kinds: ["odds"] });
  await assert.rejects(stream.ready(), (error: unknown) => {
    assert.ok(error instanceof ProblemError);
    assert.deepEqual(error.near, ["draftkings"]);
    return true;
  });
  stream.close();
});
