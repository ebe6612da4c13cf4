/** The state of a stream, kept by key: what the server holds for the same scope and filters. */

import { digestOf, written } from "./digest.ts";
import type { components } from "./messages.ts";

type Schemas = components["schemas"];
type OfFrame = Schemas["Record"];

/** The message of each kind of record. */
export interface Values {
  events: Schemas["SportingEvent"];
  odds: Schemas["BettingOdds"];
  props: Schemas["PlayerProp"];
  "player-stats": Schemas["PlayerStats"];
  news: Schemas["NewsItem"];
  injuries: Schemas["Injury"];
  sources: Schemas["SourceStatus"];
  listings: Schemas["Listing"];
  teams: Schemas["TeamProfile"];
  players: Schemas["PlayerProfile"];
  fair: Schemas["FairPrice"];
  opportunities: Schemas["Opportunity"];
  refusals: Schemas["RefusalCount"];
  grades: Schemas["Grade"];
  predictions: Schemas["Prediction"];
  scorecards: Schemas["Scorecard"];
}
export type Kind = keyof Values;

interface Versioned<K extends Kind> {
  readonly kind: K;
  readonly key: string;
  /** It only rises, and is not dense. */
  readonly version: number;
}
/** A record as it is now. */
export interface Living<K extends Kind> extends Versioned<K> {
  readonly value: Values[K];
  readonly removed: null;
}
/** A record that has ended, or that no longer passes the filters. */
export interface Removed<K extends Kind> extends Versioned<K> {
  readonly value: null;
  readonly removed: string;
}
/** The newest version of a record, or its removal. `kind` says which message `value` is. */
export type Change<K extends Kind = Kind> = { [Each in K]: Living<Each> | Removed<Each> }[K];

/** Why a record is removed that a later snapshot does not have. */
export const REPLACED = "not-in-snapshot";

const placeOf = (kind: string, key: string): string => `${kind}\0${key}`;

/** A change as a frame has it. A kind that this version does not know is typed as one that it knows. */
export function changeOf(record: OfFrame): Change {
  return record as Change;
}

/** The living records, by kind and key. It may outlive connections, and be read at any time. */
export class Mirror {
  /** Whether it began with a snapshot: only then it can be compared with the server's digest. */
  isWhole = false;
  readonly #living = new Map<string, Change>();
  readonly #versions = new Map<string, number>();
  #sum = 0n;

  get size(): number {
    return this.#living.size;
  }

  /** The digest of the living records. */
  get digest(): string {
    return written(this.#sum);
  }

  [Symbol.iterator](): IterableIterator<Change> {
    return this.#living.values();
  }

  /** The newest change of a living record. */
  get(kind: Kind, key: string): Change | undefined {
    return this.#living.get(placeOf(kind, key));
  }

  /** The highest version that was seen of a record, living or removed; -1 for none. */
  versionOf(change: Change): number {
    return this.#versions.get(placeOf(change.kind, change.key)) ?? -1;
  }

  /** Take a change. Returns whether it is news: late and repeated ones change nothing. */
  put(change: Change): boolean {
    const place = placeOf(change.kind, change.key);
    const seen = this.versionOf(change);
    const known = this.#living.get(place);
    const isRemoved = change.removed !== null;
    if (change.version < seen || (known === undefined && isRemoved)) {
      this.#versions.set(place, Math.max(change.version, seen));
      return false;
    }
    if (known?.version === change.version && !isRemoved) return false;
    this.#versions.set(place, change.version);
    this.#drop(place);
    if (!isRemoved) {
      this.#living.set(place, change);
      this.#sum += digestOf(change.kind, change.key, change.version);
    }
    return true;
  }

  /** Take a whole snapshot. Returns what differs: records that it lacks, and those that are new or have changed. */
  replace(records: readonly Change[]): Change[] {
    const incoming = new Map(records.map((each) => [placeOf(each.kind, each.key), each]));
    const news: Change[] = [];
    for (const [place, change] of this.#living) {
      if (incoming.has(place)) continue;
      news.push({ ...change, value: null, removed: REPLACED } as Change);
      this.#drop(place);
    }
    this.#versions.clear(); // those of another log may be lower
    for (const [place, change] of incoming) {
      if (this.#living.get(place)?.version === change.version) this.#versions.set(place, change.version);
      else if (this.put(change)) news.push(change);
    }
    this.isWhole = true;
    return news;
  }

  #drop(place: string): void {
    const before = this.#living.get(place);
    if (before === undefined) return;
    this.#living.delete(place);
    this.#sum -= digestOf(before.kind, before.key, before.version);
  }
}
