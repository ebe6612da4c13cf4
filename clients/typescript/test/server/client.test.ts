/** The client against the server whose gateway is in `A1_URL`: `make clients` starts one. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Change, Client, ProblemError } from "../../dist/index.js";

const url = process.env["A1_URL"];
const left = { skip: url === undefined ? "A1_URL names no server" : false, timeout: 120_000 };
const client = new Client(url ?? "http://127.0.0.1:9");

/** Every price moves within seconds in a demo. */
async function take(changes: AsyncIterable<Change>, count: number): Promise<Change[]> {
  const found: Change[] = [];
  for await (const change of changes) {
    found.push(change);
    if (found.length === count) break;
  }
  return found;
}

test("games and their odds are read, page by page", left, async () => {
  const games: string[] = [];
  for await (const game of client.items("/api/v1/data/unified-games/{sport}", { path: { sport: "nba" }, query: { limit: 2 } })) {
    games.push(`${game.away.name} @ ${game.home.name}`);
  }
  assert.ok(games.length > 2);
  assert.equal(new Set(games).size, games.length);
});

test("a misspelt word is answered with the nearest one", left, async () => {
  const asked = { path: { sport: "nba" }, query: { bookmaker: ["draftkngs"] } };
  await assert.rejects(client.get("/api/v1/data/unified-odds/{sport}", asked), (error: unknown) => {
    assert.ok(error instanceof ProblemError);
    assert.ok(error.near.includes("draftkings"));
    return true;
  });
});

test("a stream brings the state, then its changes, and every promise holds", left, async () => {
  const stream = client.stream("nba", { kinds: ["odds", "events"] });
  const mirror = await stream.ready();
  const held = mirror.size;
  assert.ok(held > 0);
  const changes = await take(stream, 5);
  for (const change of changes) {
    const now = mirror.get(change.kind, change.key);
    if (change.removed === null) assert.ok(now !== undefined && now.version >= change.version);
  }
});

test("another stream goes on where one has ended, without a snapshot", left, async () => {
  const first = client.stream("nba", { kinds: ["odds"] });
  const mirror = await first.ready();
  const { cursor } = first;
  first.close();
  const second = client.stream("nba", { kinds: ["odds"], cursor, mirror });
  const seen = new Map([...mirror].map((each) => [each.key, each.version]));
  for (const change of await take(second, 3)) assert.ok(change.version > (seen.get(change.key) ?? -1));
  assert.deepEqual(second.resnapshots, []);
});

test("a mark has the digest of what is held: three heartbeats without a breach", left, async () => {
  const stream = client.stream("nba", { kinds: ["odds"], filters: { bookmaker: ["draftkings"] } });
  await stream.ready();
  const until = Date.now() + 17_000;
  for await (const change of stream) {
    if (change.removed === null) assert.equal(change.value.bookmaker, "draftkings");
    if (Date.now() > until) break;
  }
  assert.equal(stream.reconnects, 0);
});

test("a scope that is not there is refused by name", left, async () => {
  const stream = client.stream("nba", { kinds: ["odds"], filters: { colour: ["red"] } });
  await assert.rejects(stream.ready(), ProblemError);
  stream.close();
});
