"""`python -m benchmarks`: every figure beside its limit, into benchmarks/latest.jsonl, a line each."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from a1_testkit.machine import machine_scale
from benchmarks import (
    analytics,
    end_to_end,
    end_to_end_stream,
    gateway,
    gateway_limits,
    gateway_memory,
    gateway_size,
    historian,
    memory,
    normalizer,
    normalizer_peers,
    normalizer_two,
    price_to_opportunity,
    remembered,
    restore,
    state,
    stream_crowd,
    stream_fanout,
)
from benchmarks.conditions import Conditions
from benchmarks.servers import BROKERS

_LATEST = Path(__file__).with_name("latest.jsonl")
_BENCHES: dict[str, Callable[[Conditions], list[dict[str, Any]]]] = {
    "state": state.run,
    "remembered": remembered.run,
    "memory": memory.run,
    "restore": restore.run,
    "normalizer": normalizer.run,
    "normalizer-two": normalizer_two.run,
    "normalizer-peers": normalizer_peers.run,
    "gateway-size": gateway_size.run,
    "gateway-memory": gateway_memory.run,
    "gateway": gateway.run,
    "gateway-limits": gateway_limits.run,
    "historian": historian.run,
    "analytics": analytics.run,
    "price-to-opportunity": price_to_opportunity.run,
    "stream-fanout": stream_fanout.run,
    "stream-crowd": stream_crowd.run,
    "end-to-end": end_to_end.run,
    "end-to-end-stream": end_to_end_stream.run,
}
"""Benchmarks by name, in the order in which they run."""
_TAKES_LONG = frozenset({"normalizer-two", "normalizer-peers"})
"""Left out of a short run of all."""


def main() -> None:
    """Run all, or the one that is asked for, one after the other: they would be in each other's way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--broker", choices=BROKERS, default="embedded")
    parser.add_argument("--only", choices=_BENCHES)
    given = parser.parse_args()
    conditions, scale = Conditions(given.smoke, given.broker), machine_scale()
    with _LATEST.open("w") as latest:
        for name, run in _BENCHES.items():
            if given.only not in (None, name):
                continue
            if given.smoke and given.only is None and name in _TAKES_LONG:
                print(f"{name}: left out of a short run", flush=True)
                continue
            for line in run(conditions):
                text = json.dumps(line | {"broker": conditions.broker, "scale": scale})
                latest.write(f"{text}\n")
                latest.flush()
                print(text, flush=True)


main()
