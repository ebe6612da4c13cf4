/** A1Betting's REST API and stream: typed, resuming, checked. */

import { ConnectionLostError, type Way } from "./connection.ts";
import { UnreadableError } from "./errors.ts";
import type { Kind } from "./mirror.ts";
import { authorization, Rest, type RestOptions } from "./rest.ts";
import { Stream, type StreamOptions } from "./stream.ts";

export interface ClientOptions extends RestOptions {
  /** The address of the stream, where it is not the one that the server names. */
  readonly ws?: string;
  /**
   * Whether a key is exchanged for a ticket before each connection of the stream, instead of being sent with it. A browser,
   * whose WebSocket sends no header, does so by itself.
   */
  readonly tickets?: boolean;
}

const TICKETS = "/api/v1/stream-tickets";

/** REST and the stream of one server. `url` is the gateway's address. */
export class Client extends Rest {
  readonly #ws: string | undefined;
  readonly #takesTickets: boolean;

  constructor(url: string, options: ClientOptions = {}) {
    super(url, options);
    this.#ws = options.ws;
    this.#takesTickets = options.key !== undefined && (options.tickets ?? !("process" in globalThis));
  }

  /** The changes of a league's records: a snapshot's first, or those after `cursor`. */
  stream<K extends Kind>(league: string, options: StreamOptions<K>): Stream<K> {
    return new Stream((token) => this.#findStream(token), league, options);
  }

  async #findStream(token: string | null): Promise<Way> {
    const headers = token === null ? this.headers : authorization(token);
    if (this.#ws !== undefined && !this.#takesTickets) return { url: this.#ws, headers };
    const { links } = await this.get("/api/v1");
    const url = this.#ws ?? links.ws;
    if (url === null || links.stream === null) throw new ConnectionLostError(`${this.url} names no stream`);
    return this.#takesTickets ? { url, ticket: await this.#takeTicket(links.stream, headers) } : { url, headers };
  }

  async #takeTicket(stream: string, headers: Readonly<Record<string, string>>): Promise<string> {
    const answer = await this.send("POST", new URL(TICKETS, stream), undefined, headers);
    if (typeof answer === "object" && answer !== null && "ticket" in answer && typeof answer.ticket === "string") {
      return answer.ticket;
    }
    throw new UnreadableError(`${stream}${TICKETS}: no ticket`);
  }
}

export { type Breach, Checker, type Filters, type Rule } from "./checker.ts";
export { RefusedError } from "./connection.ts";
export { digestOf } from "./digest.ts";
export { A1Error, BreachError, type Problem, ProblemError, UnreachableError, UnreadableError } from "./errors.ts";
export type { components as Messages } from "./messages.ts";
export { type Change, type Kind, Mirror, type Values } from "./mirror.ts";
export { type Answer, type Asked, type GetPath, type PostPath, Rest, type RestOptions } from "./rest.ts";
export type { components as Schemas, paths } from "./schema.ts";
export { Stream, type StreamOptions } from "./stream.ts";
