"""Sportradar's words and ours. A word in no table is a reject or None, never a default."""

import re

from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import EventStatus, InjuryStatus, League

LEAGUES = {
    "NBA": League.NBA,
    "WNBA": League.WNBA,
    "NCAAM": League.NCAAM,
    "NFL": League.NFL,
    "NCAAF": League.NCAAF,
    "NCAAFB": League.NCAAF,
    "MLB": League.MLB,
    "NHL": League.NHL,
}
COMPETITIONS = {"17": League.EPL, "242": League.MLS}
"""By number: `sr:tournament:17` in v3 is `sr:competition:17` in v4."""
_MIXED = frozenset({"multi", str(League.EPL), str(League.MLS)})
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
"""A delay keeps the status that it interrupts, before or during play."""
FROZEN = frozenset({"maintenance", "reopened"})
"""Data under repair: no status may follow from it."""

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
    """The league of a league product: its alias where that is one of ours, else what was asked for."""
    known = LEAGUES.get((alias or "").upper())
    if known is not None:
        return str(known)
    return kebab(alias) if alias and headers.league == "multi" else headers.league


def competition_of(competition_id: str | None, name: str | None, headers: RawHeaders) -> str:
    """The league of a match: its competition where that is one of ours, since a day's schedule mixes them all."""
    known = COMPETITIONS.get((competition_id or "").rpartition(":")[2])
    if known is not None:
        return str(known)
    return kebab(name) if name and headers.league in _MIXED else headers.league


def kebab(name: str) -> str:
    """`Serie A` as `serie-a`."""
    return _NOT_KEBAB.sub("-", name.casefold()).strip("-") or "unnamed"


def number_of(sr_id: str | None) -> str | None:
    """`sr:28809862` of `sr:match:28809862`: the number is the same under every prefix."""
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
