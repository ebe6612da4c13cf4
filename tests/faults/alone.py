"""One entry in this process: `python -m tests.faults.alone NAME BROKER SEED SIZE`. Its last line is what it found."""

import asyncio
import json
import logging
import random
import resource
import sys
import traceback
from pathlib import Path

from tests.faults.rig import ROOT, Figures, open_rig
from tests.faults.table import ENTRIES, Entry


def main() -> None:
    """Run the entry and print pass, figures and CPU time. Logs go to `.faults/NAME/`; an exception is a failure."""
    name, broker, seed, size = sys.argv[1:]
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # the broker is away on purpose
    entry = ENTRIES[name]
    try:
        figures = asyncio.run(_run(entry, broker, int(seed), size, ROOT / ".faults" / name))
        passed = entry.passes(figures)
    except Exception as error:  # noqa: BLE001 - it is the finding
        traceback.print_exc()
        figures, passed = {"error": f"{type(error).__name__}: {error}"[:500]}, False
    sys.stderr.flush()
    print(json.dumps({"pass": passed, "figures": figures, "cpu_s": round(_cpu_s())}))


async def _run(entry: Entry, broker: str, seed: int, size: str, logs: Path) -> Figures:
    async with open_rig(broker, logs=logs) as rig:
        return await entry.run(rig, entry.sizes[size], random.Random(seed))


def _cpu_s() -> float:
    """Of this process and of all that it started and that ended."""
    found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in found)


if __name__ == "__main__":
    main()
