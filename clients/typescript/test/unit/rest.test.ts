/** REST on a server that answers what a test wrote down. */

import assert from "node:assert/strict";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { ProblemError, UnreachableError, UnreadableError } from "../../src/errors.ts";
import { Rest } from "../../src/rest.ts";

interface Scripted {
  readonly status?: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const META = { generated_at: "2026-11-29T05:00:00Z", view: "complete", sources: [], removed: null };
const page = (words: readonly string[], next: string | null = null): Scripted => ({
  body: JSON.stringify({ data: words.map((reason) => ({ reason })), meta: { ...META, count: words.length, next_cursor: next } }),
});
const problem = (status: number, more: object = {}): Scripted => ({
  status,
  body: JSON.stringify({ type: "urn:a1betting:problem:bad-parameter", title: "Bad", status, detail: "No such book.", ...more }),
});

const servers = new Set<ReturnType<typeof createServer>>();
after(() => servers.forEach((server) => server.close()));

async function scripted(...answers: Scripted[]): Promise<{ rest: Rest; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const { status = 200, body, headers = {} } = answers.shift() ?? { status: 500, body: "no answer is left" };
    response.writeHead(status, { connection: "close", ...headers }).end(body);
  });
  servers.add(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { rest: new Rest(`http://127.0.0.1:${port}`, { key: "a1_dev_x" }), requests };
}

test("parameters are sent as the document names them, and the key in its header", async () => {
  const { rest, requests } = await scripted(page([]));
  const query = { bookmaker: ["draftkings", "fanduel"], removed: true };
  await rest.get("/api/v1/data/unified-odds/{sport}", { path: { sport: "nba/../x" }, query });
  assert.equal(
    requests[0]?.url,
    "/api/v1/data/unified-odds/nba%2F..%2Fx?bookmaker=draftkings&bookmaker=fanduel&removed=true",
  );
  assert.equal(requests[0]?.headers.authorization, "Bearer a1_dev_x");
});

test("items of all pages are iterated over", async () => {
  const { rest, requests } = await scripted(page(["outlier", "few-books"], "c2"), page(["stale"]));
  const found: string[] = [];
  for await (const each of rest.items("/api/v1/analytics/refusals/{sport}", { path: { sport: "nba" } })) found.push(each.reason);
  assert.deepEqual(found, ["outlier", "few-books", "stale"]);
  assert.deepEqual(
    requests.map((each) => each.url?.split("?")[1]),
    [undefined, "cursor=c2"],
  );
});

test("a refusal says what is wrong and what was nearly meant", async () => {
  const { rest } = await scripted(problem(422, { parameter: "bookmaker", near: ["draftkings"], request_id: "r1" }));
  await assert.rejects(rest.get("/api/v1/sports"), (error: unknown) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.code, "bad-parameter");
    assert.deepEqual(error.near, ["draftkings"]);
    assert.equal(
      error.message,
      "422 bad-parameter: No such book. (parameter bookmaker; nearest: draftkings; request r1)",
    );
    return true;
  });
});

test("a passing refusal is tried again, and attempts end", async () => {
  const first = await scripted(problem(503), page([]));
  await first.rest.get("/api/v1/sports");
  assert.equal(first.requests.length, 2);
  const second = await scripted(problem(503), problem(429), problem(502));
  await assert.rejects(second.rest.get("/api/v1/sports"), /^ProblemError: 502/);
  assert.equal(second.requests.length, 3);
});

test("a wait that is too long is the caller's", async () => {
  const { rest, requests } = await scripted({ ...problem(429), headers: { "retry-after": "3600" } });
  await assert.rejects(rest.get("/api/v1/sports"), ProblemError);
  assert.equal(requests.length, 1);
});

test("what is no answer of ours is named", async () => {
  const { rest } = await scripted({ status: 404, body: "<html>" }, { body: "<html>" });
  await assert.rejects(rest.get("/api/v1/sports"), /status 404 without a problem document/);
  await assert.rejects(rest.get("/api/v1/sports"), UnreadableError);
  await assert.rejects(new Rest("http://127.0.0.1:9").get("/api/v1/sports"), UnreachableError);
});
