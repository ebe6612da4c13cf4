"""A service's command line."""

import sys
from collections.abc import Callable

import pytest
from pydantic import Field

from a1_service_kit.entry import run_service
from a1_service_kit.program import Runtime
from a1_service_kit.settings import KafkaSettings, ServiceSettings


class Settings(ServiceSettings):
    kafka: KafkaSettings = Field(default_factory=KafkaSettings)


async def main(settings: Settings, runtime: Runtime) -> None:
    raise AssertionError("a check of the settings runs nothing")


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int | str | None]:
    """Checks these settings; returns the exit code."""

    def check(**environment: str) -> int | str | None:
        monkeypatch.setattr(sys, "argv", ["a1_acme", "--check-settings"])
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        try:
            return run_service("acme", Settings, main)
        except SystemExit as exit_:
            return exit_.code

    return check


def test_good_settings_exit_with_0_and_say_nothing(
    check: Callable[..., int | str | None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(KAFKA__BOOTSTRAP_SERVERS="broker:9092") == 0
    assert capsys.readouterr() == ("", "")


def test_bad_settings_exit_with_78_and_one_line_for_each_fault(
    check: Callable[..., int | str | None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(KAFKA__FETCH_MAX_WAIT_MS="0", OPS__PORT="none", LOG__LEVEL="loud", KAFKA__BOOTSTRAP="here") == 78
    out, err = capsys.readouterr()
    names = sorted(line.partition(": ")[0] for line in err.splitlines())
    assert (out, names) == ("", ["KAFKA__BOOTSTRAP", "KAFKA__FETCH_MAX_WAIT_MS", "LOG__LEVEL", "OPS__PORT"])


def test_a_group_of_settings_that_is_no_json_is_one_line(
    check: Callable[..., int | str | None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(KAFKA="broker:9092") == 78
    out, err = capsys.readouterr()
    assert (out, len(err.splitlines()), "written as JSON" in err) == ("", 1, True)
