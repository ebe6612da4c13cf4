"""The markets of one game, beside the featured ones that a league's odds have for all its games."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from a1_schemas.vocabulary import Sport

_FEATURED = ("h2h", "spreads", "totals")


class GameMarkets(StrEnum):
    """Groups of markets that can be asked for by game. Each market that is returned costs."""

    ALTERNATES = "alternates"
    TEAM_TOTALS = "team-totals"
    HALVES = "halves"
    QUARTERS = "quarters"
    PERIODS = "periods"
    INNINGS = "innings"


def _of(*suffixes: str) -> tuple[str, ...]:
    return tuple(f"{key}{suffix}" for suffix in suffixes for key in _FEATURED)


_ALTERNATES = ("alternate_spreads", "alternate_totals")
_HALVES = _of("_h1", "_h2")
_QUARTERS = _of("_q1", "_q2", "_q3", "_q4")
_KEYS: Mapping[GameMarkets, Mapping[Sport, Sequence[str]]] = {
    GameMarkets.ALTERNATES: {
        **dict.fromkeys(Sport, _ALTERNATES),
        Sport.SOCCER: (*_ALTERNATES, "btts", "draw_no_bet", "double_chance"),
    },
    GameMarkets.TEAM_TOTALS: dict.fromkeys(Sport, ("team_totals", "alternate_team_totals")),
    GameMarkets.HALVES: dict.fromkeys((Sport.BASKETBALL, Sport.AMERICAN_FOOTBALL, Sport.SOCCER), _HALVES),
    GameMarkets.QUARTERS: dict.fromkeys((Sport.BASKETBALL, Sport.AMERICAN_FOOTBALL), _QUARTERS),
    GameMarkets.PERIODS: {Sport.ICE_HOCKEY: _of("_p1", "_p2", "_p3")},
    GameMarkets.INNINGS: {Sport.BASEBALL: _of("_1st_1_innings", "_1st_3_innings", "_1st_5_innings", "_1st_7_innings")},
}


def keys_of(groups: Sequence[GameMarkets], sport: Sport) -> Iterator[str]:
    """Yield the market keys of these groups in a sport. A group that the sport does not have gives none."""
    for group in groups:
        yield from _KEYS[group].get(sport, ())
