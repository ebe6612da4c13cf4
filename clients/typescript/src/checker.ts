/**
 * Proves that what arrives keeps the protocol's promises. Six rules, over the frames of one subscription.
 *
 * 1. Each interval begins where the last one ended, and never ends before it begins.
 * 2. The version of a record never falls.
 * 3. No record arrives that the filters exclude.
 * 4. With `everyChange` nothing is left out.
 * 5. The digest of a mark is that of the state that is held.
 * 6. Silence longer than three heartbeats is a dead connection.
 */

import type { components } from "./messages.ts";
import { type Change, changeOf, Mirror } from "./mirror.ts";

type Schemas = components["schemas"];
export type Interval = Schemas["Snapshot"] | Schemas["Delta"] | Schemas["Mark"];
export type Filters = Readonly<Record<string, readonly string[]>>;

export const RULES = { contiguous: 1, rising: 2, filtered: 3, everyChange: 4, digest: 5, silence: 6 } as const;
export type Rule = keyof typeof RULES;

/** A broken rule. */
export interface Breach {
  readonly rule: Rule;
  readonly detail: string;
}

/** Filters whose values are whole texts of a record; those of the others are words in one. */
const QUOTED: ReadonlySet<string> = new Set(["event_id", "bookmaker", "market"]);

export interface CheckerOptions {
  readonly mirror?: Mirror | undefined;
  readonly filters?: Filters | undefined;
  readonly everyChange?: boolean | undefined;
  readonly cursor?: string | null | undefined;
  /** The first frame says where the stream begins. */
  readonly since?: Date | undefined;
}

/** A cursor: after what the log has when the stream begins. */
export const NOW = "now";

/** Follows one subscription over all its connections, and keeps its mirror. */
export class Checker {
  readonly mirror: Mirror;
  /** Up to where everything was taken: a stream resumes here. */
  cursor: string | null;
  /** Whether the first frame says where the stream begins: now, or at a time. */
  isAnywhere: boolean;
  /** Changes that were left out, since newer ones of the same record followed. */
  conflated = 0;
  #breaches: Breach[] = [];
  #parts: Schemas["Snapshot"][] = [];
  /** Whether the cursor is a frame's: the one that it began with may be of more kinds, and sort elsewhere. */
  #hasMoved = false;
  readonly #filters: Filters;
  readonly #everyChange: boolean;

  constructor(options: CheckerOptions = {}) {
    this.mirror = options.mirror ?? new Mirror();
    this.cursor = options.cursor ?? null;
    this.isAnywhere = options.since !== undefined || options.cursor === NOW;
    this.#filters = options.filters ?? {};
    this.#everyChange = options.everyChange ?? false;
  }

  /** Note a new connection: a snapshot that was cut is void. */
  begin(): void {
    this.#parts = [];
  }

  /** Give up the cursor: the next connection begins with a snapshot. */
  forget(): void {
    this.cursor = null;
    this.isAnywhere = false;
    this.#parts = [];
  }

  /** The breaches since the last call. */
  drain(): Breach[] {
    const found = this.#breaches;
    this.#breaches = [];
    return found;
  }

  /** Take the next frame of the subscription. Returns what it changed. */
  take(frame: Interval): Change[] {
    switch (frame.op) {
      case "snapshot":
        return this.#takeSnapshot(frame);
      case "delta":
        return this.#takeDelta(frame);
      case "mark":
        this.#takeMark(frame);
        return [];
    }
  }

  #takeSnapshot(frame: Schemas["Snapshot"]): Change[] {
    if (frame.part === 1) this.#parts = [];
    if (frame.part !== this.#parts.length + 1) {
      this.#note("contiguous", `part ${frame.part} of ${frame.parts} follows part ${this.#parts.length}`);
    }
    this.#parts.push(frame);
    if (frame.part !== frame.parts) return [];
    const records = this.#parts.flatMap((part) => part.records.map(changeOf));
    this.#parts = [];
    for (const record of records) this.#checkFilters(record);
    this.cursor = frame.to;
    this.#hasMoved = true;
    this.isAnywhere = false;
    return this.mirror.replace(records);
  }

  #takeDelta(frame: Schemas["Delta"]): Change[] {
    this.#move(frame.from, frame.to);
    this.conflated += frame.con;
    if (this.#everyChange && frame.con > 0) this.#note("everyChange", `${frame.con} changes are left out`);
    return frame.records.map(changeOf).filter((change) => {
      const known = this.mirror.versionOf(change);
      if (change.version < known) {
        this.#note("rising", `${change.kind} ${change.key} falls from ${known} to ${change.version}`);
      }
      this.#checkFilters(change);
      return this.mirror.put(change);
    });
  }

  #takeMark(frame: Schemas["Mark"]): void {
    this.#move(frame.from, frame.to);
    const { digest, size, isWhole } = this.mirror;
    if (isWhole && (digest !== frame.digest || size !== frame.count)) {
      this.#note("digest", `the mark says ${frame.digest} of ${frame.count}, held is ${digest} of ${size}`);
    }
  }

  #move(start: string, to: string): void {
    if (start !== this.cursor && !this.isAnywhere) {
      this.#note("contiguous", `the interval begins at ${start}, held is ${this.cursor}`);
    }
    if (this.#hasMoved && to < start) this.#note("contiguous", `the interval goes back from ${start} to ${to}`);
    this.cursor = to;
    this.#hasMoved = true;
    this.isAnywhere = false;
  }

  #checkFilters(change: Change): void {
    if (change.removed !== null || Object.keys(this.#filters).length === 0) return;
    if (!passes(this.#filters, change.value)) this.#note("filtered", `${change.kind} ${change.key} is excluded`);
  }

  #note(rule: Rule, detail: string): void {
    this.#breaches.push({ rule, detail });
  }
}

/** Whether a record says one value of each filter. What it does not say at all cannot have been asked for. */
export function passes(filters: Filters, value: unknown): boolean {
  const text = JSON.stringify(value).toLowerCase();
  return Object.entries(filters).every(([name, values]) =>
    values.some((each) => text.includes(QUOTED.has(name) ? `"${each.toLowerCase()}"` : each.toLowerCase())),
  );
}
