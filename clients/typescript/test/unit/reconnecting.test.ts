/** How often a stream connects, to a server that does not let it catch up. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mock, test, type TestContext } from "node:test";
import type { Way } from "../../src/connection.ts";
import { UnreachableError } from "../../src/errors.ts";
import { Stream } from "../../src/stream.ts";

const HELLO = {
  op: "hello",
  protocol: "a1.stream.v1",
  epoch: "e",
  server: "s",
  limits: { streams: 1, frame_bytes: 4096, frames_per_s: 10, heartbeat_s: 5 },
  resume_until: { every_change: 0, latest: 604_800 },
};
const FULL = { op: "error", type: "urn:a1betting:problem:rate-limited", title: "Too many connections", status: 429, detail: "Later." };
const EMPTY = { op: "snapshot", id: "s", to: "v1.e.O1", part: 1, parts: 1, reason: null, records: [] };
const LIVE = { op: "live", id: "s", at: "2026-11-29T09:00:00Z" };

/** A server's text frame (RFC 6455, 5.2). */
function textFrame(value: object): Buffer {
  const payload = Buffer.from(JSON.stringify(value));
  const head = payload.length < 126 ? [0x81, payload.length] : [0x81, 126, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from(head), payload]);
}

/** Sends these frames to each client that subscribes, and hangs up. */
async function serving(context: TestContext, ...frames: object[]): Promise<{ find: () => Promise<Way>; servedAt: number[] }> {
  const servedAt: number[] = [];
  const server = createServer();
  server.on("upgrade", (request, socket) => {
    servedAt.push(Date.now());
    const key = `${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash("sha1").update(key).digest("base64");
    socket.write(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
        `Sec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: a1.stream.v1\r\n\r\n`,
    );
    socket.once("data", () => socket.end(Buffer.concat(frames.map(textFrame))));
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { find: () => Promise.resolve({ url: `ws://127.0.0.1:${port}/` }), servedAt };
}

for (const [name, frames] of [["full", [HELLO, FULL]], ["gone", [HELLO]], ["gone early", [HELLO, EMPTY]]] as const) {
  test(`a server that hangs up is asked less and less often: ${name}`, { timeout: 30_000 }, async (context) => {
    const always = mock.method(Math, "random", () => 0.999);
    context.after(() => always.mock.restore());
    const { find, servedAt } = await serving(context, ...frames);
    const stream = new Stream(find, "nba", { kinds: ["odds"], patienceMs: 1_500 });
    await assert.rejects(stream.ready(), (error: unknown) => {
      assert.ok(error instanceof UnreachableError);
      assert.match(error.message, /no stream for 1500 ms: ./);
      return true;
    });
    stream.close();
    const waits = servedAt.slice(1).map((at, index) => at - (servedAt[index] ?? at));
    assert.deepEqual(waits.map((wait, index) => wait >= 490 * 2 ** index), [true, true]);
  });
}

test("a server that was caught up with is asked again soon", { timeout: 10_000 }, async (context) => {
  const always = mock.method(Math, "random", () => 0.999);
  context.after(() => always.mock.restore());
  const { find, servedAt } = await serving(context, HELLO, EMPTY, LIVE);
  const stream = new Stream(find, "nba", { kinds: ["odds"] });
  void stream.next().catch(() => undefined);
  while (servedAt.length < 6) await new Promise((resolve) => setTimeout(resolve, 5));
  stream.close();
});
