/** The stream: changes of one league from a snapshot or a cursor on, over any number of connections. */

import { delayMs, sleep } from "./backoff.ts";
import { type Breach, Checker, type Filters, type Interval } from "./checker.ts";
import { Connection, ConnectionLostError, type ServerFrame, SilenceError, type Way } from "./connection.ts";
import { BreachError, isProblem, ProblemError, UnreachableError } from "./errors.ts";
import type { Change, Kind, Mirror } from "./mirror.ts";
import { PASSING } from "./rest.ts";

/** The subscription's name: each connection has one. */
const ID = "s";
const HEARTBEATS = 3;
/** Until `hello` says another. */
const FIRST_HEARTBEAT_S = 5;

export interface StreamOptions<K extends Kind> {
  readonly kinds: readonly K[];
  /** Name to values, with the words of REST: `event_id`, `bookmaker`, `market`, `player`, `team`. */
  readonly filters?: Filters;
  /** `Stream.cursor` of before, `meta.cursor` of a REST answer, or `now`. */
  readonly cursor?: string | null;
  /** In place of a cursor: what has changed since then. */
  readonly since?: Date;
  /** Nothing is left out, within the window that the server names. */
  readonly everyChange?: boolean;
  /** Changes come at most each so many milliseconds, up to 5,000; older ones of a record are left out. */
  readonly conflateMs?: number;
  /** The state that belongs to `cursor`; it is kept up. */
  readonly mirror?: Mirror;
  /** Gets a broken promise, after which the state is read again; without it a `BreachError` is thrown. */
  readonly onBreach?: (breach: Breach) => void;
  /**
   * Asked for another token when the present one is about to end; without it, or where it takes too long, the stream
   * connects again. What it throws, the iteration throws.
   */
  readonly newToken?: () => Promise<string>;
  /** How long there may be no connection before an `UnreachableError`. */
  readonly patienceMs?: number;
}

/**
 * Iterates over what changed, oldest first; each change once, however often the connection breaks.
 *
 * `cursor` is where another stream may go on, and `mirror` the state: both have what was iterated over.
 */
export class Stream<K extends Kind = Kind> implements AsyncIterableIterator<Change<K>> {
  /** Whether it has caught up with the log. */
  isLive = false;
  /** The worst state of the league's sources, as the last mark says. */
  sources: string | null = null;
  /** Why a cursor could not be resumed, each time. */
  readonly resnapshots: string[] = [];
  reconnects = 0;
  readonly #find: (token: string | null) => Promise<Way>;
  #token: string | null = null;
  readonly #league: string;
  readonly #options: StreamOptions<K>;
  readonly #checker: Checker;
  #connection: Connection | null = null;
  #pending: Change[] = [];
  #consumed: string | null;
  #silentMs = HEARTBEATS * FIRST_HEARTBEAT_S * 1000;
  #leaveAt: number | null = null;
  #failures = 0;
  #lostAt: number | null = null;
  #isClosed = false;

  /** `find` is asked before each connection, with the token that the first one was renewed by. */
  constructor(find: (token: string | null) => Promise<Way>, league: string, options: StreamOptions<K>) {
    this.#find = find;
    this.#league = league;
    this.#options = options;
    this.#checker = new Checker(options);
    this.#consumed = options.cursor ?? null;
  }

  /** Up to where everything was iterated over. Kept by the caller, it resumes after a restart. */
  get cursor(): string | null {
    return this.#consumed;
  }

  get mirror(): Mirror {
    return this.#checker.mirror;
  }

