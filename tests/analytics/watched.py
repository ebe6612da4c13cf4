"""A fast demo as a person starts it, and short ways to compare its answers with the sandbox's truth."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from a1_testkit.machine import scaled

A1 = Path(sys.executable).parent / "a1"
SPEED = "60"
UP_WITHIN_S = 150.0
CATCHES_UP_WITHIN_S = 40.0
"""How far the gateway may be behind the world."""
AFTERWARDS = timedelta(seconds=45)
"""When the script is over for so long, its games have ended and their statistics are checked."""
Row = dict[str, Any]
_ONE_REQUEST_A_CONNECTION = httpx.Limits(max_keepalive_connections=0)
"""A server closes a connection that has been idle for some seconds, which a request may meet."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A running stack."""

    port: int
    gateway: str
    sandbox: str
    http: httpx.Client

    def truth(self) -> Row:
        return self.http.get(f"{self.sandbox}/_sandbox/truth").raise_for_status().json()

    def rows(self, path: str, **parameters: str) -> list[Row]:
        """Every row of a list, page by page; none of a game that is not known yet."""
        found: list[Row] = []
        cursor: str | None = None
        while True:
            asked = {"limit": "500", **parameters} | ({"cursor": cursor} if cursor else {})
            answer = self.http.get(f"{self.gateway}/api/v1/{path}", params=asked)
            if answer.status_code == 404:
                return found
            page = answer.raise_for_status().json()
            found += page["data"]
            cursor = page["meta"].get("next_cursor")
            if not cursor:
                return found

    def watch_the_script(self) -> None:
        """Wait until all that is planted has ended, and the games with it."""
        truth = self.truth()
        ends = max(datetime.fromisoformat(each["ends_at"]) for each in (*truth["opportunities"], *truth["traps"]))
        while self._now() < ends + AFTERWARDS:
            time.sleep(2)

    def _now(self) -> datetime:
        answer = self.http.post(f"{self.sandbox}/_sandbox/clock", json={"paused": False}).raise_for_status()
        return datetime.fromisoformat(answer.json()["now"])

    def differences(self) -> list[Row]:
        """What the gateway serves otherwise than the world is, while the world's clock stands."""
        within = str(scaled(CATCHES_UP_WITHIN_S))
        command = [A1, "verify", "--json", "--port", str(self.port), "--within", within]
        answer = subprocess.run(command, capture_output=True, check=False)
        return json.loads(answer.stdout)["differences"]

    def event_ids(self) -> dict[tuple[str, str], str]:
        """Provider and native id → our id of the game."""
        games = self.rows("data/unified-games/all")
        return {
            (source["provider"], source["native_id"]): game["event_id"] for game in games for source in game["sources"]
        }


def event_of(event: Row, event_ids: dict[tuple[str, str], str]) -> str | None:
    """Our id of a game of the truth, by whichever provider's id is known."""
    known = (event_ids.get(key) for key in event["native_ids"].items())
    return next((each for each in known if each is not None), None)


def until_none(lacking: Callable[[], list[Any]]) -> None:
    """Wait until nothing is lacking. Fails with the rest when the gateway should have caught up."""
    deadline = time.monotonic() + scaled(CATCHES_UP_WITHIN_S)
    while rest := lacking():
        assert time.monotonic() < deadline, rest
        time.sleep(2)


@contextmanager
def running_demo(log: Path) -> Generator[Demo]:
    """A stack whose games are played sixty times as fast as real ones, once its script is over."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    with log.open("w") as out:
        process = subprocess.Popen([A1, "up", "--port", str(port), "--speed", SPEED], stdout=out, stderr=out)
        try:
            status = _status(process, port, log)
            with httpx.Client(timeout=scaled(30), trust_env=False, limits=_ONE_REQUEST_A_CONNECTION) as http:
                demo = Demo(port, status["gateway_url"], status["sandbox_url"], http)
                demo.watch_the_script()
                yield demo
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(scaled(60))


def _status(process: "subprocess.Popen[bytes]", port: int, log: Path) -> Row:
    deadline = time.monotonic() + scaled(UP_WITHIN_S)
    while time.monotonic() < deadline and process.poll() is None:
        answer = subprocess.run([A1, "status", "--json", "--port", str(port)], capture_output=True, check=False)
        if answer.returncode == 0:
            return json.loads(answer.stdout)
        time.sleep(0.5)
    raise RuntimeError(f"the stack did not come up:\n{log.read_text()[-4000:]}")
