"""`since` finds what changed and what turned fresh or stale; `removed` lists what ended."""

from datetime import datetime, timedelta

import msgspec
import pytest

from a1_gateway.errors import Problem
from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.page import Page
from a1_gateway.snapshot.pages import Pages
from a1_schemas.base import Message
from a1_schemas.keys import pack
from a1_schemas.removal_notice import notice_of
from a1_schemas.vocabulary import Kind, RemovalReason, SourceState
from a1_testkit.canonical import (
    NOW,
    SCOREBOARD,
    a_listing,
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
LATER = NOW + timedelta(minutes=5)
RECORDS = {
    Resource.GAMES: (Kind.EVENTS, EVENT, an_event(), SCOREBOARD),
    Resource.ODDS: (Kind.ODDS, f"{EVENT}|odds|odds|draftkings", an_offer(), an_offer().target),
    Resource.PROPS: (Kind.PROPS, f"{EVENT}|prizepicks|projections|x|y|points|game", a_prop(), a_prop().target),
    Resource.STATS: (Kind.PLAYER_STATS, f"{EVENT}|espn|summary|x", some_stats(), some_stats().target),
    Resource.NEWS: (Kind.NEWS, "nba|espn|1", an_article(), "espn/news/nba"),
    Resource.INJURIES: (Kind.INJURIES, "nba|espn|injuries|nba-lal|x", an_injury(), an_injury().target),
}


def at(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


class Served:
    """A league's view with a record of each kind, and its pages."""

    def __init__(self) -> None:
        self.view = LeagueView("nba")
        self._pages = Pages(max_pages=9, max_bytes=1_000_000)
        self._version = 0
        for kind, key, document, _ in RECORDS.values():
            self.put(kind, key, document)
        self.put(Kind.LISTINGS, "espn|nba|1", a_listing())

    def put(self, kind: Kind, key: str, document: Message, now: datetime = NOW) -> None:
        self.write(kind, key, document.model_dump_json().encode(), now)

    def write(self, kind: Kind, key: str, document: bytes, now: datetime = NOW) -> None:
        self._version += 1
        self.view.put(kind, key, pack(self._version, document), now)

    def end(self, kind: Kind, key: str, document: Message, reason: RemovalReason, changed_at: datetime = LATER) -> int:
        """End a record as the projector does. Returns the version."""
        ended = document.model_copy(update={"removed": reason, "changed_at": changed_at})
        self.write(kind, key, notice_of(ended.model_dump_json().encode()))
        return self._version

    def page(self, resource: Resource, query: str) -> Page:
        game = EVENT if resource is Resource.STATS else None
        return self._pages.page(resource, (self.view,), query.encode(), NOW, game)

    def ask(self, resource: Resource, query: str) -> dict:
        return msgspec.json.decode(self.page(resource, query).body)


@pytest.fixture
def served() -> Served:
    return Served()


@pytest.mark.parametrize("resource", RECORDS)
@pytest.mark.parametrize("state", [SourceState.UP, SourceState.DOWN])
def test_since_finds_what_turned_fresh_or_stale(served: Served, resource: Resource, state: SourceState):
    target = RECORDS[resource][3]
    if state is SourceState.DOWN:
        served.put(Kind.SOURCES, target, a_status(target))
    before = served.ask(resource, f"since={at(LATER)}")
    served.put(Kind.SOURCES, target, a_status(target, state=state, valid_until=LATER + timedelta(seconds=9)), LATER)
    after = served.ask(resource, f"since={at(LATER)}")
    assert (len(before["data"]), len(after["data"])) == (0, 1)
    assert after["data"][0]["changed_at" if resource is not Resource.ODDS else "event_id"] in (at(NOW), EVENT)
    assert served.ask(resource, f"since={at(LATER + timedelta(seconds=1))}")["data"] == []


@pytest.mark.parametrize("resource", RECORDS)
def test_since_finds_what_turned_stale_by_time_alone(served: Served, resource: Resource):
    target = RECORDS[resource][3]
    served.put(Kind.SOURCES, target, a_status(target))
    served.view.settle(LATER)
    assert len(served.ask(resource, f"since={at(LATER)}")["data"]) == 1


def test_a_status_that_says_the_same_again_turns_nothing(served: Served):
    for now in (NOW, LATER):
        status = a_status(SCOREBOARD, valid_until=LATER + timedelta(seconds=60))
        served.put(Kind.SOURCES, SCOREBOARD, status, now)
    assert served.ask(Resource.GAMES, f"since={at(LATER)}")["data"] == []


@pytest.mark.parametrize("resource", RECORDS)
@pytest.mark.parametrize("reason", RemovalReason)
def test_what_ended_is_listed_with_its_reason(served: Served, resource: Resource, reason: RemovalReason):
    kind, key, document, _ = RECORDS[resource]
    if kind is Kind.EVENTS:
        served.put(Kind.EVENTS, event_id(2), an_event(2))
        key, document = event_id(2), an_event(2)
    version = served.end(kind, key, document, reason)
    asked = served.ask(resource, f"since={at(LATER)}&removed=true")
    assert asked["meta"]["removed"] == {
        "records": [
            {
                "kind": kind,
                "key": key,
                "event_id": key.partition("|")[0] if key.startswith("evt_") else None,
                "removed": reason,
                "version": version,
                "changed_at": at(LATER),
            }
        ],
        "has_more": False,
    }
    assert asked["data"] == []


def test_what_ended_before_or_in_another_game_is_not_listed(served: Served):
    kind, key, document, _ = RECORDS[Resource.PROPS]
    served.end(kind, key, document, RemovalReason.WITHDRAWN)
    later = f"since={at(LATER + timedelta(seconds=1))}&removed=true"
    other = f"since={at(NOW)}&removed=true&event_id={event_id(2)}"
    assert [served.ask(Resource.PROPS, query)["meta"]["removed"]["records"] for query in (later, other)] == [[], []]


def test_only_who_asks_gets_what_ended(served: Served):
    assert served.ask(Resource.PROPS, f"since={at(NOW)}")["meta"]["removed"] is None
    with pytest.raises(Problem) as caught:
        served.ask(Resource.PROPS, "removed=true")
    assert (caught.value.status, caught.value.more["parameter"]) == (422, "removed")


def test_an_end_changes_the_tag_of_a_page_without_rows(served: Served):
    query = f"since={at(LATER)}&removed=true"
    before = served.page(Resource.ODDS, query).etag
    kind, key, document, _ = RECORDS[Resource.ODDS]
    served.end(kind, key, document, RemovalReason.WITHDRAWN)
    assert served.page(Resource.ODDS, query).etag != before


def test_of_many_ends_the_oldest_come_first_and_the_rest_is_said_to_be_there(served: Served):
    for number in range(600):
        changed_at = LATER + timedelta(seconds=600 - number)
        served.end(Kind.NEWS, f"nba|espn|{number}", an_article(number), RemovalReason.EXPIRED, changed_at)
    removed = served.ask(Resource.NEWS, f"since={at(LATER)}&removed=true")["meta"]["removed"]
    moments = [record["changed_at"] for record in removed["records"]]
    assert (len(moments), moments[0], moments == sorted(moments)) == (500, at(LATER + timedelta(seconds=1)), True)
    assert removed["has_more"] is True


def test_later_pages_do_not_repeat_what_ended(served: Served):
    for number in (2, 3):
        served.put(Kind.EVENTS, event_id(number), an_event(number))
    served.end(Kind.EVENTS, event_id(9), an_event(9), RemovalReason.MERGED)
    query = f"since={at(NOW)}&removed=true&limit=2"
    first = served.ask(Resource.GAMES, query)
    second = served.ask(Resource.GAMES, f"{query}&cursor={first['meta']['next_cursor']}")
    assert [len(page["data"]) for page in (first, second)] == [2, 1]
    assert (len(first["meta"]["removed"]["records"]), second["meta"]["removed"]) == (1, None)


def test_an_end_without_notice_is_served_no_more_and_not_listed(served: Served):
    """So a view is read that the release before has written."""
    kind, key, *_ = RECORDS[Resource.INJURIES]
    served.write(kind, key, b"")
    asked = served.ask(Resource.INJURIES, f"since={at(NOW)}&removed=true")
    assert (asked["data"], asked["meta"]["removed"]["records"]) == ([], [])
