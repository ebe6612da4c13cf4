"""Every entry: its function, its sizes, the brokers it runs on, and what makes it pass."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.faults import crash_points, kill_storm, poison, stops, zombies
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
    "A4": Entry(
        crash_points.run,
        crash_points.passes,
        BOTH,
        {"short": {"points": 3}, "normal": {"points": None}, "full": {"points": None}},
    ),
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
}
