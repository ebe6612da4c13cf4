"""Grades of a game that is listed no longer: the same in whatever order its topics are read."""

from collections.abc import Callable, Iterator, Sequence

import msgspec
import pytest

from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.vocabulary import Kind

from .conftest import GAME, Desk, market
from .test_grades import box_score, end

Step = Callable[[Desk], object]
ODDS_KEY = f"{GAME}|odds|odds|bovada"
REPORT_KEY = f"{GAME}|espn|summary|ply_nba_x"
EVENTS: Sequence[Step] = (
    lambda desk: end(desk, 110, 108),
    lambda desk: desk.remove(Kind.EVENTS, GAME),
)
ODDS: Sequence[Step] = (
    lambda desk: desk.take(Kind.ODDS, ODDS_KEY, desk.offered("bovada", market(home=1.8, away=2.1))),
)
PROPS: Sequence[Step] = (lambda desk: desk.prop("fanduel", 24.5, 1.9, 1.9),)


def stats(reason: str) -> Sequence[Step]:
    return (
        lambda desk: box_score(desk, 28),
        lambda desk: desk.remove(Kind.PLAYER_STATS, REPORT_KEY, reason),
    )


def interleaved(*topics: Sequence[Step]) -> Iterator[list[Step]]:
    """Every order of the steps in which each topic keeps its own."""
    if not any(topics):
        yield []
    for number, topic in enumerate(topics):
        if topic:
            for rest in interleaved(*topics[:number], topic[1:], *topics[number + 1 :]):
                yield [topic[0], *rest]


def grades_after(steps: Sequence[Step]) -> dict[str, list[tuple[str, float | None, str]]]:
    desk = Desk()
    for step in steps:
        step(desk)
    return {
        key: [(row["selection"], row["line"], row["result"]) for row in record["results"]]
        for (kind, key), record in desk.published.items()
        if kind is AnalyticsKind.GRADES
    }


@pytest.mark.parametrize("reason", ["expired", "unnamed", "merged", "withdrawn"])
def test_bets_of_a_removed_game_are_graded_alike_in_every_order_of_the_topics(reason: str) -> None:
    expected = grades_after([*ODDS, *PROPS, *EVENTS[:1], *stats(reason), *EVENTS[1:]])
    assert [("away", None, "loss"), ("home", None, "win")] in expected.values()
    assert [("over", 24.5, "win"), ("under", 24.5, "loss")] in expected.values()
    for steps in interleaved(EVENTS, ODDS, PROPS, stats(reason)):
        assert grades_after(steps) == expected


def test_a_game_that_was_not_over_when_it_was_removed_has_no_grades(desk: Desk) -> None:
    desk.offer("bovada", market(home=1.8, away=2.1))
    desk.remove(Kind.EVENTS, GAME, "unnamed")
    assert desk.records(AnalyticsKind.GRADES) == []


def test_a_removal_publishes_no_grade_again(desk: Desk) -> None:
    desk.offer("bovada", market(home=1.8, away=2.1))
    end(desk, 110, 108)
    outputs = desk.remove(Kind.EVENTS, GAME)
    assert [each for each in outputs if each.kind is AnalyticsKind.GRADES] == []


def test_the_tombstone_of_a_removed_game_takes_its_grades_along_in_every_order_of_the_topics() -> None:
    events = (*EVENTS, lambda desk: desk.take(Kind.EVENTS, GAME, None))  # pyright: ignore[reportUnknownLambdaType]
    for steps in interleaved(events, ODDS, PROPS):
        assert grades_after(steps) == {}


@pytest.mark.parametrize("reason", ["merged", "withdrawn"])
def test_a_box_score_that_was_taken_back_counts_no_longer_beside_another(desk: Desk, reason: str) -> None:
    desk.prop("fanduel", 24.5, 1.9, 1.9)
    end(desk, 110, 108)
    box_score(desk, 28)
    last = msgspec.json.decode(desk.log[-1].value or b"")
    other = last | {"provider": "sportradar", "feed": "game-summary", "stats": {"minutes": 30, "points": 20}}
    desk.take(Kind.PLAYER_STATS, f"{GAME}|sportradar|game-summary|ply_nba_x", other)
    key = f"{GAME}|player-prop|ply_nba_x|points|game|a1"
    assert {row["reason"] for row in desk.published[AnalyticsKind.GRADES, key]["results"]} == {"stats-disagree"}
    desk.remove(Kind.PLAYER_STATS, REPORT_KEY, reason)
    assert [row["result"] for row in desk.published[AnalyticsKind.GRADES, key]["results"]] == ["loss", "win"]
