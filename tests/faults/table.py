"""Every entry: its function, its sizes, the brokers it runs on, and what makes it pass."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.faults import (
    backlog,
    crash_points,
    deploys,
    kill_storm,
    poison,
    rebalances,
    redis_faults,
    redriving,
    replays,
    stops,
    zombies,
)
from tests.faults.rig import EMBEDDED, KAFKA, Figures, Run, Size

BOTH = (EMBEDDED, KAFKA)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of `.faults/latest.jsonl`. The first broker is the one it runs on unless another is asked for."""

    run: Run
    passes: Callable[[Figures], bool]
    brokers: tuple[str, ...]
    sizes: Mapping[str, Size]
    """`normal`, `full`, and `short` where the entry has a short form."""


_STORM = {"normalizers": 3, "changes_per_s": 1_050}
_STOPS = {"changes_per_s": 1_000}
_POISON = {"records_per_s": 500}

ENTRIES: Mapping[str, Entry] = {
    "A1": Entry(
        kill_storm.run,
        kill_storm.passes,
        (KAFKA,),
        {
            "normal": _STORM | {"seconds": 120, "normalizer_kills": 8, "other_kills": 32},
            "full": _STORM | {"seconds": 300, "normalizer_kills": 20, "other_kills": 80},
        },
    ),
    "A2": Entry(zombies.run, zombies.passes, (KAFKA,), {"normal": {"rounds": 5}, "full": {"rounds": 20}}),
    "A3": Entry(
        rebalances.run,
        rebalances.passes,
        (KAFKA,),
        {"normal": {"minutes": 1, "changes_per_s": 500}, "full": {"minutes": 3, "changes_per_s": 500}},
    ),
    "A4": Entry(
        crash_points.run,
        crash_points.passes,
        BOTH,
        {"short": {"points": 3}, "normal": {"points": None}, "full": {"points": None}},
    ),
    "A7": Entry(
        redis_faults.run,
        redis_faults.passes,
        BOTH,
        {
            "short": {"keys": 5_000, "flushes": 1},
            "normal": {"keys": 100_000, "flushes": 2},
            "full": {"keys": 500_000, "flushes": 5},
        },
    ),
    "A8": Entry(backlog.run, backlog.passes, (KAFKA,), {"normal": {"records": 60_000}, "full": {"records": 400_000}}),
    "A9": Entry(
        stops.run,
        stops.passes,
        BOTH,
        {
            "short": _STOPS | {"stops": 3, "changes_per_s": 500},
            "normal": _STOPS | {"stops": 10},
            "full": _STOPS | {"stops": 50},
        },
    ),
    "A10": Entry(
        replays.run,
        replays.passes,
        BOTH,
        {"short": {"records": 2_000}, "normal": {"records": 50_000}, "full": {"records": 1_000_000}},
    ),
    "B1": Entry(
        poison.run,
        poison.passes,
        BOTH,
        {
            "short": _POISON | {"records": 2_000},
            "normal": _POISON | {"records": 20_000},
            "full": _POISON | {"records": 200_000},
        },
    ),
    "B2": Entry(
        deploys.run,
        deploys.passes,
        BOTH,
        {"short": {"records": 600}, "normal": {"records": 2_000}, "full": {"records": 10_000}},
    ),
    "B3": Entry(
        redriving.run,
        redriving.passes,
        BOTH,
        {"short": {"quarantined": 100}, "normal": {"quarantined": 1_000}, "full": {"quarantined": 10_000}},
    ),
}
