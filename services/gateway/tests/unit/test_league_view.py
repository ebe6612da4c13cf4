"""What a league's lists show follows each change of its records."""

from datetime import timedelta

import msgspec
import pytest

from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.statistics_rows import rows_by_provider
from a1_schemas.base import Message
from a1_schemas.keys import pack
from a1_schemas.providers import Provider
from a1_schemas.sporting_event import Score
from a1_schemas.vocabulary import Kind, SourceState
from a1_testkit.canonical import (
    NOW,
    SCOREBOARD,
    a_listing,
    a_player,
    a_prop,
    a_status,
    an_article,
    an_event,
    an_injury,
    an_offer,
    event_id,
    some_stats,
)

EVENT = event_id(1)
OFFER = f"{EVENT}|odds|odds|draftkings"
PROP = f"{EVENT}|prizepicks|projections|prizepicks|ply_lebron-james|points|game"
STATISTICS = f"{EVENT}|espn|summary|ply_lebron-james"
PROVEN_BY = {
    Resource.GAMES: SCOREBOARD,
    Resource.ODDS: an_offer().target,
    Resource.PROPS: a_prop().target,
    Resource.NEWS: "espn/news/nba",
    Resource.INJURIES: an_injury().target,
}


class View:
    """A league's view that the test fills."""

    def __init__(self) -> None:
        self.league = LeagueView("nba")
        self._version = 0

    def put(self, kind: Kind, key: str, document: Message | None) -> None:
        """Put a record, or end it."""
        self._version += 1
        body = document.model_dump_json().encode() if document is not None else b""
        self.league.put(kind, key, pack(self._version, body), NOW)

    def prove(self, target: str, state: SourceState = SourceState.UP) -> None:
        self.put(Kind.SOURCES, target, a_status(target, state=state))

    def shown(self, resource: Resource) -> list[dict]:
        return [msgspec.json.decode(self.league.body(resource, item)) for item in self.league.items(resource)]

    def freshness(self, resource: Resource) -> str:
        """The freshness of the one item of a list."""
        (item,) = self.shown(resource)
        return item["offers"][0]["freshness"] if resource is Resource.ODDS else item["freshness"]


@pytest.fixture
def view() -> View:
    """A record of each kind; no target has been proven."""
    filled = View()
    for kind, key, document in (
        (Kind.EVENTS, EVENT, an_event()),
        (Kind.LISTINGS, "espn|nba|1", a_listing()),
        (Kind.ODDS, OFFER, an_offer()),
        (Kind.PROPS, PROP, a_prop()),
        (Kind.PLAYER_STATS, STATISTICS, some_stats()),
        (Kind.NEWS, "nba|espn|1", an_article()),
        (Kind.INJURIES, "nba|espn|injuries|nba-lal|x", an_injury()),
    ):
        filled.put(kind, key, document)
    return filled


@pytest.mark.parametrize("resource", PROVEN_BY)
def test_an_item_that_was_served_is_fresh_as_soon_as_its_target_is_proven_and_stale_when_it_fails(
    view: View, resource: Resource
):
    served = [view.freshness(resource)]
    for state in (SourceState.UP, SourceState.DOWN):
        view.prove(PROVEN_BY[resource], state)
        served.append(view.freshness(resource))
    assert served == ["stale", "fresh", "stale"]


@pytest.mark.parametrize("resource", PROVEN_BY)
def test_an_item_that_was_served_fresh_is_stale_when_its_proof_runs_out(view: View, resource: Resource):
    view.prove(PROVEN_BY[resource])
    before = view.freshness(resource)
    generation = view.league.generation
    assert view.league.settle(NOW + timedelta(seconds=61)) == generation + 1
    assert (before, view.freshness(resource)) == ("fresh", "stale")


def test_a_proof_builds_bytes_alone(view: View):
    (before,) = view.league.items(Resource.PROPS)
    view.prove(PROVEN_BY[Resource.PROPS])
    (after,) = view.league.items(Resource.PROPS)
    assert after is before


def test_a_moved_price_is_shown_where_another_was_served(view: View):
    served = view.shown(Resource.ODDS)
    view.put(Kind.ODDS, OFFER, an_offer(prices=("1.8", "2.2")))
    (before,), (after,) = served, view.shown(Resource.ODDS)
    prices = [[side["price"] for row in event["best"] for side in row["sides"]] for event in (before, after)]
    assert sorted(prices[1]) == [1.8, 2.2] != sorted(prices[0])


