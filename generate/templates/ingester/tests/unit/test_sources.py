from datetime import UTC, datetime, timedelta

import pytest

from a1_ingest_kit.verdicts import verdict_on
from a1_ingest_newprovider.app import table
from a1_ingest_newprovider.client import RULES
from a1_ingest_newprovider.settings import NewProviderSettings
from a1_schemas.leagues import League
from a1_schemas.vocabulary import PollReason

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_each_league_is_asked_for_its_games():
    settings = NewProviderSettings()
    asks = [ask for row in table(settings) for ask in row.source(row.leagues, NOW)]
    assert [ask.name for ask in asks] == [f"new-provider/games/{league}" for league in League]
    assert {ask.path for ask in asks} == {"/games"}
    assert [ask.params["league"] for ask in asks] == list(League)


def test_games_are_asked_for_as_often_as_the_settings_say():
    settings = NewProviderSettings(leagues=[League.NBA], games_every_s=7)
    [row] = table(settings)
    [ask] = row.source(row.leagues, NOW)
    assert ask.cadence(None) == timedelta(seconds=7)


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (200, b'{"games": []}', None),
        (200, b"<html>maintenance</html>", PollReason.NOT_JSON),
        (404, b"{}", PollReason.NOT_FOUND),
        (503, b"", PollReason.SERVER_ERROR),
    ],
)
def test_an_answer_is_told_from_an_error(status, body, reason):
    verdict = verdict_on(status, {}, body, RULES)
    assert (None if verdict is None else verdict.reason) == reason
