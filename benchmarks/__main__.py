"""`python -m benchmarks [--smoke]`: every figure beside its limit, into benchmarks/latest.jsonl, a line each."""

import json
import sys
from pathlib import Path

from benchmarks import end_to_end, gateway, normalizer, state

_LATEST = Path(__file__).with_name("latest.jsonl")


def main() -> None:
    """Run all, one after the other: they would be in each other's way."""
    smoke = "--smoke" in sys.argv
    with _LATEST.open("w") as latest:
        for bench in (state, normalizer, gateway, end_to_end):
            for line in bench.run(smoke):
                latest.write(json.dumps(line) + "\n")
                latest.flush()
                print(json.dumps(line), flush=True)


main()
