import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from a1_ingest_kit.responses import classify
from a1_ingest_odds.app import table
from a1_ingest_odds.client import RULES, OddsApi, credits_left
from a1_ingest_odds.settings import OddsSettings
from a1_ingest_odds.sources import games, read_games, sports
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import PollReason
from a1_testkit.recordings import Recording

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def an_api(**changes: Any) -> OddsApi:
    given: dict[str, Any] = {"regions": ("us",), "bookmakers": (), "markets": ("h2h", "spreads", "totals")}
    given["with_details"] = False
    return OddsApi(**given | changes)


def an_event(native_id: str, starts_at: datetime) -> dict[str, str]:
    return {"id": native_id, "commence_time": f"{starts_at:%Y-%m-%dT%H:%M:%SZ}", "home_team": "A", "away_team": "B"}


def requests_of(
    bodies: Mapping[str, Any], settings: OddsSettings | None = None, league: League = League.NBA
) -> list[Any]:
    settings = settings or OddsSettings()
    requests: list[Any] = []
    running, found = games(an_api(), settings)((league,), NOW), None
    while True:
        try:
            request = running.send(found)
        except StopIteration:
            return requests
        requests.append(request)
        body = bodies.get(request.feed)
        found = request.read(json.dumps(body).encode()) if request.read and body is not None else None


def test_player_markets_are_asked_for_games_within_the_horizon_only() -> None:
    events = [an_event("near", NOW + timedelta(hours=3)), an_event("far", NOW + timedelta(days=3))]
    requests = requests_of({"events": events})
    assert [request.feed for request in requests] == ["events", "odds", "scores", "event-markets", "event-odds"]
    assert requests[-1].path == "/v4/sports/basketball_nba/events/near/odds"
    assert requests[-1].name.startswith("odds/event-odds/nba/near/us/player_points")


def test_the_cost_of_each_call_is_known_before_it() -> None:
    events = [an_event("near", NOW + timedelta(hours=3))]
    costs = {request.feed: request.cost for request in requests_of({"events": events})}
    assert costs == {"events": 0, "odds": 3, "scores": 2, "event-markets": 1, "event-odds": 4}
    books = an_api(bookmakers=tuple(f"book{number}" for number in range(11)))
    request = books.odds(League.NBA, cadence=lambda found: timedelta(), read=read_games)
    assert request.cost == 2 * 3
    assert "regions" not in request.params


def listing(*keys: str) -> dict[str, Any]:
    """What bookmakers have on a game: the first key of one, all of another."""
    books = [[{"key": key} for key in each] for each in (keys[:1], keys)]
    return an_event("near", NOW) | {"bookmakers": [{"key": "b", "markets": markets} for markets in books]}


def test_only_markets_that_bookmakers_have_are_asked_for_and_the_target_is_that_of_all_wanted() -> None:
    events = [an_event("near", NOW + timedelta(hours=3))]
    had = listing("player_rebounds", "h2h", "player_points")
    *_, request = requests_of({"events": events, "event-markets": had})
    assert (request.params["markets"], request.cost) == ("player_points,player_rebounds", 2)
    *_, unknown = requests_of({"events": events})
    assert unknown.params["markets"] == "player_points,player_rebounds,player_assists,player_threes"
    assert unknown.name == request.name


def test_a_game_without_a_wanted_market_is_asked_for_one_so_that_what_was_offered_ends() -> None:
    events = [an_event("near", NOW + timedelta(hours=3))]
    *_, request = requests_of({"events": events, "event-markets": listing("h2h", "spreads")})
    assert (request.feed, request.params["markets"], request.cost) == ("event-odds", "player_points", 1)


@pytest.mark.parametrize(
    ("league", "groups", "keys"),
    [
        (League.NBA, ["alternates", "periods"], ("alternate_spreads", "alternate_totals")),
        (League.NHL, ["periods"], tuple(f"{key}_p{n}" for n in (1, 2, 3) for key in ("h2h", "spreads", "totals"))),
        (League.MLB, ["quarters", "team-totals"], ("team_totals", "alternate_team_totals")),
    ],
)
def test_groups_of_markets_are_asked_for_by_game(league: League, groups: list[str], keys: tuple[str, ...]) -> None:
    settings = OddsSettings.model_validate({"game_markets": groups, "player_markets": {}})
    *_, request = requests_of({"events": [an_event("near", NOW + timedelta(hours=3))]}, settings, league)
    assert request.params["markets"] == ",".join(keys)


