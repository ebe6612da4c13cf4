/** How often a stream connects, to a server that does not let it catch up. */

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { UnreachableError } from "../../src/errors.ts";
import { Stream } from "../../src/stream.ts";
import { EMPTY, FULL, HELLO, LIVE, serving } from "./scripted.ts";

for (const [name, frames] of [["full", [HELLO, FULL]], ["gone", [HELLO]], ["gone early", [HELLO, EMPTY]]] as const) {
  test(`a server that hangs up is asked less and less often: ${name}`, { timeout: 30_000 }, async (context) => {
    const always = mock.method(Math, "random", () => 0.999);
    context.after(() => always.mock.restore());
    const { find, servedAt } = await serving(context, frames, true);
    const stream = new Stream(find, "nba", { kinds: ["odds"], patienceMs: 1_500 });
    await assert.rejects(stream.ready(), (error: unknown) => {
      assert.ok(error instanceof UnreachableError);
      assert.match(error.message, /no stream for 1500 ms: ./);
      return true;
    });
    stream.close();
    const waits = servedAt.slice(1).map((at, index) => at - (servedAt[index] ?? at));
    assert.deepEqual(waits.map((wait, index) => wait >= 490 * 2 ** index), [true, true]);
  });
}

test("a server that was caught up with is asked again soon", { timeout: 10_000 }, async (context) => {
  const always = mock.method(Math, "random", () => 0.999);
  context.after(() => always.mock.restore());
  const { find, servedAt } = await serving(context, [HELLO, EMPTY, LIVE], true);
  const stream = new Stream(find, "nba", { kinds: ["odds"] });
  void stream.next().catch(() => undefined);
  while (servedAt.length < 6) await new Promise((resolve) => setTimeout(resolve, 5));
  stream.close();
});
