"""Each case of `A1_CASES` through the code of `a1 map`, read by value: `values.jsonl` of the case says what is right.

The checker lies beside the cases. A fault that is known is in `known_faults.txt`, and its test is a strict xfail: the
list only shrinks. Without the cases the tests are skipped.
"""

import importlib.util
import json
import os
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest

from a1_evaluation.manifests import find_rows
from a1_evaluation.mapped import map_recordings, records_at_the_end
from a1_evaluation.recorded import CheckResult, check_recording

pytestmark = pytest.mark.recordings

_ROOT = Path(__file__).parents[2]
CASES = (_ROOT / os.environ.get("A1_CASES", "../shared/cases")).resolve()
CHECKER = CASES.parent / "tools" / "check_values.py"
KNOWN = frozenset((Path(__file__).parent / "known_faults.txt").read_text(encoding="utf-8").splitlines())


def assertions() -> list[Any]:
    """One parameter for each assertion of each case. A soft one says what would be nice and is left out."""
    found: list[Any] = []
    for path in sorted(CASES.glob("*/values.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            assertion = json.loads(line)
            if not assertion.get("soft"):
                name = f"{path.parent.name}: {assertion['what']}"
                marks = [pytest.mark.xfail(reason="a known fault", strict=True)] if name in KNOWN else []
                found.append(pytest.param(path.parent, assertion, id=name, marks=marks))
    return found


@lru_cache(maxsize=1)
def checker() -> Any:
    spec = importlib.util.spec_from_file_location("check_values", CHECKER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache  # tests come in any order
def output_of(case: Path) -> Any:
    """What `a1 map --json` prints of a case, as the checker reads it."""
    recordings = list(map_recordings(case))
    lines: list[dict[str, Any]] = [
        {"kind": kind, "key": key, "value": json.loads(value)}
        for (kind, key), value in records_at_the_end(recordings).items()
    ]
    lines += [
        {"reject": True, "file": each.file, "path": reject.path, "reason": reject.reason, "detail": reject.detail}
        for each in recordings
        for reject in each.refused
    ]
    return checker().Output(lines)


@pytest.mark.skipif(not CASES.is_dir(), reason=f"no cases at {CASES}; set A1_CASES")
@pytest.mark.parametrize(("case", "assertion"), assertions())
def test_a_case_holds_by_value(case: Path, assertion: dict[str, Any]) -> None:
    assert checker().check(assertion, output_of(case)) is None


@pytest.mark.skipif(not CASES.is_dir(), reason=f"no cases at {CASES}; set A1_CASES")
def test_each_recording_of_a_case_has_as_many_records_as_its_manifest_says() -> None:
    checked = [check_recording(CASES, folder, row) for folder, row in find_rows(CASES)]
    assert {each.file: each.difference for each in checked if each.result is not CheckResult.EQUAL} == {}


@pytest.mark.skipif(not CASES.is_dir(), reason=f"no cases at {CASES}; set A1_CASES")
def test_each_known_fault_is_one_of_a_case() -> None:
    assert {each.id for each in assertions()} >= KNOWN
