"""Maps Sportradar's vocabulary to ours. A word in no table is a reject or None, never a default."""

import re

from a1_schemas.leagues import League, leagues_of
from a1_schemas.raw import RawHeaders
from a1_schemas.roster_status import RosterStatus
from a1_schemas.vocabulary import EventStatus, InjuryStatus, MarketKey, Selection, SettlementScope, Sport

LEAGUES = {alias: league for league in League for alias in league.traits.sportradar.aliases}
COMPETITIONS = {number: league for league in League if (number := league.traits.sportradar.competition) is not None}
"""By number, since `sr:tournament:17` in v3 is `sr:competition:17` in v4."""
_MIXED = frozenset({"multi", *map(str, leagues_of(Sport.SOCCER))})
_NOT_KEBAB = re.compile(r"[^a-z0-9]+")

GAME_STATUSES = {
    "scheduled": EventStatus.SCHEDULED,
    "created": EventStatus.SCHEDULED,
    "time-tbd": EventStatus.SCHEDULED,
    "flex-schedule": EventStatus.SCHEDULED,
    "if-necessary": EventStatus.SCHEDULED,
    "inprogress": EventStatus.LIVE,
    "halftime": EventStatus.LIVE,
    "suspended": EventStatus.SUSPENDED,
    "postponed": EventStatus.POSTPONED,
    "unnecessary": EventStatus.CANCELLED,
    "cancelled": EventStatus.CANCELLED,
    "canceled": EventStatus.CANCELLED,
    "complete": EventStatus.FINAL,
    "closed": EventStatus.FINAL,
}
DELAYS = frozenset({"delayed", "wdelay", "fdelay", "odelay"})
"""A delay keeps the status it interrupts, before or during play."""
FROZEN = frozenset({"maintenance", "reopened"})
"""Data under repair. No status is derived from it."""

MATCH_STATUSES = {
    "not_started": EventStatus.SCHEDULED,
    "match_about_to_start": EventStatus.SCHEDULED,
    "delayed": EventStatus.SCHEDULED,
    "start_delayed": EventStatus.SCHEDULED,
    "started": EventStatus.LIVE,
    "live": EventStatus.LIVE,
    "inprogress": EventStatus.LIVE,
    "interrupted": EventStatus.LIVE,
    "suspended": EventStatus.SUSPENDED,
    "postponed": EventStatus.POSTPONED,
    "cancelled": EventStatus.CANCELLED,
    "canceled": EventStatus.CANCELLED,
    "abandoned": EventStatus.CANCELLED,
    "ended": EventStatus.FINAL,
    "complete": EventStatus.FINAL,
    "closed": EventStatus.FINAL,
}


def league_of(alias: str | None, headers: RawHeaders) -> str:
    """Return the league of a league product: its alias if that is ours, else the requested league."""
    known = LEAGUES.get((alias or "").upper())
    if known is not None:
        return str(known)
    return kebab(alias) if alias and headers.league == "multi" else headers.league


def competition_of(competition_id: str | None, name: str | None, headers: RawHeaders) -> str:
    """Return the league of a match from its competition, because a day's schedule mixes all leagues."""
    known = COMPETITIONS.get((competition_id or "").rpartition(":")[2])
    if known is not None:
        return str(known)
    return kebab(name) if name and headers.league in _MIXED else headers.league


def kebab(name: str) -> str:
    """`Serie A` as `serie-a`."""
    return _NOT_KEBAB.sub("-", name.casefold()).strip("-") or "unnamed"


def number_of(sr_id: str | None) -> str | None:
    """Return `sr:28809862` for `sr:match:28809862`. The number is the same under every prefix."""
    return f"sr:{sr_id.rpartition(':')[2]}" if sr_id else None


