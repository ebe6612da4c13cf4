"""The memory of a normalizer that has restored 500,000 live records of nine leagues: RSS beside the records' JSON.

* `normalizer-500k`: a process of its own, with everything a normalizer imports, restores the records and resolves the
  first body of each league after them. Four of five quotes are props, the rest odds; each game has an event, three
  listings and a per-event target. `rss_mib` is what the process holds then, `json_mib` the JSON of the records.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from a1_schemas.leagues import League
from benchmarks.conditions import Conditions
from benchmarks.live_records import live_records

_RECORDS = 500_000
_MIB = 1 << 20


def run(conditions: Conditions) -> list[dict[str, Any]]:
    """One line of `benchmarks/latest.jsonl`."""
    count = conditions.size(_RECORDS, smoke=_RECORDS // 10)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.memory", "--measure", str(count)], check=True, capture_output=True
    )
    return [{"name": "normalizer-500k", **json.loads(done.stdout)}]


def _measure(count: int) -> dict[str, Any]:
    """What this process holds after it restored so many quotes."""
    from a1_normalizer import app  # noqa: PLC0415  its imports are part of what a normalizer holds
    from benchmarks.state import first_body  # noqa: PLC0415

    del app
    from a1_resolving.league_state import LeagueState  # noqa: PLC0415

    states = {league: LeagueState(league) for league in League}
    size = records = 0
    for record in live_records(count):
        size += len(record.value)
        records += 1
        states[record.league].restore(record.kind, record.key, record.value, record.causes)
    for league, state in states.items():
        first_body(league, state)
    return {"rss_mib": round(_rss() / _MIB, 1), "json_mib": round(size / _MIB, 1), "records": records}


def _rss() -> int:
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * 4096


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[2]))))
