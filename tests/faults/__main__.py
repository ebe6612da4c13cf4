"""`python -m tests.faults`: the entries of the table, as many at a time as there are lanes, a line of JSON each."""

import argparse
import asyncio
import json
import shutil
import sys
import time

from tests.faults.lanes import Job, Line, run_side_by_side
from tests.faults.rig import EMBEDDED, KAFKA, ROOT
from tests.faults.table import ENTRIES, Entry

from a1_testkit.machine import machine_scale

_LATEST = ROOT / ".faults" / "latest.jsonl"
_SIZES = ("short", "normal", "full", "soak")


def main() -> int:
    """Run what was asked for. Returns 0 if all of it passed, 1 if anything failed, 2 where there is nothing to run."""
    arguments = _arguments()
    names = [name for name in arguments.only.split(",") if name] or list(ENTRIES)
    unknown = [name for name in names if name not in ENTRIES]
    if unknown:
        print(f"no entry {', '.join(unknown)}: {', '.join(ENTRIES)}", file=sys.stderr)
        return 2
    jobs: list[Job] = []
    for name in names:
        entry = ENTRIES[name]
        broker, reason = _broker(entry, arguments.broker, arguments.size)
        if broker is None:
            print(f"{name}: left out, {reason}", flush=True)
        else:
            jobs.append(Job(name, broker, entry.lanes, entry.takes_s))
    if not jobs:
        return 2
    began = time.monotonic()
    print(f"{len(jobs)} entries, seed {arguments.seed}, machine scale {machine_scale()}", flush=True)
    _LATEST.parent.mkdir(exist_ok=True)
    with _LATEST.open("w") as latest:

        def keep(line: Line) -> None:
            latest.write(f"{json.dumps(line)}\n")
            latest.flush()

        lines = asyncio.run(run_side_by_side(jobs, arguments.seed, arguments.size, keep))
    for line in lines:
        if not line["pass"]:
            print(f"{line['id']} failed: {json.dumps(line['figures'])}")
    failed = [line["id"] for line in lines if not line["pass"]]
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    print(
        f"{len(lines)} run in {minutes}:{seconds:02}, {len(failed)} failed{': ' if failed else ''}{', '.join(failed)}"
    )
    return 1 if failed else 0


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


if __name__ == "__main__":
    sys.exit(main())
