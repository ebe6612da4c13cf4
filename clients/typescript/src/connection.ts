/** One WebSocket connection: frames in and out, and what ends it. */

import { A1Error } from "./errors.ts";
import type { components } from "./messages.ts";

type Schemas = components["schemas"];
export type ServerFrame =
  | Schemas["Hello"]
  | Schemas["Snapshot"]
  | Schemas["Delta"]
  | Schemas["Live"]
  | Schemas["Mark"]
  | Schemas["Resnapshot"]
  | Schemas["Unsubscribed"]
  | Schemas["Pong"]
  | Schemas["Renewed"]
  | Schemas["Reconnect"]
  | Schemas["Error"];
export type ClientFrame = Schemas["Subscribe"] | Schemas["Token"];

const PROTOCOL = "a1.stream.v1";
const OPEN_WITHIN_MS = 10_000;
/**
 * Frames that may wait for a slow reader. No WebSocket here slows its sender down, so a longer queue is given up: the
 * next connection resumes, and gets the newest change of each record.
 */
const MOST_WAITING = 500;
/** Close codes after which the same subscription would fail again. */
const FINAL: ReadonlyMap<number, string> = new Map([
  [4400, "the server could not read a frame"],
  [4401, "the key or token is refused"],
  [4403, "the key lacks the scope"],
  [4413, "a frame was too large"],
]);

/** The connection is gone, or there was none. Another attempt may succeed. */
export class ConnectionLostError extends A1Error {
  override name = "ConnectionLostError";
}

/** The server closed the connection, and would close it again. */
export class RefusedError extends A1Error {
  override name = "RefusedError";
}

/** Nothing came for as long as the caller waited. */
export class SilenceError extends A1Error {
  override name = "SilenceError";
}

/** How to reach the stream: its address, and who asks, in headers or as a ticket. */
export interface Way {
  readonly url: string;
  /** Node's WebSocket takes them, a browser's does not. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Good for one connection, and offered as a subprotocol, which no log has. */
  readonly ticket?: string;
}

function open({ url, headers = {}, ticket }: Way): WebSocket {
  const protocols = ticket === undefined ? [PROTOCOL] : [PROTOCOL, `ticket.${ticket}`];
  if (Object.keys(headers).length === 0) return new WebSocket(url, protocols);
  type WithHeaders = new (url: string, options: { protocols: string[]; headers: Readonly<Record<string, string>> }) => WebSocket;
  const NodeSocket = WebSocket as unknown as WithHeaders;
  return new NodeSocket(url, { protocols, headers });
}

/** An open WebSocket. Frames wait here until they are asked for. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #frames: ServerFrame[] = [];
  #ended: A1Error | null = null;
  #wake: () => void = () => undefined;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", (event: MessageEvent<unknown>) => {
      if (this.#ended !== null) return;
      this.#frames.push(JSON.parse(String(event.data)) as ServerFrame);
      if (this.#frames.length > MOST_WAITING) {
        this.#frames.length = 0;
        this.#ended = new ConnectionLostError("read too slowly");
        socket.close();
      }
      this.#wake();
    });
    socket.addEventListener("close", (event) => {
      const why = FINAL.get(event.code);
      this.#ended ??=
        why === undefined ? new ConnectionLostError(`closed with ${event.code}`) : new RefusedError(`${event.code}: ${why}`);
      this.#wake();
    });
  }

  /** Connect. Throws a `ConnectionLostError` where that may succeed later. */
  static async open(way: Way): Promise<Connection> {
    const { url } = way;
    const socket = open(way);
    const made = new Connection(socket);
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        socket.close();
        reject(new ConnectionLostError(`${url}: not open within ${OPEN_WITHIN_MS} ms`));
      }, OPEN_WITHIN_MS);
      const end = (settle: () => void) => () => {
        clearTimeout(timer);
        settle();
      };
      socket.addEventListener("open", end(resolve));
      socket.addEventListener("error", end(() => reject(new ConnectionLostError(`${url}: no connection`))));
    });
    return made;
  }

  send(frame: ClientFrame): void {
    this.#socket.send(JSON.stringify(frame));
  }

  /** The next frame. Throws a `SilenceError`, or what ended the connection. */
  async receive(withinMs: number): Promise<ServerFrame> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const frame = this.#frames.shift();
      if (frame !== undefined) return frame;
      if (this.#ended !== null) throw this.#ended;
      const leftMs = deadline - Date.now();
      if (leftMs <= 0) throw new SilenceError(`nothing for ${withinMs} ms`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, leftMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  close(): void {
    this.#ended ??= new ConnectionLostError("closed here");
    this.#socket.close();
    this.#wake();
  }
}
