/** Prints every offer that changes: `node follow_prices.ts http://127.0.0.1:8000 nba 20`. The last is for how many seconds. */

import { Client } from "@a1betting/client";

const [url = "http://127.0.0.1:8000", league = "nba", seconds = "20"] = process.argv.slice(2);
const client = new Client(url);

for await (const game of client.items("/api/v1/data/unified-games/{sport}", { path: { sport: league } })) {
  console.log(game.away.name, "@", game.home.name);
}

const stream = client.stream(league, { kinds: ["odds"] });
const mirror = await stream.ready();
console.log(mirror.size, "offers, digest", mirror.digest);
setTimeout(() => stream.close(), Number(seconds) * 1000);
for await (const change of stream) {
  if (change.removed === null) console.log(change.value.event_id, change.value.bookmaker, change.value.markets.length, "markets");
  else console.log(change.key, change.removed);
}
