"""Grades a player's props by box scores and a profile of rules. Box scores that disagree leave a bet ungraded."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from a1_grading.families import prop_family
from a1_grading.figures import FORMULA_UNKNOWN, figure_of
from a1_grading.graded import Graded, ungraded, void
from a1_grading.lines import by_margin
from a1_grading.outcomes import mirrored
from a1_grading.participation import has_participated
from a1_grading.play import has_begun, is_enough, went_beyond_regulation, whole_game
from a1_grading.profiles import Profile
from a1_grading.rules import Ending, Participation, Rules
from a1_schemas.analytics_words import GradeResult, GradeRule, RefusalReason
from a1_schemas.game_words import PropSide
from a1_schemas.player_stats import PlayerStats
from a1_schemas.providers import Provider
from a1_schemas.sporting_event import SportingEvent
from a1_schemas.stats import AnyStat, StatType
from a1_schemas.vocabulary import EventStatus, Period, Sport

_YES = Decimal("0.5")
"""The line of a yes/no market, whose figure is 1 or 0."""


_CAN_FALL = frozenset(
    {
        *(stat for stat in StatType if "yards" in stat),
        *(StatType.PLUS_MINUS, StatType.COMPLETION_PERCENTAGE),
    }
)
"""Statistics that are not decided once they have passed a line."""


class Prop(NamedTuple):
    """A statistic of a player, or of the players of a combo together."""

    player_ids: tuple[str, ...]
    player_name: str
    stat_type: AnyStat
    period: Period


class _Bet(NamedTuple):
    """A side of a prop at a line, with the box scores of each of its players."""

    shown: list[list[PlayerStats]]
    stat: StatType
    line: Decimal
    side: PropSide


def grade_prop(
    event: SportingEvent,
    reports: Iterable[PlayerStats],
    prop: Prop,
    line: Decimal | None,
    side: PropSide,
    profile: Profile,
) -> Graded:
    """Return how a bet on a prop ended by a profile's rules. Reports of other players are passed over."""
    stat = prop.stat_type
    if not isinstance(stat, StatType) or stat in FORMULA_UNKNOWN:
        return ungraded(RefusalReason.MARKET_UNKNOWN)
    if prop.period is not Period.GAME or _has_other_play(event):
        return ungraded(RefusalReason.NO_PERIOD_SCORE)
    rules = profile.rules(event.league, prop_family(event.sport, stat))
    return _by_status(event, _Bet(evidence_of(prop, reports), stat, _YES if line is None else line, side), rules)


def _has_other_play(event: SportingEvent) -> bool:
    """Whether box scores have more than what counts: soccer's props leave extra time out."""
    return event.sport is Sport.SOCCER and went_beyond_regulation(event) is True


def _by_status(event: SportingEvent, bet: _Bet, rules: Rules) -> Graded:
    match event.status:
        case EventStatus.FINAL:
            if any(all(map(_is_in_play, of_player)) for of_player in bet.shown if of_player):
                return ungraded(RefusalReason.EVENT_NOT_OVER)
            shown = [[each for each in of_player if not _is_in_play(each)] for of_player in bet.shown]
            return _final(event, bet._replace(shown=shown), rules)
        case EventStatus.POSTPONED:
            return _unfinished(bet, rules.postponed, GradeRule.POSTPONED)
        case EventStatus.CANCELLED if has_begun(event):
            return _unfinished(bet, rules.abandoned, GradeRule.ABANDONED)
        case EventStatus.CANCELLED:
            return _unfinished(bet, rules.cancelled, GradeRule.CANCELLED)
        case _:
            return ungraded(RefusalReason.EVENT_NOT_OVER)


def _is_in_play(report: PlayerStats) -> bool:
    """Whether figures may still grow. A place in a line-up has none, and not every source has a status beside them."""
    return bool(report.stats) and report.game_status not in (EventStatus.FINAL, None)


