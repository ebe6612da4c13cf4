"""`make coverage`: the branches that unit tests take, by package, beside the floor that only rises.

    python -m tests.coverage REPORT

REPORT is coverage's JSON. Exit 1 where a package is below its floor.
"""

import json
import sys
import tomllib
from collections import Counter
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.toml")
RAISED_BY = 0.5


def main(report: Path) -> int:
    """Print a line for each package."""
    floors: dict[str, float] = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    found = _percentages(json.loads(report.read_text(encoding="utf-8"))["files"])
    for package, floor in floors.items():
        print(f"{package:14} {found[package]:6.2f} %  floor {floor:6.2f}  {_comparison(found[package], floor)}")
    return 1 if any(found[package] < floor for package, floor in floors.items()) else 0


def _comparison(found: float, floor: float) -> str:
    if found < floor:
        return "BELOW THE FLOOR"
    raised = found - found % RAISED_BY
    return f"the floor can rise to {raised:.1f}" if raised >= floor + RAISED_BY else "ok"


def _percentages(files: dict[str, dict[str, dict[str, int]]]) -> dict[str, float]:
    """Package → the share of its statements and branches that were run."""
    there, run = Counter[str](), Counter[str]()
    for path, file in files.items():
        package, counts = next(part for part in Path(path).parts if part.startswith("a1_")), file["summary"]
        there[package] += counts["num_statements"] + counts["num_branches"]
        run[package] += counts["covered_lines"] + counts["covered_branches"]
    return {package: 100 * run[package] / total for package, total in there.items()}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
