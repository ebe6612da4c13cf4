"""What the command line says to arguments that cannot be meant."""

import pytest
from typer.testing import CliRunner

from a1_cli.app import COMMANDS, app_of

APP = app_of(COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["up", "--sandbox", "moon"], "world, recordings:DIR or off"),
        (["up", "--broker", "pigeons"], "one of embedded, kafka"),
        (["up", "--log-level", "loud"], "one of debug, info"),
        (["up", "--sandbox", "off", "--changes", "500", "--port", "0"], "only the world's prices"),
        (["up", "--normalizers", "0"], "should be greater than"),
        (["up", "--gateways", "0"], "should be greater than"),
        (["up", "--speed", "0.5"], "should be greater than"),
        (["tail", "normalized.moods"], "unknown topic"),
        (["tail", "normalized.odds", "--league", "quidditch"], "one of nba, wnba"),
        (["identity", "split", "odds/nba", "--reason", "any"], "is no provider/league/native id"),
        (["identity", "pin", "odds/quidditch/1", "evt_nba_x", "--reason", "any"], "league"),
        (["identity", "unpin", "odds/nba/1", "--reason", ""], "reason"),
    ],
)
def test_a_word_that_is_no_choice_is_refused_with_the_choices(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(APP, arguments)
    assert (result.exit_code, said in result.output) == (2, True)


def test_a_broker_that_does_not_answer_is_reported_in_a_line() -> None:
    result = CliRunner().invoke(APP, ["tail", "normalized.odds", "--bootstrap-servers", "127.0.0.1:1"])
    assert (result.exit_code, result.output) == (1, "no Kafka answers at 127.0.0.1:1\n")
