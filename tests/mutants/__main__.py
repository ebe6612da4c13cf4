"""`make mutants`: how many mutants of a target the unit tests kill; exit 1 below nine in ten."""

import argparse
import sys
import time

from tests.mutants.lua import try_all
from tests.mutants.sample import Findings, try_sample
from tests.mutants.targets import TARGETS

WANTED = 0.9


def main() -> int:
    """Print each survivor's difference, then the counts."""
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("module", choices=[*TARGETS, "lua"])
    parser.add_argument("--sample", type=int, default=150, help="how many mutants; lua has twelve, all tried")
    parser.add_argument("--seed", type=int, default=1, help="the same mutants for the same seed")
    arguments = parser.parse_args()
    began = time.monotonic()
    findings = _find(arguments)
    for survivor in findings.survivors:
        print(survivor.difference.rstrip(), end="\n\n")
    killed = findings.tried - len(findings.survivors)
    print(
        f"{arguments.module}: {killed} of {findings.tried} killed ({killed / findings.tried:.1%}), "
        f"{len(findings.survivors)} survived, {findings.total} in all, {time.monotonic() - began:.0f} s"
    )
    return 0 if killed >= WANTED * findings.tried else 1


def _find(arguments: argparse.Namespace) -> Findings:
    if arguments.module == "lua":
        return try_all()
    return try_sample(arguments.module, TARGETS[arguments.module], size=arguments.sample, seed=arguments.seed)


if __name__ == "__main__":
    sys.exit(main())
