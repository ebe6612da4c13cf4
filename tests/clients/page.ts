/**
 * Draws a board of games with their best prices, a table of props, and a game's box score.
 *
 * Types come from schema.d.ts alone, which openapi-typescript writes from the gateway's document.
 */

import type { components, paths } from "./schema";

type Get = { [Path in keyof paths]: paths[Path] extends { get: infer Operation } ? Operation : never };
type Answer<Path extends keyof paths> = Get[Path] extends {
  responses: { 200: { content: { "application/json": infer Body } } };
}
  ? Body
  : never;
type Game = components["schemas"]["Game"];
type EventOdds = components["schemas"]["EventOdds"];
type BestSide = components["schemas"]["BestSide"];
type Prop = components["schemas"]["Prop"];
type PropOfBooks = components["schemas"]["PropOfBooks"];
type BoxScore = components["schemas"]["BoxScore"];
type Problem = components["schemas"]["ProblemDetails"];

const GAMES = "/api/v1/data/unified-games/{sport}";
const ODDS = "/api/v1/data/unified-odds/{sport}";
const PROPS = "/api/v1/data/player-props/{sport}";
const STATISTICS = "/api/v1/data/player-stats/{game_id}";

/** A list that is asked for again: a 304 keeps what was there. */
class Feed<Path extends keyof paths> {
  private tag: string | null = null;
  private last: Answer<Path> | null = null;

  constructor(
    private readonly base: string,
    private readonly path: Path,
  ) {}

  async read(word: string, query: Record<string, string> = {}): Promise<Answer<Path>> {
    const address = new URL(this.path.replace(/\{\w+\}/, encodeURIComponent(word)), this.base);
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    const answer = await fetch(address, { headers: this.tag === null ? {} : { "if-none-match": this.tag } });
    if (answer.status === 304 && this.last !== null) return this.last;
    if (!answer.ok) {
      const problem: Problem = await answer.json();
      throw new Error(`${problem.title}: ${problem.detail} (${problem.request_id})`);
    }
    const body: Answer<Path> = await answer.json();
    this.tag = answer.headers.get("etag");
    this.last = body;
    return body;
  }
}

/** `Q4 2:31`, `Final`, or when it starts. */
export function stateOf(game: Game): string {
  switch (game.status) {
    case "live":
      return [game.period_label ?? `P${game.period ?? "?"}`, game.clock?.text].filter(Boolean).join(" ");
    case "final":
      return "Final";
    case "scheduled":
      return game.start_time === null ? "to be announced" : new Date(game.start_time).toLocaleString();
    default:
      return game.status;
  }
}

/** `+3.5 -110 draftkings, fanduel`; a price that is not believed now is marked. */
export function priceOf(best: BestSide): string {
  const line = best.line === null ? "" : best.line > 0 ? `+${best.line} ` : `${best.line} `;
  const american = best.american ?? 0;
  const price = `${american > 0 ? "+" : ""}${best.american ?? best.price}${best.freshness === "stale" ? "?" : ""}`;
  return `${line}${price} ${best.bookmakers.join(", ")}`;
}

function row(...cells: readonly string[]): HTMLTableRowElement {
  const made = document.createElement("tr");
  made.append(
    ...cells.map((text) => {
      const cell = document.createElement("td");
      cell.textContent = text;
      return cell;
    }),
  );
  return made;
}

function table(caption: string, rows: readonly HTMLTableRowElement[]): HTMLTableElement {
  const made = document.createElement("table");
  made.createCaption().textContent = caption;
  made.append(...rows);
  return made;
}

export function board(games: readonly Game[], odds: readonly EventOdds[]): HTMLTableElement {
  const byGame = new Map(odds.map((each) => [each.event_id, each]));
  const rows = games.map((game) => {
    const best = byGame.get(game.event_id)?.best ?? [];
    const moneyline = best.find((each) => each.key.startsWith("moneyline") && each.period === "game");
    const sides = (["home", "away"] satisfies BestSide["selection"][]).map((selection) => {
      const found = moneyline?.sides.find((each) => each.selection === selection);
      return found === undefined ? "–" : priceOf(found);
    });
    const score = `${game.away.score ?? ""} ${game.home.score ?? ""}`.trim();
    return row(`${game.away.name} @ ${game.home.name}`, stateOf(game), score, ...sides);
  });
  return table("Board", rows);
}

/** The rows that have all books, which is what `group=player` asks for. */
function withBooks(rows: readonly (Prop | PropOfBooks)[]): PropOfBooks[] {
  return rows.flatMap((each) => ("books" in each ? [each] : []));
}

export function props(rows: readonly PropOfBooks[]): HTMLTableElement {
  const lines = rows.flatMap((prop) =>
    Object.entries(prop.books).flatMap(([bookmaker, ladder]) =>
      ladder.lines.map((rung) =>
        row(
          prop.player.name,
          prop.opponent?.abbreviation ?? "",
          prop.stat_type,
          bookmaker,
          `${rung.line ?? ""}`,
          `${rung.over?.american ?? rung.over?.multiplier ?? rung.line_type}`,
          `${rung.under?.american ?? rung.under?.multiplier ?? ""}`,
        ),
      ),
    ),
  );
  return table("Props", lines);
}

/** Whether a page has one row a player, which is what is asked for without `by`. */
function isMerged(page: Answer<typeof STATISTICS>): page is BoxScore {
  return "totals" in page.meta;
}

/** A figure that another provider reports differently is marked. */
export function boxScore(game: Game, score: BoxScore): HTMLTableElement {
  const figures = score.data.map((each) => {
    const stats = Object.entries(each.stats).map(
      ([name, figure]) => `${name} ${figure.value}${figure.differs.length > 0 ? "?" : ""}`,
    );
    return row(each.player.name, each.player.position ?? "", each.team?.abbreviation ?? "", stats.join(", "));
  });
  return table(`${game.away.name} @ ${game.home.name}, ${stateOf(game)}`, figures);
}

/** Draw one league into an element, once. */
export async function draw(base: string, league: string, into: HTMLElement): Promise<void> {
  const [games, odds, offered] = await Promise.all([
    new Feed(base, GAMES).read(league, { status: "live" }),
    new Feed(base, ODDS).read(league, { market: "moneyline" }),
    new Feed(base, PROPS).read(league, { group: "player", limit: "100" }),
  ]);
  into.replaceChildren(board(games.data, odds.data), props(withBooks(offered.data)));
  const first = games.data[0];
  if (first !== undefined) {
    const score = await new Feed(base, STATISTICS).read(first.event_id);
    if (isMerged(score)) into.append(boxScore(first, score));
  }
}
