"""The team of a player whose source omits it, inferred from the game's other sources."""

from decimal import Decimal

import pytest

from a1_mappers.extracted import Complete, Line, LinePrice, Player, PlayerBoxScore, Prop, Side
from a1_schemas.identity_decision import DecisionAction
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import Kind

CELTICS, LAKERS = Side(name="Boston Celtics"), Side(name="Los Angeles Lakers")
BOARD = Complete((Kind.LISTINGS, Kind.PROPS))
INFERRED, TOLD, UNKNOWN = Decimal("0.95"), Decimal(1), Decimal("0.9")


def prop(contest_id: str, name: str = "Jayson Tatum", team: Side | None = None, book: str = "fanduel") -> Prop:
    return Prop(
        contest_id=contest_id,
        league="nba",
        bookmaker=book,
        bookmaker_name=book,
        player=Player(name=name, team=team),
        stat_type=StatType.POINTS,
        native_stat="points",
        lines=(Line(line=Decimal("27.5"), over=LinePrice(Decimal("1.9"))),),
    )


def teams(league, provider: Provider = Provider.ODDS):
    living = league.living(Kind.PROPS).values()
    return [(found.player.team, found.player.confidence) for found in living if found.provider is provider]


@pytest.mark.parametrize("odds_first", [True, False])
def test_a_player_is_on_the_team_that_another_source_tells_whoever_comes_first(league, contest, odds_first) -> None:
    def odds() -> None:
        league.see(Provider.ODDS, contest("ab"), prop("ab"), BOARD, minutes=1)

    def board() -> None:
        league.see(Provider.PRIZEPICKS, contest("NBA_1"), prop("NBA_1", team=CELTICS), BOARD, minutes=2)

    for step in (odds, board) if odds_first else (board, odds):
        step()
    assert teams(league) == [("nba-boston-celtics", INFERRED)]
    assert teams(league, Provider.PRIZEPICKS) == [("nba-boston-celtics", TOLD)]


def test_without_another_source_the_team_is_not_known(league, contest) -> None:
    league.see(Provider.ODDS, contest("ab"), prop("ab"), BOARD)
    assert teams(league) == [(None, UNKNOWN)]


def test_what_nobody_tells_any_more_is_not_known(league, contest) -> None:
    league.see(Provider.ODDS, contest("ab"), prop("ab"), BOARD)
    league.see(Provider.PRIZEPICKS, contest("NBA_1"), prop("NBA_1", team=CELTICS), BOARD)
    league.see(Provider.PRIZEPICKS, contest("NBA_1"), BOARD)
    assert teams(league) == [(None, UNKNOWN)]


def test_a_name_that_both_teams_have_is_on_neither(league, contest) -> None:
    league.see(Provider.ODDS, contest("ab"), prop("ab"), BOARD)
    league.see(Provider.PRIZEPICKS, contest("NBA_1"), prop("NBA_1", team=CELTICS), BOARD)
    stats = {StatType.POINTS: Decimal(3)}
    line = PlayerBoxScore(contest_id="401", league="nba", player=Player(name="Jayson Tatum", team=LAKERS), stats=stats)
    league.see(Provider.ESPN, contest("401"), line)
    assert teams(league) == [(None, UNKNOWN)]


def test_another_game_tells_nothing(league, contest) -> None:
    league.see(Provider.ODDS, contest("ab"), prop("ab"), BOARD)
    other = contest("NBA_1", "Boston Celtics", "Utah Jazz")
    league.see(Provider.PRIZEPICKS, other, prop("NBA_1", team=CELTICS), BOARD)
    assert teams(league) == [(None, UNKNOWN)]


def test_a_listing_that_is_split_takes_what_it_told_with_it(league, contest) -> None:
    league.see(Provider.ODDS, contest("ab"), prop("ab"), BOARD)
    league.see(Provider.PRIZEPICKS, contest("NBA_1"), prop("NBA_1", team=CELTICS), BOARD)
    league.decide(DecisionAction.SPLIT, Provider.PRIZEPICKS, "NBA_1")
    assert teams(league) == [(None, UNKNOWN)]
    league.decide(DecisionAction.UNPIN, Provider.PRIZEPICKS, "NBA_1")
    assert teams(league) == [("nba-boston-celtics", INFERRED)]


def test_what_a_crash_left_half_published_is_completed_by_the_next_body(league, contest) -> None:
    league.see(Provider.ODDS, contest("ab"), prop("ab"), BOARD)
    league.see(Provider.PRIZEPICKS, contest("NBA_1"), minutes=1)
    before = len(league.log)
    league.see(Provider.PRIZEPICKS, contest("NBA_1"), prop("NBA_1", team=CELTICS), feed="board", minutes=2)
    published = {name: number for number, (_, name, *_) in enumerate(league.log[before:], before)}
    reported = next(number for name, number in published.items() if "|prizepicks|board|" in name)
    inferred = next(number for name, number in published.items() if "|odds|feed|" in name)
    league.log.insert(min(reported, inferred), league.log.pop(reported))
    restored = league.interrupted(min(reported, inferred) + 1, league.offsets)
    assert teams(restored) == [(None, UNKNOWN)]
    restored.see(Provider.SPORTRADAR, contest("sr"), minutes=3)
    assert teams(restored) == [("nba-boston-celtics", INFERRED)]
