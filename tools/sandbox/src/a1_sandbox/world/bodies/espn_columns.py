"""The columns of ESPN's box scores, by sport and category: key, label, and how a player's value is written."""

from collections.abc import Callable
from typing import NamedTuple

from a1_schemas.stats import StatType as S
from a1_schemas.vocabulary import Sport

Line = dict[S, int]


class Column(NamedTuple):
    """A key with its label and how a player's value is written."""

    key: str
    label: str
    write: Callable[[Line, float], str]


class Category(NamedTuple):
    """A table of the box score: which slots are listed and which statistic shows that a player was in it."""

    name: str
    columns: tuple[Column, ...]
    slots: tuple[int, ...]


def _of(stat: S) -> Callable[[Line, float], str]:
    return lambda line, _share: str(line.get(stat, 0))


def _pair(made: S, tried: S, sign: str) -> Callable[[Line, float], str]:
    return lambda line, _share: f"{line.get(made, 0)}{sign}{line.get(tried, 0)}"


def _text(value: str) -> Callable[[Line, float], str]:
    return lambda _line, _share: value


def _minutes(whole_game: float) -> Callable[[Line, float], str]:
    return lambda _line, share: str(round(whole_game * share))


def _time(whole_game: float) -> Callable[[Line, float], str]:
    return lambda _line, share: f"{int(whole_game * share)}:{int(whole_game * share * 60) % 60:02d}"


def _innings(line: Line, _share: float) -> str:
    outs = line.get(S.PITCHING_OUTS, 0)
    return f"{outs // 3}.{outs % 3}"


def _average(line: Line, _share: float) -> str:
    tried = line.get(S.AT_BATS, 0)
    return f"{line.get(S.HITS, 0) / tried:.3f}".lstrip("0") if tried else ".000"


def _per(total: S, count: S) -> Callable[[Line, float], str]:
    return lambda line, _share: f"{line.get(total, 0) / max(1, line.get(count, 0)):.1f}"


