"""`a1 rebuild-view` over a real Redis, beside a projector's part that the test plays."""

import subprocess
import sys

import pytest
import redis
from typer.testing import CliRunner, Result

from a1_cli import rebuild_view
from a1_cli.app import COMMANDS, app_of
from a1_schemas import keys
from a1_testkit.brokers import free_port
from a1_testkit.machine import scaled
from a1_testkit.waiting import wait_until

APP = app_of(COMMANDS)

TOPIC = "normalized.odds"


def run(redis_url: str, *more: str) -> Result:
    return CliRunner().invoke(APP, ["rebuild-view", "--redis-url", redis_url, *more])


def test_a_league_that_is_none_is_refused_in_a_line(redis_url: str) -> None:
    result = run(redis_url, "--league", "quidditch")
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert "unknown league 'quidditch': one of nba, wnba" in result.output


def test_a_redis_that_does_not_answer_is_reported_in_a_line() -> None:
    port = free_port()
    result = run(f"redis://:secret@127.0.0.1:{port}/0", "--league", "nba")
    assert (result.exit_code, result.output) == (1, f"no Redis answers at 127.0.0.1:{port}: ConnectionError\n")


def test_a_view_that_no_normalizer_rebuilds_is_reported(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild_view, "_BEGUN_WITHIN_S", 0.1)
    result = run(redis_url, "--league", "nba")
    assert (result.exit_code, result.output) == (1, "no normalizer has begun yet: nba; one that runs will\n")


def start(redis_url: str) -> "subprocess.Popen[str]":
    program = "from a1_cli.app import main; main()"
    arguments = ["rebuild-view", "--redis-url", redis_url, "--league", "nba"]
    return subprocess.Popen([sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, text=True)


async def test_a_rebuild_is_begun_once_and_shown_until_it_is_complete(redis_url: str) -> None:
    view = redis.Redis.from_url(redis_url)
    marks = keys.completeness("nba")
    view.hset(marks, mapping={keys.EPOCH: "first", keys.COMPLETE: "1"})
    commands = [start(redis_url)]
    await wait_until(lambda: not view.exists(marks))
    view.hset(keys.positions("nba"), TOPIC, "3")
    view.hset(marks, mapping={keys.EPOCH: "second", keys.COMPLETE: "0", f"{keys.END}{TOPIC}": "7"})
    commands.append(start(redis_url))
    for command in commands:
        assert command.stdout is not None
        assert command.stdout.readline() == "nba: 3 of 7 records\n"
    view.hset(keys.positions("nba"), TOPIC, "7")
    view.hset(marks, keys.COMPLETE, "1")
    view.hdel(marks, f"{keys.END}{TOPIC}")
    for command in commands:
        output, _ = command.communicate(timeout=scaled(30))
        assert (command.returncode, output.splitlines()[-1]) == (0, "nba: complete, 7 records read")
    assert view.hget(marks, keys.EPOCH) == b"second"
