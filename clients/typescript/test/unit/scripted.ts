/** A server that sends the frames that a test wrote down, over a real socket. */

import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { TestContext } from "node:test";
import type { Way } from "../../src/connection.ts";
import { authorization } from "../../src/rest.ts";

export const HELLO = {
  op: "hello",
  protocol: "a1.stream.v1",
  epoch: "e",
  server: "s",
  limits: { streams: 1, filters: 10, frame_bytes: 4096, frames_per_s: 10, heartbeat_s: 5 },
  resume_until: { every_change: 0, latest: 604_800 },
};
export const FULL = {
  op: "error",
  type: "urn:a1betting:problem:rate-limited",
  title: "Too many connections",
  status: 429,
  detail: "Later.",
};
export const EMPTY = { op: "snapshot", id: "s", to: "v1.e.O1", part: 1, parts: 1, reason: null, records: [] };
export const LIVE = { op: "live", id: "s", at: "2026-11-29T09:00:00Z" };
export const MARK = { op: "mark", id: "s", from: "v1.e.O4", to: "v1.e.O5", digest: "0".repeat(16), count: 7, sources: "up" };

export interface Server {
  find: (token: string | null) => Promise<Way>;
  /** When clients connected. */
  readonly servedAt: number[];
  /** What they sent. */
  readonly got: Record<string, unknown>[];
  readonly credentials: (string | undefined)[];
  /** End every connection. */
  hangUp: () => void;
}

/** A server's text frame (RFC 6455, 5.2). */
function textFrame(value: object): Buffer {
  const payload = Buffer.from(JSON.stringify(value));
  const head = payload.length < 126 ? [0x81, payload.length] : [0x81, 126, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from(head), payload]);
}

/** The text of a client's short frame: masked, in one piece. */
function textOf(frame: Buffer): string {
  const long = ((frame[1] ?? 0) & 127) === 126 ? 2 : 0;
  const size = long ? frame.readUInt16BE(2) : (frame[1] ?? 0) & 127;
  const mask = frame.subarray(2 + long, 6 + long);
  const payload = frame.subarray(6 + long, 6 + long + size).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.from(payload).toString();
}

/** Sends these frames to each client that subscribes, and hangs up where that is asked for. */
export async function serving(context: TestContext, frames: readonly object[], hangsUp: boolean): Promise<Server> {
  const servedAt: number[] = [];
  const got: Record<string, unknown>[] = [];
  const credentials: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const server = createServer();
  server.on("upgrade", (request, socket: Socket) => {
    servedAt.push(Date.now());
    credentials.push(request.headers.authorization);
    sockets.add(socket);
    const key = `${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash("sha1").update(key).digest("base64");
    socket.write(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
        `Sec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: a1.stream.v1\r\n\r\n`,
    );
    socket.on("data", (data: Buffer) => {
      if (((data[0] ?? 0) & 15) !== 1) return;
      const frame = JSON.parse(textOf(data)) as Record<string, unknown>;
      got.push(frame);
      if (frame["op"] !== "subscribe") return;
      const sent = Buffer.concat(frames.map(textFrame));
      if (hangsUp) socket.end(sent);
      else socket.write(sent);
    });
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  context.after(() => {
    hangUp();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { find: (token) => Promise.resolve({ url: `ws://127.0.0.1:${port}/`, headers: authorization(token ?? "first") }), servedAt, got, credentials, hangUp };
}