_BASKETBALL = (
    Category(
        "",
        (
            Column("minutes", "MIN", _minutes(33)),
            Column("points", "PTS", _of(S.POINTS)),
            Column("fieldGoalsMade-fieldGoalsAttempted", "FG", _pair(S.FIELD_GOALS_MADE, S.FIELD_GOALS_ATTEMPTED, "-")),
            Column(
                "threePointFieldGoalsMade-threePointFieldGoalsAttempted",
                "3PT",
                _pair(S.THREE_POINTERS_MADE, S.THREE_POINTERS_ATTEMPTED, "-"),
            ),
            Column("freeThrowsMade-freeThrowsAttempted", "FT", _pair(S.FREE_THROWS_MADE, S.FREE_THROWS_ATTEMPTED, "-")),
            Column("rebounds", "REB", _of(S.REBOUNDS)),
            Column("assists", "AST", _of(S.ASSISTS)),
            Column("turnovers", "TO", _of(S.TURNOVERS)),
            Column("steals", "STL", _of(S.STEALS)),
            Column("blocks", "BLK", _of(S.BLOCKS)),
            Column("offensiveRebounds", "OREB", _of(S.OFFENSIVE_REBOUNDS)),
            Column("defensiveRebounds", "DREB", _of(S.DEFENSIVE_REBOUNDS)),
            Column("fouls", "PF", _of(S.FOULS)),
            Column("plusMinus", "+/-", _text("0")),
        ),
        tuple(range(9)),
    ),
)
_FOOTBALL = (
    Category(
        "passing",
        (
            Column("completions/passingAttempts", "C/ATT", _pair(S.PASSING_COMPLETIONS, S.PASSING_ATTEMPTS, "/")),
            Column("passingYards", "YDS", _of(S.PASSING_YARDS)),
            Column("yardsPerPassAttempt", "AVG", _per(S.PASSING_YARDS, S.PASSING_ATTEMPTS)),
            Column("passingTouchdowns", "TD", _of(S.PASSING_TOUCHDOWNS)),
            Column("interceptions", "INT", _of(S.PASSING_INTERCEPTIONS)),
            Column("sacks-sackYardsLost", "SACKS", _text("0-0")),
            Column("adjQBR", "QBR", _text("--")),
            Column("QBRating", "RTG", _text("90.0")),
        ),
        (0,),
    ),
    Category(
        "rushing",
        (
            Column("rushingAttempts", "CAR", _of(S.RUSHING_ATTEMPTS)),
            Column("rushingYards", "YDS", _of(S.RUSHING_YARDS)),
            Column("yardsPerRushAttempt", "AVG", _per(S.RUSHING_YARDS, S.RUSHING_ATTEMPTS)),
            Column("rushingTouchdowns", "TD", _of(S.RUSHING_TOUCHDOWNS)),
            Column("longRushing", "LONG", _text("11")),
        ),
        (0, 1, 5),
    ),
    Category(
        "receiving",
        (
            Column("receptions", "REC", _of(S.RECEPTIONS)),
            Column("receivingYards", "YDS", _of(S.RECEIVING_YARDS)),
            Column("yardsPerReception", "AVG", _per(S.RECEIVING_YARDS, S.RECEPTIONS)),
            Column("receivingTouchdowns", "TD", _of(S.RECEIVING_TOUCHDOWNS)),
            Column("longReception", "LONG", _text("24")),
            Column("receivingTargets", "TGTS", _of(S.TARGETS)),
        ),
        (1, 2, 3, 4, 6),
    ),
    Category(
        "defensive",
        (
            Column("totalTackles", "TOT", _of(S.TACKLES)),
            Column("soloTackles", "SOLO", _of(S.TACKLES)),
            Column("sacks", "SACKS", _text("0")),
            Column("tacklesForLoss", "TFL", _text("0")),
            Column("passesDefended", "PD", _text("0")),
            Column("QBHits", "QB HTS", _text("0")),
            Column("defensiveTouchdowns", "TD", _text("0")),
        ),
        (8, 9, 10, 11),
    ),
    Category(
        "kicking",
        (
            Column("fieldGoalsMade/fieldGoalAttempts", "FG", _pair(S.FIELD_GOALS_MADE, S.FIELD_GOALS_ATTEMPTED, "/")),
            Column("fieldGoalPct", "PCT", _text("100.0")),
            Column("longFieldGoalMade", "LONG", _text("44")),
            Column(
                "extraPointsMade/extraPointAttempts", "XP", _pair(S.EXTRA_POINTS_MADE, S.EXTRA_POINTS_ATTEMPTED, "/")
            ),
            Column(
                "totalKickingPoints",
                "PTS",
                lambda line, _share: str(3 * line.get(S.FIELD_GOALS_MADE, 0) + line.get(S.EXTRA_POINTS_MADE, 0)),
            ),
        ),
        (7,),
    ),
)
_BASEBALL = (
    Category(
        "batting",
        (
            Column("hits-atBats", "H-AB", _pair(S.HITS, S.AT_BATS, "-")),
            Column("atBats", "AB", _of(S.AT_BATS)),
            Column("runs", "R", _of(S.RUNS)),
            Column("hits", "H", _of(S.HITS)),
            Column("RBIs", "RBI", _of(S.RUNS_BATTED_IN)),
            Column("homeRuns", "HR", _of(S.HOME_RUNS)),
            Column("walks", "BB", _of(S.WALKS)),
            Column("strikeouts", "K", _of(S.BATTER_STRIKEOUTS)),
            Column("pitches", "#P", _text("14")),
            Column("avg", "AVG", _average),
            Column("onBasePct", "OBP", _text(".320")),
            Column("slugAvg", "SLG", _text(".410")),
        ),
        tuple(range(9)),
    ),
    Category(
        "pitching",
        (
            Column("fullInnings.partInnings", "IP", _innings),
            Column("hits", "H", _of(S.HITS_ALLOWED)),
            Column("runs", "R", _of(S.RUNS_ALLOWED)),
            Column("earnedRuns", "ER", _of(S.EARNED_RUNS_ALLOWED)),
            Column("walks", "BB", _of(S.WALKS_ALLOWED)),
            Column("strikeouts", "K", _of(S.PITCHER_STRIKEOUTS)),
            Column("homeRuns", "HR", _of(S.HOME_RUNS_ALLOWED)),
            Column(
                "pitches-strikes",
                "PC-ST",
                lambda line, _share: f"{line.get(S.PITCHES_THROWN, 0)}-{line.get(S.PITCHES_THROWN, 0) * 2 // 3}",
            ),
            Column("ERA", "ERA", _text("3.60")),
            Column("pitches", "PC", _of(S.PITCHES_THROWN)),
        ),
        (9, 10),
    ),
)
_SKATERS = (
    Column("blockedShots", "BS", _of(S.BLOCKED_SHOTS)),
    Column("hits", "HT", _of(S.HITS)),
    Column("takeaways", "TK", _text("0")),
    Column("plusMinus", "+/-", _text("0")),
    Column("timeOnIce", "TOI", _time(19)),
    Column("powerPlayTimeOnIce", "PPTOI", _text("0:00")),
    Column("shortHandedTimeOnIce", "SHTOI", _text("0:00")),
    Column("evenStrengthTimeOnIce", "ESTOI", _time(19)),
    Column("shifts", "SHFT", _text("20")),
    Column("goals", "G", _of(S.GOALS)),
    Column("ytdGoals", "YTDG", _text("6")),
    Column("assists", "A", _of(S.ASSISTS)),
    Column("shotsTotal", "S", _of(S.SHOTS_ON_GOAL)),
    Column("shotsMissed", "SM", _text("0")),
    Column("shootoutGoals", "SOG", _text("0")),
    Column("faceoffsWon", "FW", _of(S.FACEOFFS_WON)),
    Column("faceoffsLost", "FL", _of(S.FACEOFFS_LOST)),
    Column("faceoffPercent", "FO%", _text("0.0")),
    Column("giveaways", "GV", _text("0")),
    Column("penalties", "PN", _text("0")),
    Column("penaltyMinutes", "PIM", _text("0")),
)
_HOCKEY = (
    Category("forwards", _SKATERS, (0, 1, 2, 5, 6, 7, 10, 11)),
    Category("defenses", _SKATERS, (3, 4, 8, 9)),
    Category(
        "goalies",
        (
            Column("goalsAgainst", "GA", _of(S.GOALS_AGAINST)),
            Column("shotsAgainst", "SA", _of(S.SHOTS_AGAINST)),
            Column("shootoutSaves", "SOS", _text("0")),
            Column("shootoutShotsAgainst", "SOSA", _text("0")),
            Column("saves", "SV", _of(S.SAVES)),
            Column(
                "savePct",
                "SV%",
                lambda line, _share: f"{line.get(S.SAVES, 0) / max(1, line.get(S.SHOTS_AGAINST, 0)):.3f}".lstrip("0"),
            ),
            Column("evenStrengthSaves", "ESSV", _of(S.SAVES)),
            Column("powerPlaySaves", "PPSV", _text("0")),
            Column("shortHandedSaves", "SHSV", _text("0")),
            Column("timeOnIce", "TOI", _time(60)),
            Column("ytdGoals", "YTDG", _text("0")),
            Column("penaltyMinutes", "PIM", _text("0")),
        ),
        (12,),
    ),
)
CATEGORIES = {
    Sport.BASKETBALL: _BASKETBALL,
    Sport.AMERICAN_FOOTBALL: _FOOTBALL,
    Sport.BASEBALL: _BASEBALL,
    Sport.ICE_HOCKEY: _HOCKEY,
}
