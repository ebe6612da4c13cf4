from datetime import UTC, datetime, timedelta

import pytest

from a1_ingest_kit.responses import classify
from a1_ingest_newprovider.app import table
from a1_ingest_newprovider.client import RULES
from a1_ingest_newprovider.settings import NewProviderSettings
from a1_schemas.leagues import League
from a1_schemas.vocabulary import PollReason

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_each_league_is_asked_for_its_games() -> None:
    settings = NewProviderSettings()
    requests = [request for each in table(settings) for request in each.requests(each.leagues, NOW)]
    assert [request.name for request in requests] == [f"new-provider/games/{league}" for league in League]
    assert {request.path for request in requests} == {"/games"}
    assert [request.params["league"] for request in requests] == list(League)


def test_games_are_asked_for_as_often_as_the_settings_say() -> None:
    settings = NewProviderSettings(leagues=[League.NBA], games_every_s=7)
    [poll_source] = table(settings)
    [request] = poll_source.requests(poll_source.leagues, NOW)
    assert request.cadence(None) == timedelta(seconds=7)


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (200, b'{"games": []}', None),
        (200, b"<html>maintenance</html>", PollReason.NOT_JSON),
        (404, b"{}", PollReason.NOT_FOUND),
        (503, b"", PollReason.SERVER_ERROR),
    ],
)
def test_an_error_is_distinguished_from_a_response(status: int, body: bytes, reason: PollReason | None) -> None:
    found = classify(status, {}, body, RULES)
    assert (None if found is None else found.reason) == reason
