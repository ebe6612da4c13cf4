"""`make proof`: the promises, shown being kept by real processes. One line each; exit 1 where any is not kept."""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable

from bodies import faulty_bodies, unchanged_bodies
from leaks import no_secret_leaves
from poison import poisoned_record
from production import weak_production
from replicas import two_replicas, two_replicas_reserve
from rig import Rig, open_rig
from surface import hostile_parameters, strict_metrics
from traces import one_trace

Proof = Callable[[Rig], Awaitable[str]]
"""Shows one promise; gives the figures, raises AssertionError where it is not kept."""

PROOFS: tuple[tuple[str, Proof], ...] = (
    ("one trace id spans fetch, raw, normalized and view", one_trace),
    ("every /metrics parses strictly", strict_metrics),
    ("no documented route gives a 500 for hostile parameters", hostile_parameters),
    ("an unchanged body publishes no body", unchanged_bodies),
    ("HTML, truncation, 429 and 9 MiB give their reason and no canonical change", faulty_bodies),
    ("a poison record lands once in the dead letters, its neighbours pass", poisoned_record),
    ("two replicas of ingest-odds together send as few requests as one", two_replicas),
    ("two replicas never pass the reserve", two_replicas_reserve),
    ("no secret leaves in a log, record, header, metric, trace or answer", no_secret_leaves),
    ("production settings without a key end with one line", weak_production),
)


async def prove() -> int:
    """Run all; gives the number of promises not kept."""
    broken = 0
    async with open_rig() as rig:
        for name, proof in PROOFS:
            began = time.monotonic()
            try:
                figures = await proof(rig)
            except (AssertionError, TimeoutError) as error:
                broken += 1
                print(f"FAILED  {name}: {error or type(error).__name__}", flush=True)
            else:
                print(f"ok      {name}: {figures} ({time.monotonic() - began:.0f} s)", flush=True)
    print(f"{len(PROOFS) - broken} passed, {broken} failed", flush=True)
    return broken


if __name__ == "__main__":
    sys.exit(1 if asyncio.run(prove()) else 0)
