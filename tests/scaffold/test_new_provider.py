"""A provider that `make new-provider` wrote is complete: its game is asked for, mapped, resolved and served."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from a1_testkit.brokers import free_port, kafka_environment, run_tansu, run_valkey
from a1_testkit.recordings import recordings_folder

ROOT = Path(__file__).parents[2]
WITHIN = 180.0
pytestmark = [pytest.mark.scaffold, pytest.mark.e2e, pytest.mark.timeout(900)]

GAME = {
    "id": "acme-1",
    "start_time": f"{datetime.now(UTC) + timedelta(hours=3):%Y-%m-%dT%H:%M:00Z}",
    "status": "scheduled",
    "home": {"id": "t1", "name": "Boston Celtics"},
    "away": {"id": "t2", "name": "Detroit Pistons"},
}


class Checkout:
    """A copy of this tree, whose own packages come before those that are installed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        listed = self._git("ls-files", "--cached", "--others", "--exclude-standard")
        for name in listed.splitlines():
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, folder / name)

    @staticmethod
    def _git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    @property
    def environment(self) -> dict[str, str]:
        sources = [str(path) for kind in ("libs", "services", "tools") for path in self.folder.glob(f"{kind}/*/src")]
        recordings = str(recordings_folder(ROOT))  # beside the real checkout
        return {**os.environ, "PYTHONPATH": os.pathsep.join(sources), "A1_RECORDINGS": recordings}

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """A Python program of this checkout, to its end."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    @contextmanager
    def running(self, module: str, settings: dict[str, str]) -> Generator["subprocess.Popen[bytes]"]:
        """A service of this checkout; killed at the end."""
        with (self.folder / f"{module}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", module],
                cwd=self.folder,
                env={**self.environment, **settings},
                stdout=log,
                stderr=log,
            )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@contextmanager
def acme_api() -> Generator[str]:
    """A server that answers `/games?league=nba` with one game, and any other league with none."""

    class Api(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            games = [GAME] if self.path == "/games?league=nba" else []
            body = json.dumps({"games": games}).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class calls it so
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Api) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def eventually(look: Callable[[], Any], alive: Callable[[], str | None]) -> Any:
    """The first true value; fails with the log of a process that ended."""
    deadline = time.monotonic() + WITHIN
    while not (value := look()):
        ended = alive()
        assert ended is None, ended
        assert time.monotonic() < deadline, "not in time"
        time.sleep(0.2)
    return value


def answer_of(url: str) -> Any:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return json.load(answer)
    except (urllib.error.URLError, OSError):
        return None


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    made = Checkout(tmp_path_factory.mktemp("checkout"))
    for arguments in (
        ("-m", "generate.provider", "acme"),
        ("-m", "generate"),
        ("libs/schemas/scripts/export_json_schemas.py",),
    ):
        done = made.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
    return made


def test_what_was_written_is_complete_and_its_tests_pass(checkout: Checkout) -> None:
    checked = checkout.run("-m", "generate", "--check")
    assert (checked.returncode, checked.stderr) == (0, "")
    every_mapper = ("libs/mappers/tests/unit/test_every_mapper.py", "libs/resolving/tests/unit/test_bad_inputs.py")
    tests = ("services/ingest-acme", "libs/mappers/tests/unit/acme", *every_mapper)
    done = checkout.run("-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "acme or games", *tests)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("name", ["Acme", "1st", "acme_sports", "acme--x", "espn", "kit", ""])
def test_a_name_that_cannot_be_used_is_refused_and_nothing_is_written(checkout: Checkout, name: str) -> None:
    refused = checkout.run("-m", "generate.provider", name)
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"NAME={name}: ")
    assert not (checkout.folder / f"services/ingest-{name}/README.md").exists() or name == "espn"


def test_without_its_row_it_is_named_with_the_remedy(checkout: Checkout) -> None:
    rows = checkout.folder / "libs/schemas/src/a1_schemas/providers.py"
    whole = rows.read_text()
    begin, end = whole.index("    ACME = ("), whole.index("    @property\n    def service")
    try:
        rows.write_text(whole[:begin] + whole[end:])
        checked = checkout.run("-m", "generate", "--check")
    finally:
        rows.write_text(whole)
    assert checked.returncode == 1
    assert checked.stderr.splitlines()[0] == (
        "acme: services/ingest-acme has no row; add acme to Provider in a1_schemas/providers.py"
    )


def test_its_game_is_served_by_the_gateway(checkout: Checkout) -> None:
    gateway = free_port()
    with ExitStack() as stack:
        kafka = stack.enter_context(run_tansu())
        redis_url, api = stack.enter_context(run_valkey()), stack.enter_context(acme_api())
        settings = {
            **kafka_environment(kafka),
            "REDIS__URL": redis_url,
            "GATEWAY__PORT": str(gateway),
            "INGEST_ACME__BASE_URL": api,
            "INGEST_ACME__LEAGUES": '["nba"]',
            "INGEST_ACME__GAMES_EVERY_S": "2",
            "INGEST_ACME__BETWEEN_CALLS_S": "0",
        }
        topics = subprocess.run(
            [sys.executable, "-m", "a1_service_kit.topics"],
            cwd=checkout.folder,
            env={**checkout.environment, **settings},
            capture_output=True,
            text=True,
            check=False,
        )
        assert topics.returncode == 0, topics.stderr
        modules = ("a1_ingest_acme", "a1_normalizer", "a1_gateway")
        processes = {module: stack.enter_context(checkout.running(module, settings)) for module in modules}

        def ended() -> str | None:
            for module, process in processes.items():
                if process.poll() is not None:
                    return f"{module} ended:\n{(checkout.folder / f'{module}.log').read_text()[-3000:]}"
            return None

        def games() -> list[Any]:
            answer = answer_of(f"http://127.0.0.1:{gateway}/api/v1/data/unified-games/nba")
            return answer["data"] if answer else []

        [game] = eventually(games, ended)
        assert (game["home"]["name"], game["away"]["name"]) == ("Boston Celtics", "Detroit Pistons")
        found = answer_of(f"http://127.0.0.1:{gateway}/api/v1/ids?provider=acme&native_id=acme-1")
        assert game["event_id"] in json.dumps(found)
