"""C1, C4, C5: the pure resolver against models of sources, clocks and late updates: no process is needed."""

import asyncio
import random
from collections.abc import Callable

from tests.faults.pure import clocks, out_of_order, source_states
from tests.faults.rig import Figures, Rig, Run, Size


def _run_of(model: Callable[[int, int], Figures], amount: str) -> Run:
    async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
        return await asyncio.to_thread(model, int(size[amount]), dice.randrange(2**31))

    return run


def _clean(*names: str) -> Callable[[Figures], bool]:
    return lambda figures: not any(figures[name] for name in names)


run_source_states, source_states_pass = _run_of(source_states.run, "sequences"), _clean("violations")
run_clocks, clocks_pass = _run_of(clocks.run, "minutes"), _clean("silent_sources", "negative_ages", "dropped")
run_out_of_order, out_of_order_pass = _run_of(out_of_order.run, "updates"), _clean("differences")