@pytest.mark.parametrize(
    ("credits_a_month", "setting", "is_asked"),
    [(500, None, False), (20_000, None, True), (20_000, False, False), (500, True, True)],
)
def test_details_of_selections_are_asked_for_where_the_plan_pays(
    credits_a_month: int, setting: bool | None, is_asked: bool
) -> None:
    settings = OddsSettings(monthly_credits=credits_a_month, with_details=setting)
    assert settings.asks_for_details is is_asked
    api = an_api(with_details=settings.asks_for_details)
    odds = api.odds(League.NBA, cadence=lambda found: timedelta(), read=read_games)
    event_odds = api.event_odds(League.NBA, "x", ("h2h",), ("h2h",), cadence=lambda found: timedelta())
    of_both = {"includeLinks", "includeSids", "includeBetLimits"}
    included = [{key for key in each.params if key.startswith("include")} for each in (odds, event_odds)]
    assert included == ([of_both, {*of_both, "includeMultipliers"}] if is_asked else [set(), set()])


def test_a_league_without_games_costs_nothing() -> None:
    assert [request.feed for request in requests_of({"events": []})] == ["events"]


def test_a_list_of_games_that_cannot_be_had_does_not_stop_the_prices_behind_it() -> None:
    odds = [an_event("near", NOW + timedelta(hours=3))]
    feeds = ["events", "odds", "scores", "event-markets", "event-odds"]
    assert [request.feed for request in requests_of({"odds": odds})] == feeds
    assert [request.feed for request in requests_of({})] == ["events", "odds", "scores"]


def test_prices_are_asked_faster_while_a_game_is_in_play() -> None:
    settings = OddsSettings()
    for starts_at, expected in (
        (NOW - timedelta(hours=1), settings.live_every_s),
        (NOW + timedelta(hours=3), settings.odds_every_s),
        (NOW - timedelta(hours=9), settings.odds_every_s),
    ):
        odds = next(
            request for request in requests_of({"events": [an_event("x", starts_at)]}) if request.feed == "odds"
        )
        assert odds.cadence(None).total_seconds() == expected


def test_the_catalogue_belongs_to_no_league_and_is_free() -> None:
    [request] = sports(an_api(), OddsSettings())(("multi",), NOW)
    assert (request.name, request.cost) == ("odds/sports/multi", 0)


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [
        (401, "OUT_OF_USAGE_CREDITS", PollReason.QUOTA_EXHAUSTED),
        (401, "INVALID_KEY", PollReason.INVALID_KEY),
        (401, "DEACTIVATED_KEY", PollReason.INVALID_KEY),
        (401, "MISSING_KEY", PollReason.INVALID_KEY),
        (401, "HISTORICAL_UNAVAILABLE_ON_FREE_USAGE_PLAN", PollReason.NOT_ENTITLED),
        (404, "EVENT_NOT_FOUND", PollReason.NOT_FOUND),
        (422, "INVALID_MARKET_COMBO", PollReason.BAD_REQUEST),
        (429, "EXCEEDED_FREQ_LIMIT", PollReason.RATE_LIMITED),
    ],
)
def test_error_codes_are_told_apart(status: int, code: str, reason: PollReason) -> None:
    body = json.dumps({"message": "no", "error_code": code, "details_url": "https://example.test"}).encode()
    response_class = classify(status, {}, body, RULES)
    assert response_class is not None
    assert response_class.reason is reason


def reason_of(status: int, recording: Recording) -> PollReason | None:
    response_class = classify(status, {}, recording.body, RULES)
    return response_class.reason if response_class else None


@pytest.mark.recordings
def test_recorded_rejections_give_their_reasons(recordings: list[Recording]) -> None:
    errors = {each.name.rsplit("/", 1)[-1]: each for each in recordings if each.row["provider"] == "odds"}
    spent = errors["error_401_out-of-usage-credits_2026.json"]
    assert reason_of(401, spent) is PollReason.QUOTA_EXHAUSTED
    combination = errors["error_invalid-market-combo_2024-08.json"]
    assert reason_of(422, combination) is PollReason.BAD_REQUEST


@pytest.mark.parametrize(("text", "left"), [("437", 437), ("0", 0), ("12.0", 12), ("", None), ("many", None)])
def test_credits_left_are_read_from_the_header(text: str, left: int | None) -> None:
    assert credits_left({"x-requests-remaining": text}) == left


def test_the_table_asks_for_the_feeds_of_the_providers_row() -> None:
    asked = {feed for poll_source in table(OddsSettings()) for feed in poll_source.feeds}
    assert asked == set(Provider.ODDS.traits.feeds)
