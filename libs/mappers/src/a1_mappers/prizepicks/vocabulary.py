"""Maps PrizePicks' vocabulary to ours. A word in no table is reported by a reject, never guessed.

Source: the boards themselves (there is no documentation). League ids are stable where names are not, so ids decide.
Statistics go by sport: `Points` of a guard and of a winger are not the same.
"""

import re
from typing import NamedTuple

from a1_schemas.leagues import League
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus, LineType, Period, Sport


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
_MIXED_BOARDS = {
    board: str(league.traits.sport) for league in League if (board := league.traits.prizepicks_mixed) is not None
}
"""The soccer board mixes leagues without identifying them, so its rows belong to the sport."""
_LEAGUE_OF_ID = {board.id: league for board, league in (_OWN_BOARDS | _MIXED_BOARDS).items()}
_LEAGUE_OF_NAME = {board.name: league for board, league in (_OWN_BOARDS | _MIXED_BOARDS).items()}
_BOARD_OF_ID = {league_id: BoardMeaning(league) for league_id, league in _LEAGUE_OF_ID.items()} | {
    league_id: BoardMeaning(league, _SEGMENTS[segment])
    for league_id, league, segment in (
        *(("84", League.NBA, "1H"), ("80", League.NBA, "2H"), ("192", League.NBA, "1Q"), ("149", League.NBA, "4Q")),
        *(("193", League.WNBA, "1H"), ("194", League.WNBA, "2H"), ("308", League.WNBA, "1Q")),
        *(("195", League.WNBA, "4Q"), ("290", League.NCAAM, "1H"), ("155", League.NCAAM, "2H")),
        *(("35", League.NFL, "1H"), ("25", League.NFL, "2H"), ("245", League.NFL, "1Q"), ("152", League.NFL, "4Q")),
        *(("184", League.NCAAF, "1H"), ("150", League.NCAAF, "2H"), ("153", League.NCAAF, "4Q")),
        *(("227", League.NHL, "1P"), ("234", League.NHL, "2P"), ("226", League.NHL, "3P")),
        *(("242", Sport.SOCCER, "1H"), ("243", Sport.SOCCER, "2H")),
    )
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

COMBO_SUFFIX = " (Combo)"

_S = StatType
_BASKETBALL = {
    "Points": _S.POINTS,
    "Rebounds": _S.REBOUNDS,
    "Assists": _S.ASSISTS,
    "3-PT Made": _S.THREE_POINTERS_MADE,
    "3-PT Attempted": _S.THREE_POINTERS_ATTEMPTED,
    "Two Pointers Made": _S.TWO_POINTERS_MADE,
    "Two Pointers Attempted": _S.TWO_POINTERS_ATTEMPTED,
    "FG Made": _S.FIELD_GOALS_MADE,
    "FG Attempted": _S.FIELD_GOALS_ATTEMPTED,
    "Free Throws Made": _S.FREE_THROWS_MADE,
    "Free Throws Attempted": _S.FREE_THROWS_ATTEMPTED,
    "Offensive Rebounds": _S.OFFENSIVE_REBOUNDS,
    "Defensive Rebounds": _S.DEFENSIVE_REBOUNDS,
    "Blocked Shots": _S.BLOCKS,
    "Steals": _S.STEALS,
    "Turnovers": _S.TURNOVERS,
    "Dunks": _S.DUNKS,
    "Personal Fouls": _S.FOULS,
    "Blks+Stls": _S.BLOCKS_STEALS,
    "Pts+Asts": _S.POINTS_ASSISTS,
    "Pts+Rebs": _S.POINTS_REBOUNDS,
    "Rebs+Asts": _S.REBOUNDS_ASSISTS,
    "Pts+Rebs+Asts": _S.POINTS_REBOUNDS_ASSISTS,
    "Minutes Played": _S.MINUTES,
    "Fantasy Score": _S.FANTASY_POINTS,
}
_FOOTBALL = {
    "Pass Yards": _S.PASSING_YARDS,
    "Pass TDs": _S.PASSING_TOUCHDOWNS,
    "Pass Attempts": _S.PASSING_ATTEMPTS,
    "Pass Completions": _S.PASSING_COMPLETIONS,
    "Completion Percentage": _S.COMPLETION_PERCENTAGE,
    "Completions in First 10 Pass Attempts": _S.COMPLETIONS_IN_FIRST_10_ATTEMPTS,
    "INT": _S.PASSING_INTERCEPTIONS,
    "Rush Yards": _S.RUSHING_YARDS,
    "Rush Attempts": _S.RUSHING_ATTEMPTS,
    "Rush TDs": _S.RUSHING_TOUCHDOWNS,
    "Rush Yards in First 5 Attempts": _S.RUSHING_YARDS_IN_FIRST_5_ATTEMPTS,
    "Longest Rush": _S.LONGEST_RUSH,
    "Receiving Yards": _S.RECEIVING_YARDS,
    "Receiving Yards in First 2 Receptions": _S.RECEIVING_YARDS_IN_FIRST_2_RECEPTIONS,
    "Rec TDs": _S.RECEIVING_TOUCHDOWNS,
    "Receptions": _S.RECEPTIONS,
    "Rec Targets": _S.TARGETS,
    "Longest Reception": _S.LONGEST_RECEPTION,
    "Pass+Rush Yds": _S.PASSING_RUSHING_YARDS,
    "Rush+Rec Yds": _S.RUSHING_RECEIVING_YARDS,
    "Rush+Rec TDs": _S.RUSHING_RECEIVING_TOUCHDOWNS,
    "Pass+Rush+Rec TDs": _S.PASSING_RUSHING_RECEIVING_TOUCHDOWNS,
    "FG Made": _S.FIELD_GOALS_MADE,
    "Field Goal Yards": _S.FIELD_GOAL_YARDS,
    "Kicking Points": _S.KICKING_POINTS,
    "Punts": _S.PUNTS,
    "Sacks": _S.SACKS,
    "Tackles+Ast": _S.TACKLES_ASSISTS,
    "Fantasy Score": _S.FANTASY_POINTS,
}
_BASEBALL = {
    "Hits": _S.HITS,
    "Singles": _S.SINGLES,
    "Doubles": _S.DOUBLES,
    "Triples": _S.TRIPLES,
    "Home Runs": _S.HOME_RUNS,
    "Total Bases": _S.TOTAL_BASES,
    "Runs": _S.RUNS,
    "RBIs": _S.RUNS_BATTED_IN,
    "Hits+Runs+RBIs": _S.HITS_RUNS_RUNS_BATTED_IN,
    "Walks": _S.WALKS,
    "Hitter Strikeouts": _S.BATTER_STRIKEOUTS,
    "Stolen Bases": _S.STOLEN_BASES,
    "Hitter Fantasy Score": _S.FANTASY_POINTS,
    "Pitcher Strikeouts": _S.PITCHER_STRIKEOUTS,
    "Pitcher Fantasy Score": _S.PITCHER_FANTASY_POINTS,
    "Pitching Outs": _S.PITCHING_OUTS,
    "Pitches Thrown": _S.PITCHES_THROWN,
    "Hits Allowed": _S.HITS_ALLOWED,
    "Walks Allowed": _S.WALKS_ALLOWED,
    "Earned Runs Allowed": _S.EARNED_RUNS_ALLOWED,
    "1st Inning Runs Allowed": _S.RUNS_ALLOWED,
}
_ICE_HOCKEY = {
    "Goals": _S.GOALS,
    "Assists": _S.ASSISTS,
    "Points": _S.POINTS,
    "Power Play Points": _S.POWER_PLAY_POINTS,
    "Shots On Goal": _S.SHOTS_ON_GOAL,
    "Blocked Shots": _S.BLOCKED_SHOTS,
    "SOG + BS": _S.SHOTS_ON_GOAL_BLOCKED_SHOTS,
    "Hits": _S.HITS,
    "Faceoffs Won": _S.FACEOFFS_WON,
    "Time On Ice": _S.MINUTES,
    "Goalie Saves": _S.SAVES,
    "Goals Allowed": _S.GOALS_AGAINST,
    "Fantasy Score": _S.FANTASY_POINTS,
}
_SOCCER = {
    "Goals": _S.GOALS,
    "Assists": _S.ASSISTS,
    "Goal + Assist": _S.GOALS_ASSISTS,
    "Shots": _S.SHOTS,
    "Shots On Target": _S.SHOTS_ON_TARGET,
    "Shots Assisted": _S.SHOTS_ASSISTED,
    "Passes Attempted": _S.PASSES_ATTEMPTED,
    "Attempted Dribbles": _S.DRIBBLES_ATTEMPTED,
    "Crosses": _S.CROSSES,
    "Tackles": _S.TACKLES,
    "Clearances": _S.CLEARANCES,
    "Interceptions": _S.INTERCEPTIONS,
    "Fouls": _S.FOULS,
    "Fouls Drawn": _S.FOULS_DRAWN,
    "Goalie Saves": _S.SAVES,
    "Goals Allowed": _S.GOALS_AGAINST,
    "Goals Allowed in First 30 Minutes": _S.GOALS_ALLOWED_IN_FIRST_30_MINUTES,
}
_STATS: dict[Sport, dict[str, StatType]] = {
    Sport.BASKETBALL: _BASKETBALL,
    Sport.AMERICAN_FOOTBALL: _FOOTBALL,
    Sport.BASEBALL: _BASEBALL,
    Sport.ICE_HOCKEY: _ICE_HOCKEY,
    Sport.SOCCER: _SOCCER,
}
_PERIOD_OF_STAT = {"1st Inning Runs Allowed": Period.FIRST_INNING}
"""Statistics whose name states the period."""
_SPORT_OF_LEAGUE: dict[str, Sport] = {str(league): league.traits.sport for league in League} | {
    sport: Sport(sport) for sport in _MIXED_BOARDS.values()
}

_LIVE_BASKETBALL = {
    "Points": _S.POINTS,
    "Rebounds": _S.REBOUNDS,
    "OffensiveRebounds": _S.OFFENSIVE_REBOUNDS,
    "DefensiveRebounds": _S.DEFENSIVE_REBOUNDS,
    "Assists": _S.ASSISTS,
    "Steals": _S.STEALS,
    "BlockedShots": _S.BLOCKS,
    "Turnovers": _S.TURNOVERS,
    "PersonalFouls": _S.FOULS,
    "FieldGoalsMade": _S.FIELD_GOALS_MADE,
    "FieldGoalsAttempted": _S.FIELD_GOALS_ATTEMPTED,
    "TwoPointersMade": _S.TWO_POINTERS_MADE,
    "TwoPointersAttempted": _S.TWO_POINTERS_ATTEMPTED,
    "ThreePointersMade": _S.THREE_POINTERS_MADE,
    "ThreePointersAttempted": _S.THREE_POINTERS_ATTEMPTED,
    "FreeThrowsMade": _S.FREE_THROWS_MADE,
    "FreeThrowsAttempted": _S.FREE_THROWS_ATTEMPTED,
    "MinutesPlayed": _S.MINUTES,
    "FantasyScore": _S.FANTASY_POINTS,
}
_LIVE_STATS: dict[Sport, dict[str, StatType]] = {Sport.BASKETBALL: _LIVE_BASKETBALL}
"""Keys of a live row's box score. Keys of other sports have not been observed."""


def meaning_of(league: str, native_stat: str) -> tuple[StatType | None, Period | None]:
    """Return the statistic, None if it is in no vocabulary of the sport, and the period that its name states."""
    sport = _SPORT_OF_LEAGUE.get(league)
    stats = _STATS.get(sport, {}) if sport is not None else {}
    name = native_stat.removesuffix(COMBO_SUFFIX)
    return stats.get(name), _PERIOD_OF_STAT.get(name)


def live_stats_of(league: str) -> dict[str, StatType]:
    """Return the statistic of each key of a live box score in this league."""
    sport = _SPORT_OF_LEAGUE.get(league)
    return _LIVE_STATS.get(sport, {}) if sport is not None else {}
