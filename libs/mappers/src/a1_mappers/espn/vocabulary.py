"""Maps ESPN's vocabulary to ours. A status or injury in no table is reported by a reject, never defaulted."""

from a1_schemas.leagues import League, leagues_of
from a1_schemas.roster_status import RosterStatus
from a1_schemas.vocabulary import EventStatus, InjuryStatus, Sport

LEAGUE_OF_PATH = {league.traits.espn.path: str(league) for league in League}
LEAGUE_OF_SLUG = {league.traits.espn.slug: str(league) for league in League}
LEAGUE_OF_NUMBER = {league.traits.espn.number: str(league) for league in League}
"""Leagues by the number in ESPN's uids."""
SOCCER_LEAGUES = frozenset(str(league) for league in leagues_of(Sport.SOCCER))

_S = EventStatus
STATUSES: dict[str, EventStatus] = {
    "STATUS_SCHEDULED": _S.SCHEDULED,
    "STATUS_PRE_FIGHT": _S.SCHEDULED,
    "STATUS_FIGHTERS_WALKING": _S.SCHEDULED,
    "STATUS_TBD": _S.SCHEDULED,
    "STATUS_IN_PROGRESS": _S.LIVE,
    "STATUS_IN_PROGRESS_2": _S.LIVE,
    "STATUS_FIRST_HALF": _S.LIVE,
    "STATUS_SECOND_HALF": _S.LIVE,
    "STATUS_HALFTIME": _S.LIVE,
    "STATUS_END_PERIOD": _S.LIVE,
    "STATUS_END_OF_REGULATION": _S.LIVE,
    "STATUS_END_OF_EXTRATIME": _S.LIVE,
    "STATUS_OVERTIME": _S.LIVE,
    "STATUS_SHOOTOUT": _S.LIVE,
    "STATUS_EXTRA_TIME": _S.LIVE,
    "STATUS_FIRST_HALF_EXTRA_TIME": _S.LIVE,
    "STATUS_SECOND_HALF_EXTRA_TIME": _S.LIVE,
    "STATUS_HALFTIME_ET": _S.LIVE,
    "STATUS_PLAY_COMPLETE": _S.LIVE,
    "STATUS_END_OF_ROUND": _S.LIVE,
    "STATUS_END_OF_FIGHT": _S.LIVE,
    "STATUS_FINAL": _S.FINAL,
    "STATUS_FULL_TIME": _S.FINAL,
    "STATUS_FINAL_AET": _S.FINAL,
    "STATUS_FINAL_PEN": _S.FINAL,
    "STATUS_FINAL_OT": _S.FINAL,
    "STATUS_FORFEIT": _S.FINAL,
    "STATUS_RETIRED": _S.FINAL,
    "STATUS_WALKOVER": _S.FINAL,
    "STATUS_POSTPONED": _S.POSTPONED,
    "STATUS_SUSPENDED": _S.SUSPENDED,
    "STATUS_CANCELED": _S.CANCELLED,
    "STATUS_CANCELLED": _S.CANCELLED,
    "STATUS_ABANDONED": _S.CANCELLED,
    "STATUS_UNCONTESTED": _S.CANCELLED,
}
"""Statuses by name, never by `state`: postponed and suspended games have the state `post`."""

DELAYS = frozenset({"STATUS_DELAYED", "STATUS_RAIN_DELAY"})
DELAYED = {"pre": _S.SCHEDULED, "in": _S.LIVE}
"""A delay keeps the status it interrupts, by state: scheduled before play, live during play."""

STATES: dict[EventStatus, frozenset[str]] = {
    _S.SCHEDULED: frozenset({"pre"}),
    _S.LIVE: frozenset({"in"}),
    _S.FINAL: frozenset({"post"}),
    **dict.fromkeys((_S.POSTPONED, _S.SUSPENDED, _S.CANCELLED), frozenset({"pre", "in", "post"})),
}
"""The states that each status can have."""

BREAKS: dict[str, str] = {"STATUS_HALFTIME": "HT", "STATUS_HALFTIME_ET": "HT"}
"""Labels of the breaks in which the clock stands."""

BOOKMAKERS: dict[str, tuple[str, str]] = {
    "36": ("unibet", "Unibet"),
    "41": ("sugarhouse", "SugarHouse"),
    "45": ("williamhill_us", "Caesars"),
    "47": ("betmgm", "BetMGM"),
    "48": ("pointsbetus", "PointsBet"),
    "55": ("holland-casino", "Holland Casino"),
    "58": ("espnbet", "ESPN BET"),
    "100": ("draftkings", "DraftKings"),
    "1001": ("accuscore", "AccuScore (model)"),
    "1002": ("teamrankings", "TeamRankings (model)"),
    "1003": ("numberfire", "numberFire (model)"),
    "1004": ("espn-consensus", "Consensus (average)"),
    "2000": ("bet365", "Bet365"),
}
"""Bookmakers by id, since names vary in spelling. Keys are those of The Odds API for bookmakers that it carries.

No two ids share a key: one bookmaker's states and its live odds appear together on one game (`espn-46`).
"""

_I = InjuryStatus
INJURY_STATUSES: dict[str, InjuryStatus] = {
    "active": _I.AVAILABLE,
    "probable": _I.PROBABLE,
    "questionable": _I.QUESTIONABLE,
    "doubtful": _I.DOUBTFUL,
    "out": _I.OUT,
    "out for season": _I.OUT,
    "out indefinitely": _I.OUT,
    "day-to-day": _I.DAY_TO_DAY,
    "injured reserve": _I.INJURED_RESERVE,
    "injured list": _I.INJURED_RESERVE,
    "7-day-il": _I.INJURED_RESERVE,
    "10-day-il": _I.INJURED_RESERVE,
    "15-day-il": _I.INJURED_RESERVE,
    "60-day-il": _I.INJURED_RESERVE,
    "physically unable to perform": _I.INJURED_RESERVE,
    "non-football injury": _I.INJURED_RESERVE,
    "suspension": _I.SUSPENDED,
    "suspended": _I.SUSPENDED,
    "paternity": _I.OUT,
    "bereavement": _I.OUT,
}

_R = RosterStatus
ROSTER_STATUSES: dict[str, RosterStatus] = {
    **dict.fromkeys(("active", "day-to-day", "out", "questionable", "doubtful", "probable"), _R.ACTIVE),
    "inactive": _R.INACTIVE,
    **dict.fromkeys(("injured reserve", "injured list", "10-day-il", "15-day-il", "60-day-il"), _R.INJURED_RESERVE),
    **dict.fromkeys(("suspension", "suspended"), _R.SUSPENDED),
    "practice squad": _R.PRACTICE_SQUAD,
    "minors": _R.MINOR_LEAGUE,
    "free agent": _R.FREE_AGENT,
    "retired": _R.RETIRED,
}
"""A status that only says whether the player plays the next game leaves the player on the roster."""
ROSTER_GROUPS: dict[str, RosterStatus] = {"practiceSquad": _R.PRACTICE_SQUAD, "suspended": _R.SUSPENDED}
"""The units of a roster whose players have a status that the players' own entries do not name."""