  /** How many changes were left out, since newer ones of the same record followed. */
  get conflated(): number {
    return this.#checker.conflated;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Change<K>, undefined>> {
    for (;;) {
      const change = this.#pending.shift();
      if (change !== undefined) return { done: false, value: change as Change<K> };
      this.#consumed = this.#checker.cursor;
      if (this.#isClosed) return { done: true, value: undefined };
      await this.#advance();
    }
  }

  /** Called by `break`: closes the connection. */
  return(): Promise<IteratorResult<Change<K>, undefined>> {
    this.close();
    return Promise.resolve({ done: true, value: undefined });
  }

  /** The state once it has caught up with the log. Its changes are not iterated over. */
  async ready(): Promise<Mirror> {
    while (!this.isLive && !this.#isClosed) await this.#advance();
    this.#pending = [];
    this.#consumed = this.#checker.cursor;
    return this.mirror;
  }

  /** Go on with another token of the same subject, with no further scope. A refusal is thrown by the iteration. */
  renew(token: string): void {
    this.#token = token;
    this.#connection?.send({ op: "token", jwt: token });
  }

  /** Close the connection, and end the iteration. */
  close(): void {
    this.#isClosed = true;
    this.#drop();
  }

  async #advance(): Promise<void> {
    if (this.#connection === null) return await this.#connect();
    const leftMs = this.#leaveAt === null ? this.#silentMs : Math.max(0, this.#leaveAt - Date.now());
    let frame: ServerFrame;
    try {
      frame = await this.#connection.receive(Math.min(leftMs, this.#silentMs));
    } catch (error) {
      if (error instanceof SilenceError) {
        if (this.#leaveAt === null) this.#options.onBreach?.({ rule: "silence", detail: error.message });
      } else if (!(error instanceof ConnectionLostError)) {
        throw error;
      }
      return this.#lose(error.message);
    }
    const newToken = this.#options.newToken;
    const isEnding = frame.op === "reconnect" && frame.reason === "token-expiring";
    if (isEnding && newToken !== undefined) this.renew(await newToken());
    else this.#take(frame);
  }

  async #connect(): Promise<void> {
    if (this.#failures > 0 || this.reconnects > 0) {
      await sleep(delayMs(this.#failures, Math.random()));
      if (this.#isClosed) return;
    }
    try {
      const connection = await Connection.open(await this.#find(this.#token));
      if (this.#isClosed) return connection.close();
      this.#connection = connection;
      this.#leaveAt = null;
      this.#checker.begin();
      connection.send({
        op: "subscribe",
        id: ID,
        scope: { league: this.#league, kinds: [...this.#options.kinds] },
        filters: Object.fromEntries(Object.entries(this.#options.filters ?? {}).map(([name, words]) => [name, [...words]])),
        cursor: this.#checker.cursor,
        since: this.#checker.isAnywhere ? (this.#options.since?.toISOString() ?? null) : null,
        every_change: this.#options.everyChange ?? false,
        conflate_ms: this.#options.conflateMs ?? 0,
      });
    } catch (error) {
      if (!(error instanceof ConnectionLostError || error instanceof UnreachableError)) throw error;
      this.#lose(error.message);
    }
  }

  /**
   * Ends the connection. The next one is opened soon where this one had caught up; else it waits ever longer. Throws
   * when none has caught up for as long as the caller is patient.
   */
  #lose(why: string): void {
    if (!this.isLive) this.#failures += 1;
    if (this.#connection !== null) this.reconnects += 1;
    this.#drop();
    this.#lostAt ??= Date.now();
    const patienceMs = this.#options.patienceMs ?? 120_000;
    if (Date.now() - this.#lostAt > patienceMs) throw new UnreachableError(`no stream for ${patienceMs} ms: ${why}`);
  }

  #drop(): void {
    this.#connection?.close();
    this.#connection = null;
    this.isLive = false;
  }

  #take(frame: ServerFrame): void {
    switch (frame.op) {
      case "hello":
        this.#silentMs = HEARTBEATS * frame.limits.heartbeat_s * 1000;
        break;
      case "snapshot":
      case "delta":
      case "mark":
        this.#apply(frame);
        break;
      case "live":
        this.isLive = true;
        this.#failures = 0;
        this.#lostAt = null;
        break;
      case "resnapshot":
        this.isLive = false;
        this.resnapshots.push(frame.reason);
        break;
      case "renewed":
        this.#leaveAt = null;
        break;
      case "reconnect":
        this.#leaveAt = Date.now() + Math.random() * frame.spread_ms;
        break;
      case "error":
        if (!PASSING.has(frame.status) && isProblem(frame)) throw new ProblemError(frame);
        this.#lose(frame.title);
        break;
      default: // of a newer server
        break;
    }
  }

  #apply(frame: Interval): void {
    const changes = this.#checker.take(frame);
    if (frame.op === "mark") this.sources = frame.sources;
    const breaches = this.#checker.drain();
    for (const breach of breaches) {
      if (this.#options.onBreach === undefined) throw new BreachError(`${breach.rule}: ${breach.detail}`);
      this.#options.onBreach(breach);
    }
    if (breaches.length > 0) {
      // what is held may be wrong, so the state is read again
      this.#checker.forget();
      this.#lose("a broken promise");
    }
    this.#pending.push(...changes);
  }
}
