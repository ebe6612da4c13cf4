"""The TypeScript client in a browser: a page of another origin, with a key, which a browser's WebSocket cannot send."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.clients.browsers import BROWSER, reported
from tests.clients.programs import NPM, TYPESCRIPT
from tests.slates.stack import A1

from a1_testkit.counting import LEFT_OUT

PAGE = Path(__file__).parent / "board.html"

pytestmark = [
    pytest.mark.clients,
    pytest.mark.skipif(NPM is None or BROWSER is None, reason=f"{LEFT_OUT} without npm and chromium"),
    pytest.mark.timeout(600),
]


@pytest.fixture
def board(npm: Callable[..., str], demo: str, tmp_path: Path) -> Callable[[str], dict[str, Any]]:
    """Open the page with a key. Returns what it found."""
    assert npm
    shutil.copy(PAGE, tmp_path)
    (tmp_path / "client").symlink_to(TYPESCRIPT / "dist")
    return lambda key: reported(tmp_path, PAGE.name, f"{demo} {key}")


def a_key(demo: str, *scopes: str) -> str:
    port = demo.rsplit(":", 1)[1]
    command = [A1, "keys", "create", "--name", "board", "--scopes", " ".join(scopes), "--port", port, "--json"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["key"]


def test_a_page_follows_a_demo_by_a_ticket(board: Callable[[str], dict[str, Any]], demo: str) -> None:
    found = board(a_key(demo, "read:*", "stream:*"))
    assert found.get("error") is None, found
    assert found["offers"] > 0
    assert found["shown"] == f"{found['offers']} offers"
    assert len(found["digest"]) == 16
    assert len(found["changed"]) == 5
    assert found["tickets"] == 1


def test_a_page_whose_key_a_demo_refuses_is_answered_with_the_reason(board: Callable[[str], dict[str, Any]]) -> None:
    assert board("a1_live_nothing_that_was_made") == {"error": "ProblemError", "status": 401}
