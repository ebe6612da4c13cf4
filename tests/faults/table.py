"""Every entry: its function, its sizes, the brokers it runs on, and what makes it pass."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.faults import (
    attacked,
    backlog,
    crash_points,
    deploys,
    hostile,
    kill_storm,
    killed_once,
    models,
    outages,
    poison,
    quotas,
    rebalances,
    redis_faults,
    redriving,
    replays,
    resuming,
    retention,
    scaling,
    soak,
    sources,
    stops,
    upgrades,
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
    lanes: int
    """How much of the machine it needs for itself (`lanes.py`)."""
    takes_s: int
    """About how long its normal size takes."""


_STORM = {"normalizers": 3, "changes_per_s": 1_050}
_STOPS = {"changes_per_s": 1_000}
_SOAK = {"changes_per_s": 200, "fault_every_s": 30}
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
        lanes=4,
        takes_s=180,
    ),
    "A2": Entry(
        zombies.run, zombies.passes, (KAFKA,), {"normal": {"rounds": 5}, "full": {"rounds": 20}}, lanes=1, takes_s=90
    ),
    "A3": Entry(
        rebalances.run,
        rebalances.passes,
        (KAFKA,),
        {"normal": {"minutes": 1, "changes_per_s": 500}, "full": {"minutes": 3, "changes_per_s": 500}},
        lanes=2,
        takes_s=85,
    ),
    "A4": Entry(
        crash_points.run,
        crash_points.passes,
        BOTH,
        {"short": {"points": 2}, "normal": {"points": None}, "full": {"points": None}},
        lanes=1,
        takes_s=120,
    ),
    "A5": Entry(
        outages.run,
        outages.passes,
        (KAFKA,),
        {"normal": {"outages_s": (5, 30, 60)}, "full": {"outages_s": (5, 30, 60, 210, 600)}},
        lanes=2,
        takes_s=200,
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
        lanes=3,
        takes_s=120,
    ),
    "A8": Entry(
        backlog.run,
        backlog.passes,
        (KAFKA,),
        {"normal": {"records": 60_000}, "full": {"records": 400_000}},
        lanes=4,
        takes_s=140,
    ),
    "A9": Entry(
        stops.run,
        stops.passes,
        BOTH,
        {
            "short": _STOPS | {"stops": 2, "changes_per_s": 500},
            "normal": _STOPS | {"stops": 10},
            "full": _STOPS | {"stops": 50},
        },
        lanes=2,
        takes_s=100,
    ),
    "A10": Entry(
        replays.run,
        replays.passes,
        BOTH,
        {"short": {"records": 2_000}, "normal": {"records": 50_000}, "full": {"records": 1_000_000}},
        lanes=4,
        takes_s=150,
    ),
    "A11": Entry(retention.run, retention.passes, (KAFKA,), {"normal": {}, "full": {}}, lanes=1, takes_s=60),
    "B1": Entry(
        poison.run,
        poison.passes,
        BOTH,
        {
            "short": {"records": 1_500, "records_per_s": 150},
            "normal": _POISON | {"records": 20_000},
            "full": _POISON | {"records": 200_000},
        },
        lanes=4,
        takes_s=70,
    ),
    "B2": Entry(
        deploys.run,
        deploys.passes,
        BOTH,
        {"short": {"records": 400}, "normal": {"records": 2_000}, "full": {"records": 10_000}},
        lanes=1,
        takes_s=100,
    ),
    "B3": Entry(
        redriving.run,
        redriving.passes,
        BOTH,
        {"short": {"quarantined": 100}, "normal": {"quarantined": 1_000}, "full": {"quarantined": 10_000}},
        lanes=2,
        takes_s=60,
    ),
    "B6": Entry(
        hostile.run,
        hostile.passes,
        BOTH,
        {"normal": {"seconds": 40}, "full": {"seconds": 300}},
        lanes=1,
        takes_s=50,
    ),
    "B7": Entry(
        quotas.run,
        quotas.passes,
        BOTH,
        {"normal": {"storm_s": 30, "then_s": 20}, "full": {"storm_s": 120, "then_s": 60}},
        lanes=1,
        takes_s=65,
    ),
    "C1": Entry(
        models.run_source_states,
        models.source_states_pass,
        BOTH,
        {"short": {"sequences": 500}, "normal": {"sequences": 5_000}, "full": {"sequences": 50_000}},
        lanes=1,
        takes_s=30,
    ),
    "C2": Entry(
        sources.run_frozen,
        sources.frozen_passes,
        BOTH,
        {"short": {"seconds": 15}, "normal": {"seconds": 120}, "full": {"seconds": 600}},
        lanes=1,
        takes_s=150,
    ),
    "C3": Entry(
        sources.run_dead,
        sources.dead_passes,
        BOTH,
        {"normal": {"deaths": 3}, "full": {"deaths": 30}},
        lanes=1,
        takes_s=110,
    ),
    "C4": Entry(
        models.run_clocks,
        models.clocks_pass,
        BOTH,
        {"short": {"minutes": 30}, "normal": {"minutes": 120}, "full": {"minutes": 1_440}},
        lanes=1,
        takes_s=5,
    ),
    "C5": Entry(
        models.run_out_of_order,
        models.out_of_order_pass,
        BOTH,
        {"short": {"updates": 5_000}, "normal": {"updates": 20_000}, "full": {"updates": 500_000}},
        lanes=1,
        takes_s=15,
    ),
    "D1": Entry(
        resuming.run,
        resuming.passes,
        (KAFKA, EMBEDDED),
        {"short": {"cuts": 20}, "normal": {"cuts": 50}, "full": {"cuts": 200}},
        lanes=2,
        takes_s=150,
    ),
    "E4": Entry(
        attacked.run,
        attacked.passes,
        BOTH,
        {
            "short": {"connections": 300, "slow": 20, "pause_s": 1.0},
            "normal": {"connections": 2_000, "slow": 50, "pause_s": 5.0},
            "full": {"connections": 2_000, "slow": 50, "pause_s": 5.0},
        },
        lanes=3,
        takes_s=110,
    ),
    "G1": Entry(
        soak.run,
        soak.passes,
        (KAFKA,),
        {
            "normal": _SOAK | {"minutes": 4},
            "full": _SOAK | {"minutes": 20},
            "soak": _SOAK | {"minutes": 180},
        },
        lanes=2,
        takes_s=280,
    ),
    "G2": Entry(
        scaling.run,
        scaling.passes,
        (KAFKA,),
        {"normal": {"window_s": 30, "changes_per_s": 300}, "full": {"window_s": 120, "changes_per_s": 300}},
        lanes=2,
        takes_s=200,
    ),
    "G3": Entry(
        upgrades.run, upgrades.passes, (KAFKA,), {"normal": {"boards": 5}, "full": {"boards": 50}}, lanes=2, takes_s=110
    ),
    "K1": Entry(killed_once.run, killed_once.passes, (EMBEDDED,), {"full": {"processes": 8}}, lanes=2, takes_s=400),
}
