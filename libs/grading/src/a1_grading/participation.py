"""Whether a player did what a bookmaker asks for before a prop stands, as far as a report proves it."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from a1_grading.rules import Participation
from a1_schemas.player_stats import PlayerStats
from a1_schemas.stats import StatType as S

_BATTING = (
    *(S.PLATE_APPEARANCES, S.AT_BATS, S.WALKS, S.HITS, S.RUNS_BATTED_IN, S.HOME_RUNS),
    *(S.SINGLES, S.DOUBLES, S.TRIPLES, S.TOTAL_BASES, S.BATTER_STRIKEOUTS),
)
_PITCHING = (
    *(S.PITCHES_THROWN, S.PITCHING_OUTS, S.PITCHER_STRIKEOUTS, S.HITS_ALLOWED, S.WALKS_ALLOWED),
    *(S.RUNS_ALLOWED, S.EARNED_RUNS_ALLOWED, S.HOME_RUNS_ALLOWED),
)


def _any(report: PlayerStats, stats: tuple[S, ...]) -> bool:
    return any(report.stats.get(stat) for stat in stats)


def _has_batted(report: PlayerStats) -> bool | None:
    """A player without at-bats and walks may have been hit by a pitch, or have sacrificed."""
    if _any(report, _BATTING):
        return True
    return False if report.stats.get(S.PLATE_APPEARANCES) == 0 else None


def _has_pitched(report: PlayerStats) -> bool | None:
    if _any(report, _PITCHING):
        return True
    return False if report.stats.get(S.PITCHES_THROWN) == 0 else None


def _has_played(report: PlayerStats) -> bool | None:
    minutes: Decimal | None = report.stats.get(S.MINUTES)
    if minutes is not None:
        return minutes > 0
    return True if report.starter or any(report.stats.values()) else None


def _has_had_a_snap(report: PlayerStats) -> bool | None:
    """A player has a row in football's box score for what he did on the field, so a row is proof."""
    return True if report.stats else None


def _has_started(report: PlayerStats) -> bool | None:
    return report.starter


_PROOFS: Mapping[Participation, Callable[[PlayerStats], bool | None]] = {
    Participation.PLATE_APPEARANCE: _has_batted,
    Participation.PITCH: _has_pitched,
    Participation.SNAP: _has_had_a_snap,
    Participation.PLAY: _has_played,
    Participation.START: _has_started,
}


def has_participated(report: PlayerStats, asked: Participation) -> bool | None:
    """Return whether a player did what is asked for, or None where the report proves neither."""
    return _PROOFS[asked](report)
