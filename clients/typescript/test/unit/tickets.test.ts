/** What a page does, whose WebSocket sends no key: a ticket before each connection, and never the key with it. */

import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import { Client, ProblemError } from "../../src/index.ts";

interface Seen {
  readonly tickets: (string | undefined)[];
  readonly protocols: (string | undefined)[];
  readonly keys: (string | undefined)[];
}

/** A gateway and a stream at one address, which is not ready for any WebSocket. */
async function serving(context: TestContext, status = 201): Promise<{ url: string; seen: Seen }> {
  const seen: Seen = { tickets: [], protocols: [], keys: [] };
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const base = `http://127.0.0.1:${port}`;
    const isTicket = request.method === "POST" && request.url === "/api/v1/stream-tickets";
    if (isTicket) seen.tickets.push(request.headers.authorization);
    const problem = { type: "urn:a1betting:problem:unauthorized", title: "Unauthorized", status: 401, detail: "None." };
    const ticket = status === 201 ? { ticket: `t${seen.tickets.length}`, expires_in: 30 } : problem;
    response.writeHead(isTicket ? status : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(isTicket ? ticket : { links: { stream: base, ws: `ws://127.0.0.1:${port}/api/v1/ws` } }));
  });
  server.on("upgrade", (request, socket) => {
    seen.protocols.push(request.headers["sec-websocket-protocol"]);
    seen.keys.push(request.headers.authorization);
    socket.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

test("each connection has a ticket of its own, and the key goes with none", { timeout: 20_000 }, async (context) => {
  const { url, seen } = await serving(context);
  const stream = new Client(url, { key: "a1_dev_x", tickets: true }).stream("nba", { kinds: ["odds"], patienceMs: 1_000 });
  await assert.rejects(stream.ready(), /no stream for 1000 ms/);
  assert.ok(seen.protocols.length >= 2);
  const offered = seen.protocols.map((_, index) => `a1.stream.v1, ticket.t${index + 1}`);
  assert.deepEqual(seen.protocols.map((each) => each?.replace(/,\s*/, ", ")), offered);
  assert.deepEqual(new Set(seen.tickets), new Set(["Bearer a1_dev_x"]));
  assert.deepEqual(new Set(seen.keys), new Set([undefined]));
});

test("a key that is refused a ticket is refused for good", { timeout: 20_000 }, async (context) => {
  const { url, seen } = await serving(context, 401);
  const stream = new Client(url, { key: "none", tickets: true }).stream("nba", { kinds: ["odds"] });
  await assert.rejects(stream.ready(), (error: unknown) => error instanceof ProblemError && error.status === 401);
  assert.equal(seen.protocols.length, 0);
});

test("without a key there is no ticket, and in Node a key is sent with the connection", { timeout: 20_000 }, async (context) => {
  const { url, seen } = await serving(context);
  for (const options of [{ tickets: true }, { key: "a1_dev_x" }]) {
    const stream = new Client(url, options).stream("nba", { kinds: ["odds"], patienceMs: 0 });
    await assert.rejects(stream.ready(), /no stream for 0 ms/);
  }
  assert.deepEqual(seen.tickets, []);
  assert.deepEqual([...new Set(seen.keys)], [undefined, "Bearer a1_dev_x"]);
});
