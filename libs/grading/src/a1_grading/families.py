"""The families of markets that a bookmaker's rules speak of: by what is bet on, and in props by the player's role."""

from collections.abc import Mapping
from enum import StrEnum

from a1_schemas.stats import AnyStat, StatType
from a1_schemas.vocabulary import MarketKey, Period, Sport


class Family(StrEnum):
    """Markets that one rule settles."""

    MONEYLINE = "moneyline"
    """Who wins, with or without the draw."""
    SPREAD = "spread"
    """A margin."""
    TOTAL = "total"
    """Points of both sides or of one."""
    PERIOD = "period"
    """Any market on a part of the game."""
    COUNT = "count"
    """Corners and cards."""
    OUTRIGHT = "outright"
    """The winner of a competition."""
    BATTER = "batter"
    """Props on a batter."""
    PITCHER = "pitcher"
    """Props on a pitcher."""
    QUARTERBACK = "quarterback"
    """Props on passing."""
    PLAYER = "player"
    """Props on any other player."""


PROP_FAMILIES = frozenset({Family.BATTER, Family.PITCHER, Family.QUARTERBACK, Family.PLAYER})

_M = MarketKey
_FAMILIES: Mapping[MarketKey, Family] = {
    **dict.fromkeys((_M.MONEYLINE, _M.MONEYLINE_3_WAY, _M.MONEYLINE_LAY, _M.MONEYLINE_3_WAY_LAY), Family.MONEYLINE),
    **dict.fromkeys((_M.DRAW_NO_BET, _M.DOUBLE_CHANCE), Family.MONEYLINE),
    **dict.fromkeys((_M.SPREAD, _M.ALTERNATE_SPREAD, _M.SPREAD_3_WAY), Family.SPREAD),
    **dict.fromkeys((_M.TOTAL, _M.ALTERNATE_TOTAL, _M.TEAM_TOTAL, _M.ALTERNATE_TEAM_TOTAL), Family.TOTAL),
    **dict.fromkeys((_M.BOTH_TEAMS_TO_SCORE, _M.ANYTIME_SCORER, _M.FIRST_SCORER, _M.LAST_SCORER), Family.TOTAL),
    **dict.fromkeys((_M.ALTERNATE_TOTAL_CORNERS, _M.ALTERNATE_SPREAD_CORNERS), Family.COUNT),
    **dict.fromkeys((_M.ALTERNATE_TOTAL_CARDS, _M.ALTERNATE_SPREAD_CARDS), Family.COUNT),
    **dict.fromkeys((_M.OUTRIGHT, _M.OUTRIGHT_LAY), Family.OUTRIGHT),
}

_S = StatType
_PITCHING = frozenset(
    {
        *(_S.PITCHER_STRIKEOUTS, _S.PITCHER_WIN, _S.PITCHING_OUTS, _S.PITCHES_THROWN, _S.HITS_ALLOWED),
        *(_S.RUNS_ALLOWED, _S.EARNED_RUNS_ALLOWED, _S.WALKS_ALLOWED, _S.HOME_RUNS_ALLOWED),
        _S.PITCHER_FANTASY_POINTS,
    }
)
_PASSING = frozenset(
    {
        *(_S.PASSING_YARDS, _S.PASSING_TOUCHDOWNS, _S.PASSING_ATTEMPTS, _S.PASSING_COMPLETIONS),
        *(_S.COMPLETION_PERCENTAGE, _S.PASSING_INTERCEPTIONS, _S.LONGEST_COMPLETION, _S.SACKS_TAKEN),
        *(_S.PASSING_RUSHING_YARDS, _S.PASSING_RUSHING_RECEIVING_YARDS, _S.PASSING_RUSHING_RECEIVING_TOUCHDOWNS),
    }
)


def family_of(market: MarketKey, period: Period = Period.GAME) -> Family:
    """Return the family of a game market. Parts of a game have a family of their own."""
    return _FAMILIES[market] if period is Period.GAME else Family.PERIOD


def prop_family(sport: Sport, stat: AnyStat) -> Family:
    """Return the family of a prop, by the role that its statistic belongs to."""
    match sport:
        case Sport.BASEBALL:
            return Family.PITCHER if stat in _PITCHING else Family.BATTER
        case Sport.AMERICAN_FOOTBALL:
            return Family.QUARTERBACK if stat in _PASSING else Family.PLAYER
        case _:
            return Family.PLAYER
