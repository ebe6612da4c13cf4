"""The AsyncAPI document is read by the initiative's parser without a complaint, and has every topic and frame."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from a1_schemas.topics import TOPICS
from a1_testkit.counting import LEFT_OUT

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[1] / "libs" / "streaming" / "src" / "a1_streaming" / "asyncapi.json"
SOURCES = ("package.json", "package-lock.json", ".npmrc", "read.mjs")
NPM = shutil.which("npm")

pytestmark = [pytest.mark.skipif(NPM is None, reason=f"{LEFT_OUT} without npm"), pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The parser, in the versions of its lock."""
    folder = tmp_path_factory.mktemp("asyncapi")
    for name in SOURCES:
        shutil.copy(HERE / name, folder)
    subprocess.run([str(NPM), "ci", "--silent", "--ignore-scripts"], cwd=folder, check=True)
    return folder


def read(folder: Path, document: Path) -> dict[str, Any]:
    done = subprocess.run(["node", "read.mjs", document], cwd=folder, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def test_the_parser_has_no_complaint(folder: Path) -> None:
    found = read(folder, DOCUMENT)
    assert found["complaints"] == []
    assert found["version"] == "3.1.0"


def test_every_topic_is_a_channel_with_its_message(folder: Path) -> None:
    messages = read(folder, DOCUMENT)["messages"]
    assert {topic.name for topic in TOPICS} <= messages.keys()
    assert messages["normalized.odds"] == ["BettingOdds", "Tombstone"]
    assert messages["raw.espn"] == ["Body"]


def test_a_wrong_document_is_complained_of(folder: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text(DOCUMENT.read_text().replace("#/components/messages/BettingOdds", "#/components/messages/Odds"))
    assert read(folder, wrong)["complaints"]
