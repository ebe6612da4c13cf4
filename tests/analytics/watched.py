"""A fast demo as a person starts it, and short ways to compare its answers with the sandbox's truth."""

import json
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from tests.analytics.bets import EventIds, Row, served_bets, true_bets
from tests.analytics.killing import A1, status

from a1_service_kit.settings import KafkaSettings
from a1_testkit.machine import scaled

SPEED = "60"
UP_WITHIN_S = 150.0
CATCHES_UP_WITHIN_S = 40.0
"""How far the gateway may be behind the world."""
AFTERWARDS = timedelta(seconds=45)
"""When the script and its games are over for so long, their statistics are checked."""
_EMBEDDED: Row = {"fetch_max_wait_ms": 20, "idempotent": False, "ends_are_exact": False}
_ONE_REQUEST_A_CONNECTION = httpx.Limits(max_keepalive_connections=0)
"""A server closes a connection that has been idle for some seconds, which a request may meet."""


@dataclass(slots=True)
class Demo:
    """A running stack."""

    port: int
    gateway: str
    sandbox: str
    kafka: KafkaSettings
    postgres_url: str
    http: httpx.Client
    up_since: float
    """Monotonic time."""
    graded_after_s: float | None = None
    """How long it had been up when what each planted opportunity paid was served; None before that."""

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

    def watch_the_script(self, meanwhile: Iterator[str]) -> None:
        """Wait until all that is planted has ended, and the games with it, and until what happens meanwhile has."""
        while self._is_on():
            next(meanwhile, None)
            self._note_when_graded()
            time.sleep(2)
        over = self.stand(still=False) + AFTERWARDS
        while self.stand(still=False) < over:
            next(meanwhile, None)
            self._note_when_graded()
            time.sleep(2)
        for _ in meanwhile:  # on a slow machine the script is over first
            time.sleep(2)

    def _note_when_graded(self) -> None:
        if self.graded_after_s is not None:
            return
        event_ids = self.event_ids()
        rows = self.rows("betting-opportunities/all", state="ended")
        graded = {(row["kind"], served_bets(row)) for row in rows if row["paid"] is not None}
        if {(each["kind"], true_bets(each, event_ids)) for each in self.truth()["opportunities"]} <= graded:
            self.graded_after_s = time.monotonic() - self.up_since

    def _is_on(self) -> bool:
        """Whether something that is planted has not ended, or a game of an opportunity has not."""
        truth = self.truth()
        planted = [*truth["opportunities"], *truth["traps"]]
        games = [leg["event"]["native_ids"] for each in truth["opportunities"] for leg in each["legs"]]
        now = self.stand(still=False)
        return any(datetime.fromisoformat(each["ends_at"]) > now for each in planted) or any(
            game["native_ids"] in games and game["status"] != "final" for game in truth["games"]
        )

    def stand(self, *, still: bool) -> datetime:
        """Let the world's clock stand still or go on. Returns its time."""
        answer = self.http.post(f"{self.sandbox}/_sandbox/clock", json={"paused": still}).raise_for_status()
        return datetime.fromisoformat(answer.json()["now"])

    def differences(self) -> list[Row]:
        """What the gateway serves otherwise than the world is, while the world's clock stands."""
        within = str(scaled(CATCHES_UP_WITHIN_S))
        command = [A1, "verify", "--json", "--port", str(self.port), "--within", within]
        answer = subprocess.run(command, capture_output=True, check=False)
        return json.loads(answer.stdout)["differences"]

    def event_ids(self) -> EventIds:
        games = self.rows("data/unified-games/all")
        return {
            (source["provider"], source["native_id"]): game["event_id"] for game in games for source in game["sources"]
        }


def until_none(lacking: Callable[[], list[Any]]) -> None:
    """Wait until nothing is lacking. Fails with the rest when the gateway should have caught up."""
    deadline = time.monotonic() + scaled(CATCHES_UP_WITHIN_S)
    while rest := lacking():
        assert time.monotonic() < deadline, rest
        time.sleep(2)


@contextmanager
def running_demo(log: Path, meanwhile: Callable[[int], Iterator[str]] = lambda _: iter(())) -> Generator[Demo]:
    """A stack whose games are played sixty times as fast as real ones, once its script is over."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    with log.open("w") as out:
        process = subprocess.Popen([A1, "up", "--port", str(port), "--speed", SPEED], stdout=out, stderr=out)
        try:
            up = _until_up(process, port, log)
            with httpx.Client(timeout=scaled(30), trust_env=False, limits=_ONE_REQUEST_A_CONNECTION) as http:
                demo = Demo(
                    port,
                    up["gateway_url"],
                    up["sandbox_url"],
                    KafkaSettings(bootstrap_servers=up["bootstrap_servers"], **_EMBEDDED),
                    up["postgres_url"],
                    http,
                    up_since=time.monotonic(),
                )
                demo.watch_the_script(meanwhile(port))
                yield demo
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(scaled(60))


def _until_up(process: "subprocess.Popen[bytes]", port: int, log: Path) -> Row:
    deadline = time.monotonic() + scaled(UP_WITHIN_S)
    while time.monotonic() < deadline and process.poll() is None:
        if (up := status(port)) is not None:
            return up
        time.sleep(0.5)
    raise RuntimeError(f"the stack did not come up:\n{log.read_text()[-4000:]}")
