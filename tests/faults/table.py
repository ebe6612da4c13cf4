"""Every entry: its function, its sizes, the brokers it runs on, and what makes it pass."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.faults import crash_points, poison, stops
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


ENTRIES: Mapping[str, Entry] = {
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
            "short": {"stops": 3, "changes_per_s": 500},
            "normal": {"stops": 10, "changes_per_s": 1_000},
            "full": {"stops": 50, "changes_per_s": 1_000},
        },
    ),
    "B1": Entry(
        poison.run,
        poison.passes,
        BOTH,
        {
            "short": {"records": 2_000, "records_per_s": 500},
            "normal": {"records": 20_000, "records_per_s": 500},
            "full": {"records": 200_000, "records_per_s": 500},
        },
    ),
}
