"""A filter's value that nothing knows is refused, with what may have been meant."""

import pytest

from a1_gateway.errors import Problem
from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.pages import Pages
from a1_gateway.snapshot.views import Views
from a1_schemas.base import Message
from a1_schemas.keys import pack
from a1_schemas.sporting_event import EventSide
from a1_schemas.vocabulary import Kind
from a1_testkit.canonical import NOW, a_player, a_prop, an_event, an_injury, an_offer, event_id, some_stats

LAKERS = ["nba-los-angeles-lakers", "Los Angeles Lakers"]


@pytest.fixture(scope="module")
def views() -> Views:
    """A game of the NBA with records of every kind that has players, and one of all-stars."""
    filled = Views()
    other = a_prop().model_copy(update={"stat_type": "other:dunks"})
    allstars = an_event(2, home=EventSide(team_id=None, name="Team Giannis"))
    for kind, key, document in (
        (Kind.EVENTS, event_id(1), an_event()),
        (Kind.EVENTS, event_id(2), allstars),
        (Kind.ODDS, f"{event_id(1)}|odds|odds|draftkings", an_offer()),
        (Kind.ODDS, f"{event_id(1)}|odds|odds|newbook", an_offer(bookmaker="newbook")),
        (Kind.PROPS, f"{event_id(1)}|prizepicks|projections|x|other:dunks|game", other),
        (Kind.PLAYER_STATS, f"{event_id(1)}|espn|summary|x", some_stats(name="Jayson Tatum")),
        (Kind.INJURIES, "nba|espn|injuries|nba-lal|x", an_injury("Nikola Jokić")),
    ):
        filled.leagues["nba"].put(kind, key, packed(1, document), NOW)
    return filled


def packed(version: int, document: Message) -> bytes:
    return pack(version, document.model_dump_json().encode())


def ask(views: Views, word: str, resource: Resource, query: str) -> bytes:
    game = event_id(1) if resource is Resource.STATS else None
    return Pages(max_pages=1, max_bytes=1_000_000).page(resource, views.of(word), query.encode(), NOW, game).body


@pytest.mark.parametrize(
    ("word", "resource", "query", "near"),
    [
        ("nba", Resource.ODDS, "bookmaker=drafkings", ["draftkings"]),
        ("nba", Resource.ODDS, "bookmaker=draftkings&bookmaker=newbok", ["newbook"]),
        ("nba", Resource.GAMES, "team=lakerz", LAKERS),
        ("all", Resource.GAMES, "team=lakerz", LAKERS),
        ("basketball", Resource.NEWS, "team=Los+Angeles+Laker", LAKERS),
        ("nba", Resource.GAMES, "team=Team+Gianis", ["team giannis"]),
        ("nba", Resource.GAMES, "team=76er", ["nba-philadelphia-76ers", "Philadelphia 76ers"]),
        ("nba", Resource.PROPS, "player=lebrn", ["ply_lebron-james", "lebron james"]),
        ("nba", Resource.INJURIES, "player=Nicola+Jokić", ["ply_nikola-jokić", "nikola jokić"]),
        ("nba", Resource.PROPS, "stat_type=other:dunk", ["other:dunks"]),
        ("nba", Resource.STATS, "stat_type=other:xyz", []),
    ],
)
def test_what_nothing_knows_is_a_422_that_names_what_is_near(
    views: Views, word: str, resource: Resource, query: str, near: list[str]
):
    with pytest.raises(Problem) as caught:
        ask(views, word, resource, query)
    assert (caught.value.status, caught.value.more["parameter"]) == (422, query.partition("=")[0])
    assert caught.value.more.get("near", [])[:2] == near


@pytest.mark.parametrize(
    ("word", "resource", "query"),
    [
        ("nba", Resource.ODDS, "bookmaker=pinnacle"),
        ("nba", Resource.GAMES, "team=Clippers"),
        ("nhl", Resource.GAMES, "team=bos"),
        ("nba", Resource.ODDS, "team=Giannis"),
        ("nba", Resource.PROPS, "player=Tatum"),
        ("nba", Resource.PROPS, "player=Jokić"),
        ("nba", Resource.STATS, "stat_type=other:dunks"),
    ],
)
def test_what_is_known_and_matches_nothing_is_an_empty_list(views: Views, word: str, resource: Resource, query: str):
    assert ask(views, word, resource, query).startswith(b'{"data":[]')


def test_a_player_is_known_by_each_spelling_whichever_came_last():
    filled = Views()
    for number, name in enumerate(("A.J. Green", "AJ Green Jr.", "A.J. Green")):
        player = a_player("x").model_copy(update={"name": name})
        record = an_injury().model_copy(update={"player": player})
        filled.leagues["nba"].put(Kind.INJURIES, "nba|espn|injuries|nba-lal|x", packed(number + 1, record), NOW)
    for query in ("player=AJ+Green+Jr.", "player=A.J.+Green"):
        ask(filled, "nba", Resource.INJURIES, query)


def test_what_ended_a_moment_ago_is_no_misspelling(views: Views):
    nba = views.leagues["nba"]
    nba.put(Kind.INJURIES, "nba|espn|injuries|nba-lal|x", pack(2, b""), NOW)
    assert ask(views, "nba", Resource.INJURIES, "player=Jokić").startswith(b'{"data":[]')
