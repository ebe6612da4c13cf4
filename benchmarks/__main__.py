"""`python -m benchmarks [--smoke]`: every figure beside its limit, into benchmarks/latest.jsonl, a line each."""

import json
import sys
from pathlib import Path

from a1_testkit.machine import machine_scale
from benchmarks import end_to_end, gateway, gateway_size, memory, normalizer, state

_LATEST = Path(__file__).with_name("latest.jsonl")


def main() -> None:
    """Run all, one after the other: they would be in each other's way."""
    smoke, scale = "--smoke" in sys.argv, machine_scale()
    with _LATEST.open("w") as latest:
        for bench in (state, memory, normalizer, gateway_size, gateway, end_to_end):
            for line in bench.run(smoke):
                text = json.dumps(line | {"scale": scale})
                latest.write(f"{text}\n")
                latest.flush()
                print(text, flush=True)


main()
