"""`python -m tests.faults`: the entries of the table, one after the other, a line of JSON each."""

import argparse
import asyncio
import json
import logging
import random
import shutil
import sys
import time
import traceback
from typing import Any

from tests.faults.rig import EMBEDDED, KAFKA, ROOT, open_rig
from tests.faults.table import ENTRIES, Entry

_LATEST = ROOT / ".faults" / "latest.jsonl"
_SIZES = ("short", "normal", "full", "soak")


def main() -> int:
    """Run what was asked for. Returns 0 if all of it passed, 1 if anything failed, 2 where there is nothing to run."""
    arguments = _arguments()
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # the broker is away on purpose
    names = [name for name in arguments.only.split(",") if name] or list(ENTRIES)
    unknown = [name for name in names if name not in ENTRIES]
    if unknown:
        print(f"no entry {', '.join(unknown)}: {', '.join(ENTRIES)}", file=sys.stderr)
        return 2
    _LATEST.parent.mkdir(exist_ok=True)
    results: dict[str, bool] = {}
    with _LATEST.open("w") as latest:
        for name in names:
            entry = ENTRIES[name]
            broker, reason = _broker(entry, arguments.broker, arguments.size)
            if broker is None:
                print(f"{name}: left out, {reason}", flush=True)
                continue
            line = _line(name, entry, broker, arguments.seed, arguments.size)
            latest.write(f"{json.dumps(line)}\n")
            latest.flush()
            results[name] = line["pass"]
    failed = [name for name, passed in results.items() if not passed]
    print(f"{len(results)} run, {len(failed)} failed{': ' if failed else ''}{', '.join(failed)}")
    return 2 if not results else 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--only", default="", metavar="A2,B1", help="these entries alone")
    parser.add_argument("--seed", type=int, default=1, help="of the schedule of faults and of the load")
    parser.add_argument("--broker", choices=(EMBEDDED, KAFKA), help="this broker, for the entries that run on it")
    parser.add_argument("--size", choices=_SIZES, default="normal")
    return parser.parse_args()


def _broker(entry: Entry, wanted: str | None, size: str) -> tuple[str | None, str]:
    """The broker to run on, or None and why the entry is left out."""
    if size not in entry.sizes:
        return None, f"it has no {size} form"
    broker = wanted or entry.brokers[0]
    if broker not in entry.brokers:
        return None, f"it needs {' or '.join(entry.brokers)}"
    if broker == KAFKA and not (shutil.which("java") and shutil.which("mvn")):
        return None, "no java or no mvn here for Apache Kafka"
    return broker, ""


def _line(name: str, entry: Entry, broker: str, seed: int, size: str) -> dict[str, Any]:
    """Run one entry. An exception is a failure with its text as the only figure."""
    print(f"{name} on {broker}, seed {seed}, {size}", flush=True)
    began = time.monotonic()
    try:
        figures = asyncio.run(_run(entry, broker, seed, size))
        passed = entry.passes(figures)
    except Exception as error:  # noqa: BLE001 - the next entry runs all the same
        traceback.print_exc()
        figures, passed = {"error": f"{type(error).__name__}: {error}"[:500]}, False
    print(f"{name} {'passed' if passed else 'FAILED'} in {time.monotonic() - began:.0f} s: {json.dumps(figures)}")
    sys.stdout.flush()
    return {"id": name, "seed": seed, "broker": broker, "pass": passed, "figures": figures}


async def _run(entry: Entry, broker: str, seed: int, size: str) -> dict[str, Any]:
    async with open_rig(broker) as rig:
        return await entry.run(rig, entry.sizes[size], random.Random(seed))


if __name__ == "__main__":
    sys.exit(main())
