"""A sample of mutmut's mutants of one target, each under the member's unit tests.

mutmut works on a copy of the member below `.mutants`, for it writes all mutants of a function beside the function.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.mutants.targets import Target

from a1_testkit.machine import machine_scale

ROOT = Path(__file__).parents[2]
MUTMUT = ROOT / ".venv-mutants" / "bin" / "mutmut"
SURVIVED, UNTESTED, UNTESTED_FILE = 0, 33, 5
"""mutmut's exit codes of mutants that no test noticed: the tests passed, or none reaches the function."""
SETTINGS = """\
[tool.mutmut]
source_paths = ["src"]
only_mutate = {files}
also_copy = {folders}
pytest_add_cli_args_test_selection = {selection}
track_dependencies = false
use_git_change_detection = false
process_isolation = "forkserver"

[tool.pytest.ini_options]
addopts = "--import-mode=importlib -q -p no:randomly -p no:xdist -p no:cacheprovider"
asyncio_mode = "auto"
markers = ["unit", "kafka", "redis", "recordings", "e2e"]
"""


class Survivor(NamedTuple):
    """A mutant that no test noticed, and its difference to the source."""

    name: str
    difference: str


class Findings(NamedTuple):
    """How many mutants there are, how many were tried, and those that live."""

    total: int
    tried: int
    survivors: list[Survivor]


def try_sample(name: str, target: Target, *, size: int, seed: int) -> Findings:
    """Try so many mutants of the target, the same for the same seed; blocks for minutes."""
    folder = _copied(name, target)
    _mutmut(folder, "run", "none, for now")  # writes the mutants, notes which test reaches which function, and ends
    names = sorted(_exit_codes(folder))
    if not names:
        raise SystemExit(f"nothing to mutate below {target.member}: {', '.join(target.files)}")
    chosen = sorted(random.Random(seed).sample(names, min(size, len(names))))
    _mutmut(folder, "run", "--max-children", str(os.cpu_count() or 1), *chosen)
    codes = _exit_codes(folder)
    untried = [each for each in chosen if codes[each] is None]
    if untried:
        raise SystemExit(f"mutmut tried {len(chosen) - len(untried)} of {len(chosen)}; its last words are above")
    living = [each for each in chosen if codes[each] in {SURVIVED, UNTESTED, UNTESTED_FILE}]
    return Findings(len(names), len(chosen), [Survivor(each, _difference(folder, each)) for each in living])


def _copied(name: str, target: Target) -> Path:
    """The member's folder with settings for mutmut in place of its own."""
    folder = ROOT / ".mutants" / name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / target.member, folder, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis"))
    folders = [path.name for path in sorted(folder.iterdir()) if path.is_dir() and path.name != "src"]
    selection = ["tests/unit", "-m", "unit", *(f"--ignore=tests/unit/{name}" for name in target.left_out)]
    settings = SETTINGS.format(
        files=json.dumps(target.files), folders=json.dumps(folders), selection=json.dumps(selection)
    )
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    return folder


def _mutmut(folder: Path, *words: str) -> None:
    """Its last words are printed where it ends otherwise than by having tried what it was asked to."""
    environment = os.environ | {
        "A1_SCALE": str(machine_scale()),
        "A1_RECORDINGS": str((ROOT / os.environ.get("A1_RECORDINGS", "../shared/payloads")).resolve()),
    }
    done = subprocess.run([MUTMUT, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode and "nothing matches" not in done.stderr:
        print("\n".join((done.stdout + done.stderr).splitlines()[-15:]), file=sys.stderr)


def _exit_codes(folder: Path) -> Mapping[str, int | None]:
    """Mutant → the exit code of its tests; None where it was not tried."""
    return dict(_read_exit_codes(sorted((folder / "mutants").rglob("*.meta"))))


def _read_exit_codes(notes: Sequence[Path]) -> Iterator[tuple[str, int | None]]:
    for path in notes:
        yield from json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].items()


def _difference(folder: Path, name: str) -> str:
    return subprocess.run([MUTMUT, "show", name], cwd=folder, capture_output=True, text=True, check=False).stdout