def test_odds_and_props_show_a_game_s_new_start(view: View):
    view.shown(Resource.ODDS), view.shown(Resource.PROPS)
    later = NOW + timedelta(hours=9)
    view.put(Kind.EVENTS, EVENT, an_event(start_time=later))
    starts = [view.shown(resource)[0]["start_time"] for resource in (Resource.GAMES, Resource.ODDS, Resource.PROPS)]
    assert starts == [later.isoformat().replace("+00:00", "Z")] * 3


@pytest.mark.parametrize(
    ("kind", "key", "resource"),
    [(Kind.ODDS, OFFER, Resource.ODDS), (Kind.PROPS, PROP, Resource.PROPS), (Kind.EVENTS, EVENT, Resource.PROPS)],
)
def test_what_ended_is_shown_in_no_list(view: View, kind: Kind, key: str, resource: Resource):
    assert len(view.shown(resource)) == 1
    view.put(kind, key, None)
    assert view.shown(resource) == []


@pytest.mark.parametrize("kind", [Kind.ODDS, Kind.PROPS, Kind.PLAYER_STATS, Kind.INJURIES])
def test_counts_leave_out_what_ended_or_was_removed(view: View, kind: Kind):
    (key,) = view.league.records.keys(kind)
    counts = [view.league.records.counts()[kind]]
    view.put(kind, key, None)
    counts.append(view.league.records.counts()[kind])
    view.league.put(kind, key, None, NOW)
    assert [*counts, list(view.league.records.keys(kind))] == [1, 0, []]


def test_a_score_is_as_fresh_as_the_source_that_reports_it(view: View):
    board = "prizepicks/projections/nba"
    view.put(
        Kind.LISTINGS, "prizepicks|nba|1", a_listing(target=board).model_copy(update={"provider": Provider.PRIZEPICKS})
    )
    score = Score(home=2, away=1, source=Provider.ESPN, observed_at=NOW)
    view.put(Kind.EVENTS, EVENT, an_event(score=score))
    served: list[tuple[str, str]] = []
    for proven in (board, SCOREBOARD):
        view.prove(proven)
        (game,) = view.shown(Resource.GAMES)
        served.append((game["freshness"], game["score"].pop("freshness")))
        assert game["score"] == {"home": 2, "away": 1, "source": "espn", "observed_at": "2026-11-25T19:00:00Z"}
    assert served == [("fresh", "stale"), ("fresh", "fresh")]


def test_an_offer_that_cannot_be_parsed_is_counted_until_a_better_one_comes(view: View):
    view.league.put(Kind.ODDS, OFFER, pack(90, b'{"event_id": 7}'), NOW)
    broken = (view.league.records.unreadable, view.shown(Resource.ODDS))
    view.league.put(Kind.ODDS, OFFER, pack(91, an_offer().model_dump_json().encode()), NOW)
    assert (broken, view.league.records.unreadable, len(view.shown(Resource.ODDS))) == ((1, []), 0, 1)


def test_statistics_are_read_as_often_as_they_are_asked_for(view: View):
    def served() -> list[dict]:
        return [msgspec.json.decode(body) for _, body in rows_by_provider(view.league.records, EVENT)]

    before = served()
    view.prove(some_stats().target)
    assert [each["freshness"] for each in (*before, *served())] == ["stale", "fresh"]


def test_more_offers_than_stay_decoded_are_all_shown():
    view = View()
    for number in range(30):
        view.put(Kind.EVENTS, event_id(number), an_event(number))
        for book in range(30):
            view.put(Kind.ODDS, f"{event_id(number)}|odds|odds|book-{book}", an_offer(number, f"book-{book}"))
    assert [len(event["offers"]) for event in view.shown(Resource.ODDS)] == [30] * 30


def test_a_team_s_new_name_finds_the_records_that_name_it_and_leaves_the_others(view: View):
    other = an_injury().model_copy(update={"player": a_player("Nikola Jokic", "nba-den")})
    view.put(Kind.INJURIES, "nba|espn|injuries|nba-den|y", other)
    before = [*view.league.items(Resource.INJURIES), *view.league.items(Resource.NEWS)]
    renamed = an_event().home.model_copy(update={"name": "Los Angeles Stars"})
    view.put(Kind.EVENTS, EVENT, an_event(home=renamed))
    after = [*view.league.items(Resource.INJURIES), *view.league.items(Resource.NEWS)]
    assert [new is old for new, old in zip(after, before, strict=True)] == [True, False, False]
    assert ["los angeles stars" in item.teams for item in after] == [False, True, True]
