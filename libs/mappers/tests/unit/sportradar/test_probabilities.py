"""Win probabilities of a match: the match is read, percentages are no prices."""

from collections.abc import Callable
from typing import Any

from a1_mappers.extracted import Contest, Extracted
from a1_schemas.vocabulary import EventStatus

Read = Callable[..., list[Extracted]]
Build = Callable[..., dict[str, Any]]
MARKETS = [
    {
        "name": "3way",
        "outcomes": [
            {"name": "home_team_winner", "probability": 61.2},
            {"name": "draw", "probability": 24.1},
            {"name": "away_team_winner", "probability": 14.7},
        ],
    }
]


def test_a_match_has_its_status_and_score_and_no_offer(read: Read, match: Build) -> None:
    body = match(status="live", match_status="1st_half", home_score=1, away_score=0, clock={"played": "19:14"})
    (contest,) = read("probabilities", body | {"probabilities": {"markets": MARKETS}}, league="epl")
    assert isinstance(contest, Contest)
    assert (contest.status, contest.period, contest.clock and contest.clock.text) == (EventStatus.LIVE, 1, "19:14")
    assert (contest.home.name, contest.home.score, contest.away.score) == ("Shelby Rovers", 1, 0)


def test_a_game_of_a_league_product_is_read_as_in_its_summary(read: Read, game: Build) -> None:
    body = game(probabilities={"home_team": {"win_probability": 61.2}})
    assert read("probabilities", body) == read("game-summary", game())
