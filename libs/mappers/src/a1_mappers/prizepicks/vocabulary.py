"""Maps PrizePicks' vocabulary to ours. A word in no table is reported by a reject, never guessed.

Source: the boards themselves (there is no documentation). League ids are stable where names are not, so ids decide.
"""

import re
from typing import NamedTuple

from a1_schemas.leagues import League
from a1_schemas.segment_boards import prizepicks_segments
from a1_schemas.vocabulary import EventStatus, LineType, Period, Selection


class BoardMeaning(NamedTuple):
    """A board's league, the period its rows are about, and whether its rows name games."""

    league: str
    period: Period = Period.GAME
    names_games: bool = True


_SEGMENTS = {
    "1H": Period.FIRST_HALF,
    "2H": Period.SECOND_HALF,
    "1Q": Period.FIRST_QUARTER,
    "2Q": Period.SECOND_QUARTER,
    "3Q": Period.THIRD_QUARTER,
    "4Q": Period.FOURTH_QUARTER,
    "1P": Period.FIRST_PERIOD,
    "2P": Period.SECOND_PERIOD,
    "3P": Period.THIRD_PERIOD,
}
_OWN_BOARDS = {league.traits.prizepicks: str(league) for league in League}
MIXED_BOARDS = {
    board: str(league.traits.sport) for league in League if (board := league.traits.prizepicks_mixed) is not None
}
"""The soccer board mixes leagues without identifying them, so its rows belong to the sport."""
_LEAGUE_OF_ID = {board.id: league for board, league in (_OWN_BOARDS | MIXED_BOARDS).items()}
_LEAGUE_OF_NAME = {board.name: league for board, league in (_OWN_BOARDS | MIXED_BOARDS).items()}
_BOARD_OF_ID = {league_id: BoardMeaning(league) for league_id, league in _LEAGUE_OF_ID.items()} | {
    each.board.id: BoardMeaning(league, _SEGMENTS[each.segment])
    for parent, league in (_OWN_BOARDS | MIXED_BOARDS).items()
    for each in prizepicks_segments(parent)
}
_WITHOUT_GAMES = frozenset(
    {
        *("pga", "eurogolf", "golf", "livgolf", "lpga", "tgl", "ryder"),
        *("nascar", "xfinity", "trucks", "f1", "indycar", "horse"),
        *("combine", "hotdog", "draft", "nfl-draft", "moments", "specials"),
    }
)
"""Boards of fields of many competitors, and boards that join games: a name beside the player is no opponent."""
PLAYER_IS_SIDE = frozenset({"tennis", "mma", "boxing", "power-slap", "darts"})
"""Individual sports. There `team` may hold another person."""
_SEGMENT = re.compile(rf"({'|'.join(_SEGMENTS)}|\s*LIVE)$")
_SEASON = re.compile(r"\s*SZN\d?$")
_SERIES = re.compile(r"\s+SERIES$")


def board_of(league_id: str, name: str | None) -> BoardMeaning:
    """Return what a PrizePicks league means: a league of ours, a part of its games, a season, or another league."""
    known = _BOARD_OF_ID.get(league_id)
    if known is not None:
        return known
    if name is None:
        return BoardMeaning(f"league-{league_id}", names_games=False)
    name = name.strip()
    if _SEASON.search(name):
        return BoardMeaning(_word(_SEASON.sub("", name)), Period.SEASON, names_games=False)
    if _SERIES.search(name):
        return BoardMeaning(_word(name), names_games=False)
    segment = _SEGMENT.search(name)
    league = _word(name if segment is None else name[: segment.start()])
    period = Period.GAME if segment is None else _SEGMENTS.get(segment[0], Period.GAME)
    return BoardMeaning(league, period, league not in _WITHOUT_GAMES)


def _word(name: str) -> str:
    return _LEAGUE_OF_NAME.get(name) or re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


FULL_DURATION_ID = "11"
"""The id of the duration `Full`, which never changes. Archived boards may lack their included resources."""
DURATIONS = {
    "1st Half": Period.FIRST_HALF,
    "2nd Half": Period.SECOND_HALF,
    "1H": Period.FIRST_HALF,
    "2H": Period.SECOND_HALF,
    **_SEGMENTS,
    "1st Quarter": Period.FIRST_QUARTER,
    "2nd Quarter": Period.SECOND_QUARTER,
    "3rd Quarter": Period.THIRD_QUARTER,
    "4th Quarter": Period.FOURTH_QUARTER,
    "1st Period": Period.FIRST_PERIOD,
    "2nd Period": Period.SECOND_PERIOD,
    "3rd Period": Period.THIRD_PERIOD,
    "1st Inning": Period.FIRST_INNING,
    "1+2 Innings": Period.FIRST_2_INNINGS,
    "1+2+3 Innings": Period.FIRST_3_INNINGS,
}
"""The whole of a board's subject is `Full`, or no duration."""
FULL = "Full"

LINE_TYPES = {"standard": LineType.STANDARD, "goblin": LineType.DISCOUNTED, "demon": LineType.BOOSTED}
SIDES = {
    "under_or_over": (Selection.OVER, Selection.UNDER),
    "over": (Selection.OVER,),
    "under": (Selection.UNDER,),
}
"""The sides that can be taken, by `allowed_wager_types`."""
SIDES_OF_TYPE = {
    LineType.STANDARD: (Selection.OVER, Selection.UNDER),
    LineType.DISCOUNTED: (Selection.OVER,),
    LineType.BOOSTED: (Selection.OVER,),
}
"""The same on boards from before that field."""
OPEN_STATUSES = frozenset({"pre_game", "in_progress"})
SUSPENDED = "suspended"

GAME_STATUSES = {
    "scheduled": EventStatus.SCHEDULED,
    "pre-game": EventStatus.SCHEDULED,
    "in-progress": EventStatus.LIVE,
    "suspended": EventStatus.SUSPENDED,
    "postponed": EventStatus.POSTPONED,
    "cancelled": EventStatus.CANCELLED,
    "canceled": EventStatus.CANCELLED,
    "final": EventStatus.FINAL,
    "closed": EventStatus.FINAL,
    "complete": EventStatus.FINAL,
    "completed": EventStatus.FINAL,
}
