/** A1Betting's REST API and stream: typed, resuming, checked. */

import { ConnectionLostError } from "./connection.ts";
import type { Kind } from "./mirror.ts";
import { Rest, type RestOptions } from "./rest.ts";
import { Stream, type StreamOptions } from "./stream.ts";

export interface ClientOptions extends RestOptions {
  /** The address of the stream, where it is not the one that the server names. */
  readonly ws?: string;
}

/** REST and the stream of one server. `url` is the gateway's address. */
export class Client extends Rest {
  readonly #ws: string | undefined;

  constructor(url: string, options: ClientOptions = {}) {
    super(url, options);
    this.#ws = options.ws;
  }

  /** The changes of a league's records: a snapshot's first, or those after `cursor`. */
  stream<K extends Kind>(league: string, options: StreamOptions<K>): Stream<K> {
    return new Stream(() => this.#findStream(), this.headers, league, options);
  }

  async #findStream(): Promise<string> {
    if (this.#ws !== undefined) return this.#ws;
    const { links } = await this.get("/api/v1");
    if (links.ws === null) throw new ConnectionLostError(`${this.url} names no stream`);
    return links.ws;
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
