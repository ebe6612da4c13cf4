"""The conformance suite of Durable Streams reads from this service. `stream_store.py` writes."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from a1_testkit.brokers import _running, free_port

FOLDER = Path(__file__).parent
NOT_OURS = {
    "Fork - ": "streams are not forked: nothing is written over HTTP",
    "Idempotent Producer Operations": "of writers",
    "Stream Closure": "the log of a league never ends",
    "TTL ": "streams do not expire",
    "HEAD Metadata Edge Cases": "streams do not expire",
    "Reserved subscription APIs": "webhooks have an API of their own",
    "should enforce sequence ordering with seq": "of writers",
    "should enforce sequence ordering": "of writers",
    "should enforce lexicographic seq ordering": "of writers",
    "should allow lexicographic seq ordering": "of writers",
    "should reject duplicate seq values": "of writers",
    "should enforce case-sensitive seq ordering": "of writers",
    "Sequence Ordering Properties": "of writers",
    "should ignore unknown query parameters": "a misspelt filter would send everything: it is refused, as REST does",
}
"""Parts of the suite that this service does not have, by the beginning of a group's or a test's name."""

pytestmark = [pytest.mark.conformance, pytest.mark.timeout(900)]


@pytest.fixture
def suite() -> Path:
    """The suite's programs, installed from the lock file."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("needs npm")
    if not (FOLDER / "node_modules" / ".package-lock.json").exists():
        subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=FOLDER, check=True, timeout=600)
    return FOLDER / "node_modules" / ".bin" / "vitest"


@pytest.fixture
def address() -> Iterator[str]:
    port = free_port()
    with _running([sys.executable, str(FOLDER / "serve.py"), str(port)], port):
        yield f"http://127.0.0.1:{port}"


def test_every_part_of_the_suite_that_reads_passes(suite: Path, address: str, tmp_path: Path) -> None:
    out = tmp_path / "results.json"
    groups = "|".join(name for name in NOT_OURS if name[0].isupper())
    subprocess.run(
        [suite, "run", "--reporter=json", f"--outputFile={out}", "--testTimeout=60000", "-t", f"^(?!{groups})"],
        cwd=FOLDER,
        env={**os.environ, "CONFORMANCE_URL": address},
        check=False,
        timeout=800,
    )
    tests = [each for file in json.loads(out.read_text())["testResults"] for each in file["assertionResults"]]
    ours = [each for each in tests if not is_left_out([*each["ancestorTitles"], each["title"]])]
    failed = {each["fullName"]: each["failureMessages"][:1] for each in ours if each["status"] != "passed"}
    assert failed == {}
    assert len(ours) >= 130


def is_left_out(names: list[str]) -> bool:
    """Whether a test is part of what this service does not have."""
    return any(name.startswith(tuple(NOT_OURS)) for name in names)
