/** REST: every path of the OpenAPI document, typed by it. */

import { delayMs, sleep } from "./backoff.ts";
import { isProblem, ProblemError, UnreachableError, UnreadableError } from "./errors.ts";
import type { paths } from "./schema.ts";

type Json<Operation> = Operation extends { responses: { 200: { content: { "application/json": infer Body } } } }
  ? Body
  : never;
type Places<Operation> = Operation extends { parameters: { path: infer Words } } ? Words : Record<string, never>;
type Query<Operation> = Operation extends { parameters: { query?: infer Names } } ? NonNullable<Names> : Record<string, never>;
type Sent<Operation> = Operation extends { requestBody: { content: { "application/json": infer Body } } } ? Body : never;

/** Paths that answer GET with JSON. */
export type GetPath = {
  [Path in keyof paths]: paths[Path] extends { get: infer Operation } ? (Json<Operation> extends never ? never : Path) : never;
}[keyof paths];
/** Paths that take a body. */
export type PostPath = { [Path in keyof paths]: paths[Path] extends { post: infer _ } ? Path : never }[keyof paths];
type Get<Path extends GetPath> = paths[Path] extends { get: infer Operation } ? Operation : never;
type Post<Path extends PostPath> = paths[Path] extends { post: infer Operation } ? Operation : never;
/** What a path answers. */
export type Answer<Path extends GetPath> = Json<Get<Path>>;
type Item<Page> = Page extends { data: readonly (infer Row)[] } ? Row : never;

/** The words of a path, by name, and the parameters after them. */
export interface Asked<Path extends GetPath> {
  readonly path?: Places<Get<Path>>;
  readonly query?: Query<Get<Path>>;
}

export interface RestOptions {
  /** An API key or an access token. It is sent in the header alone. */
  readonly key?: string;
  readonly timeoutMs?: number;
  /** Beside the one that is there: for tests, and for platforms that bring their own. */
  readonly fetch?: typeof fetch;
}

const ATTEMPTS = 3;
const LONGEST_RETRY_AFTER_S = 30;
/** Statuses after which the same request may succeed. All routes only read, or only compute. */
export const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** The header that carries a key or a token. */
export function authorization(key: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${key}` };
}

/** REST of one server. */
export class Rest {
  readonly url: string;
  protected readonly headers: Readonly<Record<string, string>>;
  readonly #timeoutMs: number;
  readonly #fetch: typeof fetch;

  constructor(url: string, options: RestOptions = {}) {
    this.url = url;
    this.headers = options.key === undefined ? {} : authorization(options.key);
    this.#timeoutMs = options.timeoutMs ?? 30_000;
    this.#fetch = options.fetch ?? fetch;
  }

  /** Ask a path. Throws a `ProblemError` for a refusal. */
  async get<Path extends GetPath>(path: Path, asked: Asked<Path> = {}): Promise<Answer<Path>> {
    return (await this.send("GET", addressOf(this.url, path, asked))) as Answer<Path>;
  }

  /** Send a body. Throws a `ProblemError` for a refusal. */
  async post<Path extends PostPath>(path: Path, body: Sent<Post<Path>>): Promise<Json<Post<Path>>> {
    return (await this.send("POST", addressOf(this.url, path, {}), JSON.stringify(body))) as Json<Post<Path>>;
  }

  /** Iterate over the pages of a list. */
  async *pages<Path extends GetPath>(path: Path, asked: Asked<Path> = {}): AsyncGenerator<Answer<Path>, void, undefined> {
    let query: Record<string, unknown> = { ...asked.query };
    for (;;) {
      const page = await this.get(path, { ...asked, query: query as Query<Get<Path>> });
      yield page;
      const cursor = nextCursorOf(page);
      if (cursor === null) return;
      query = { ...query, cursor };
    }
  }

  /** Iterate over the items of all pages of a list. */
  async *items<Path extends GetPath>(
    path: Path,
    asked: Asked<Path> = {},
  ): AsyncGenerator<Item<Answer<Path>>, void, undefined> {
    for await (const page of this.pages(path, asked)) {
      yield* (page as { readonly data: readonly Item<Answer<Path>>[] }).data;
    }
  }

  /** Send a request, three times at most. Throws a `ProblemError` for a refusal. */
  protected async send(method: string, address: URL, body?: string, from = this.headers): Promise<unknown> {
    const headers = body === undefined ? from : { ...from, "content-type": "application/json" };
    for (let failures = 0; ; failures += 1) {
      const isLast = failures === ATTEMPTS - 1;
      let waitMs = delayMs(failures, Math.random());
      try {
        const signal = AbortSignal.timeout(this.#timeoutMs);
        const answer = await this.#fetch(address, { method, headers, body: body ?? null, redirect: "error", signal });
        if (answer.ok) return await bodyOf(answer, address);
        const wantedS = Number(answer.headers.get("retry-after") ?? 0) || 0;
        if (isLast || !PASSING.has(answer.status) || wantedS > LONGEST_RETRY_AFTER_S) throw await refusalOf(answer, address);
        waitMs = Math.max(waitMs, wantedS * 1000);
      } catch (error) {
        if (error instanceof ProblemError || error instanceof UnreadableError) throw error;
        if (isLast) throw new UnreachableError(`${method} ${address}: ${reasonOf(error)}`, { cause: error });
      }
      await sleep(waitMs);
    }
  }
}

/** The address of a path with words in place. A parameter without a value is left out, a list is sent once for each. */
export function addressOf(
  base: string,
  path: string,
  asked: { readonly path?: unknown; readonly query?: unknown },
): URL {
  const words = new Map<string, unknown>(Object.entries((asked.path ?? {}) as object));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(words.get(name))));
  const address = new URL(filled, base);
  for (const [name, value] of Object.entries((asked.query ?? {}) as Record<string, unknown>)) {
    if (value === undefined || value === null) continue;
    for (const each of Array.isArray(value) ? value : [value]) {
      address.searchParams.append(name, each instanceof Date ? each.toISOString() : String(each));
    }
  }
  return address;
}

function nextCursorOf(page: unknown): string | null {
  if (typeof page !== "object" || page === null || !("meta" in page)) return null;
  const { meta } = page;
  if (typeof meta !== "object" || meta === null || !("next_cursor" in meta)) return null;
  return typeof meta.next_cursor === "string" ? meta.next_cursor : null;
}

async function bodyOf(answer: Response, address: URL): Promise<unknown> {
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnreadableError(`${address}: not JSON`, { cause: error });
  }
}

async function refusalOf(answer: Response, address: URL): Promise<ProblemError | UnreadableError> {
  const body: unknown = await bodyOf(answer, address).catch(() => null);
  if (isProblem(body)) return new ProblemError(body);
  return new UnreadableError(`${address}: status ${answer.status} without a problem document`);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
