"""ESPN's words and ours. A word in no table is a reject or None, never a default."""

import re

from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import EventStatus, League, Sport

LEAGUE_OF_UID = {
    "s:40~l:46": League.NBA,
    "s:40~l:59": League.WNBA,
    "s:40~l:41": League.NCAAM,
    "s:20~l:28": League.NFL,
    "s:20~l:23": League.NCAAF,
    "s:1~l:10": League.MLB,
    "s:70~l:90": League.NHL,
    "s:600~l:700": League.EPL,
    "s:600~l:770": League.MLS,
}
_SOCCER = "s:600~"
_NAMED_SEASON = re.compile(r"\d{4}(?:-\d{2,4})?-([a-z].*)")


def league_of(uid: str | None, season: str | None, headers: RawHeaders) -> str:
    """The league of one event: a board may mix them, so the body's word goes before what was asked for.

    An id that is none of ours keeps the league asked for, but in soccer, whose boards mix: there it is the
    competition that the season is named for, or its number.
    """
    parts = (uid or "").split("~")
    if len(parts) < 2 or not parts[1].startswith("l:"):
        return headers.league
    known = LEAGUE_OF_UID.get(f"{parts[0]}~{parts[1]}")
    if known is not None:
        return str(known)
    if not is_soccer(uid, headers) or headers.league not in {"multi", League.EPL, League.MLS}:
        return headers.league
    named = _NAMED_SEASON.fullmatch(season or "")
    return named[1] if named else f"soccer-{parts[1].removeprefix('l:')}"


def is_soccer(uid: str | None, headers: RawHeaders) -> bool:
    """Whether it is a game that may end in a draw when bets are settled."""
    return uid.startswith(_SOCCER) if uid else headers.sport == Sport.SOCCER


STATUSES = {
    "STATUS_SCHEDULED": EventStatus.SCHEDULED,
    "STATUS_TBD": EventStatus.SCHEDULED,
    "STATUS_PRE_FIGHT": EventStatus.SCHEDULED,
    "STATUS_FIGHTERS_WALKING": EventStatus.SCHEDULED,
    "STATUS_FIGHTERS_INTRODUCTION": EventStatus.SCHEDULED,
    "STATUS_IN_PROGRESS": EventStatus.LIVE,
    "STATUS_IN_PROGRESS_2": EventStatus.LIVE,
    "STATUS_END_PERIOD": EventStatus.LIVE,
    "STATUS_END_OF_PERIOD": EventStatus.LIVE,
    "STATUS_END_OF_ROUND": EventStatus.LIVE,
    "STATUS_HALFTIME": EventStatus.LIVE,
    "STATUS_FIRST_HALF": EventStatus.LIVE,
    "STATUS_SECOND_HALF": EventStatus.LIVE,
    "STATUS_END_OF_REGULATION": EventStatus.LIVE,
    "STATUS_OVERTIME": EventStatus.LIVE,
    "STATUS_HALFTIME_ET": EventStatus.LIVE,
    "STATUS_END_OF_EXTRATIME": EventStatus.LIVE,
    "STATUS_SHOOTOUT": EventStatus.LIVE,
    "STATUS_FINAL": EventStatus.FINAL,
    "STATUS_FINAL_OT": EventStatus.FINAL,
    "STATUS_FULL_TIME": EventStatus.FINAL,
    "STATUS_FINAL_AET": EventStatus.FINAL,
    "STATUS_FINAL_PEN": EventStatus.FINAL,
    "STATUS_FORFEIT": EventStatus.FINAL,
    "STATUS_RETIRED": EventStatus.FINAL,
    "STATUS_WALKOVER": EventStatus.FINAL,
    "STATUS_PLAY_COMPLETE": EventStatus.FINAL,
    "STATUS_POSTPONED": EventStatus.POSTPONED,
    "STATUS_SUSPENDED": EventStatus.SUSPENDED,
    "STATUS_CANCELED": EventStatus.CANCELLED,
    "STATUS_CANCELLED": EventStatus.CANCELLED,
    "STATUS_ABANDONED": EventStatus.CANCELLED,
    "STATUS_UNCONTESTED": EventStatus.CANCELLED,
}
DELAYS = frozenset({"STATUS_DELAYED", "STATUS_RAIN_DELAY"})
"""A delay keeps the status that it interrupts; ESPN says in `state` which that is."""
STATUS_OF_DELAY = {"pre": EventStatus.SCHEDULED, "in": EventStatus.LIVE}

BOOKMAKERS = {
    "36": "unibet",
    "41": "sugarhouse",
    "45": "williamhill_us",
    "47": "betmgm",
    "48": "pointsbetus",
    "58": "espnbet",
    "100": "draftkings",
    "1001": "accuscore",
    "1002": "teamrankings",
    "1003": "numberfire",
    "1004": "consensus",
    "2000": "bet365",
}
"""Keys as other providers have them, so that a book is one book in the view. Two ids never share one: they may stand
beside each other on one game. 1001 to 1004 are models and averages, no books."""


def bookmaker_of(provider_id: str) -> str:
    """The bookmaker's key; an unknown one keeps its number."""
    return BOOKMAKERS.get(provider_id, f"espn-{provider_id}")