def evidence_of(prop: Prop, reports: Iterable[PlayerStats]) -> list[list[PlayerStats]]:
    """Return the box scores of each player of a prop, by source.

    PrizePicks' running figures are none: they leave zeros out and stop with the board.
    """
    found = sorted(
        (each for each in reports if each.provider is not Provider.PRIZEPICKS),
        key=lambda each: (each.provider, each.feed),
    )
    return [[each for each in found if each.player.player_id == player_id] for player_id in prop.player_ids]


def agreed_figure(shown: Sequence[Sequence[PlayerStats]], stat: StatType) -> Decimal | RefusalReason:
    """Return the sum of the players' figures, or why it is not known."""
    total = Decimal(0)
    for of_player in shown:
        figures = {figure for report in of_player if (figure := figure_of(report, stat)) is not None}
        if not of_player:
            return RefusalReason.PLAYER_NOT_LISTED
        if not figures:
            return RefusalReason.NO_STATISTIC
        if len(figures) > 1:
            return RefusalReason.STATS_DISAGREE
        total += figures.pop()
    return total


def _final(event: SportingEvent, bet: _Bet, rules: Rules) -> Graded:
    """Return how a bet on a final game ended. Without a stated minimum the whole game must have been played."""
    if rules.participation is None:
        return ungraded(RefusalReason.RULES_UNKNOWN)
    stopped = _without_participation(bet.shown, rules.participation)
    if stopped is not None:
        return stopped
    match is_enough(event, rules.minimum or whole_game(event.league)):
        case True:
            return _at_figure(bet)
        case False if rules.minimum is not None:
            return _cut_short(bet, decided_stands=rules.decided_stands, rule=GradeRule.TOO_LITTLE_PLAYED)
        case False:
            return ungraded(RefusalReason.RULES_UNKNOWN)
        case None:
            return ungraded(RefusalReason.PLAY_UNKNOWN)


def _at_figure(bet: _Bet) -> Graded:
    figure = agreed_figure(bet.shown, bet.stat)
    if isinstance(figure, RefusalReason):
        return ungraded(figure)
    return Graded(_result(bet, figure), GradeRule.STATISTIC)


def _without_participation(shown: Sequence[Sequence[PlayerStats]], asked: Participation) -> Graded | None:
    """Return void where a player did not take part, ungraded where that is not known, None where all took part."""
    found = [_participation(of_player, asked) for of_player in shown]
    missing = [each for each in found if each is not None]
    return min(missing, key=lambda each: each.result is not GradeResult.VOID, default=None)


def _participation(of_player: Sequence[PlayerStats], asked: Participation) -> Graded | None:
    if not of_player:
        return ungraded(RefusalReason.PLAYER_NOT_LISTED)
    proofs = {has_participated(report, asked) for report in of_player} - {None}
    if len(proofs) > 1:
        return ungraded(RefusalReason.STATS_DISAGREE)
    if not proofs:
        return ungraded(RefusalReason.PLAY_UNKNOWN)
    return None if True in proofs else void(GradeRule.NO_PARTICIPATION)


def _unfinished(bet: _Bet, ending: Ending | None, rule: GradeRule) -> Graded:
    match ending:
        case None:
            return ungraded(RefusalReason.RULES_UNKNOWN)
        case Ending.VOID:
            return void(rule)
        case Ending.VOID_UNLESS_DECIDED:
            return _cut_short(bet, decided_stands=True, rule=rule)


def _cut_short(bet: _Bet, *, decided_stands: bool | None, rule: GradeRule) -> Graded:
    """Return void, or the result of a bet whose figure had passed the line, where the rules let it stand."""
    figure = agreed_figure(bet.shown, bet.stat)
    if decided_stands is False or bet.stat in _CAN_FALL or figure is RefusalReason.PLAYER_NOT_LISTED:
        return void(rule)
    if isinstance(figure, RefusalReason):
        return ungraded(figure)
    if figure <= bet.line:
        return void(rule)
    if decided_stands is None:
        return ungraded(RefusalReason.RULES_UNKNOWN)
    return Graded(_result(bet, figure), GradeRule.DECIDED_STANDS)


def _result(bet: _Bet, figure: Decimal) -> GradeResult:
    over = by_margin(figure - bet.line)
    return over if bet.side is PropSide.OVER else mirrored(over)