INJURY_STATUSES = {
    "active": InjuryStatus.AVAILABLE,
    "available": InjuryStatus.AVAILABLE,
    "probable": InjuryStatus.PROBABLE,
    "questionable": InjuryStatus.QUESTIONABLE,
    "doubtful": InjuryStatus.DOUBTFUL,
    "out": InjuryStatus.OUT,
    "out indefinitely": InjuryStatus.OUT,
    "out for season": InjuryStatus.OUT,
    "day to day": InjuryStatus.DAY_TO_DAY,
    "day-to-day": InjuryStatus.DAY_TO_DAY,
    "dtd": InjuryStatus.DAY_TO_DAY,
    "game time decision": InjuryStatus.QUESTIONABLE,
    "injured reserve": InjuryStatus.INJURED_RESERVE,
    "ir": InjuryStatus.INJURED_RESERVE,
    "physically unable to perform": InjuryStatus.INJURED_RESERVE,
    "pup": InjuryStatus.INJURED_RESERVE,
    "non football injury": InjuryStatus.INJURED_RESERVE,
    "nfi": InjuryStatus.INJURED_RESERVE,
    "d7": InjuryStatus.INJURED_RESERVE,
    "d10": InjuryStatus.INJURED_RESERVE,
    "d15": InjuryStatus.INJURED_RESERVE,
    "d60": InjuryStatus.INJURED_RESERVE,
    "suspended": InjuryStatus.SUSPENDED,
    "susp": InjuryStatus.SUSPENDED,
}

ROSTER_STATUSES = {
    **dict.fromkeys(("act", "a", "a01"), RosterStatus.ACTIVE),
    "nwt": RosterStatus.INACTIVE,
    **dict.fromkeys(("ir", "ires", "r01", "d7", "d10", "d15", "d60"), RosterStatus.INJURED_RESERVE),
    **dict.fromkeys(("sus", "susp"), RosterStatus.SUSPENDED),
    **dict.fromkeys(("prac", "p01"), RosterStatus.PRACTICE_SQUAD),
    **dict.fromkeys(("min", "d-league", "m-league"), RosterStatus.MINOR_LEAGUE),
    "two-way": RosterStatus.TWO_WAY,
    **dict.fromkeys(("fa", "ufa"), RosterStatus.FREE_AGENT),
    "ret": RosterStatus.RETIRED,
}

_ALL = SettlementScope.INCLUDING_OVERTIME
_REGULATION = SettlementScope.REGULATION
MARKETS = {
    "2way": (MarketKey.MONEYLINE, _ALL),
    "3way": (MarketKey.MONEYLINE_3_WAY, _REGULATION),
    "spread": (MarketKey.SPREAD, _ALL),
    "total": (MarketKey.TOTAL, _ALL),
    "sr:market:1": (MarketKey.MONEYLINE_3_WAY, _REGULATION),
    "sr:market:16": (MarketKey.SPREAD, _REGULATION),
    "sr:market:18": (MarketKey.TOTAL, _REGULATION),
    "sr:market:186": (MarketKey.MONEYLINE, _ALL),
    "sr:market:219": (MarketKey.MONEYLINE, _ALL),
    "sr:market:223": (MarketKey.SPREAD, _ALL),
    "sr:market:225": (MarketKey.TOTAL, _ALL),
    "sr:market:251": (MarketKey.MONEYLINE, _ALL),
    "sr:market:256": (MarketKey.SPREAD, _ALL),
    "sr:market:258": (MarketKey.TOTAL, _ALL),
    "sr:market:406": (MarketKey.MONEYLINE, _ALL),
    "sr:market:410": (MarketKey.SPREAD, _ALL),
    "sr:market:412": (MarketKey.TOTAL, _ALL),
}
"""By name in the old product, by number in the current one, where overtime has numbers of its own."""
SELECTIONS = {
    "home": Selection.HOME,
    "away": Selection.AWAY,
    "draw": Selection.DRAW,
    "over": Selection.OVER,
    "under": Selection.UNDER,
}
BOOKS = {
    "sr:book:6": "unibet",
    "sr:book:7": "williamhill",
    "sr:book:74": "bet365",
    "sr:book:18186": "fanduel",
    "sr:book:18149": "draftkings",
    "sr:book:17324": "betmgm",
}
"""Keys are those of other providers, so that a bookmaker is the same everywhere. Others keep their number."""
