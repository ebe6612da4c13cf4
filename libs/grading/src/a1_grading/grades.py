"""The records of a game's grades: functions of the newest records of the game and of its box scores.

Version and time of a record are those of its publication: here they are 0 and the game's.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from a1_grading.figures import figure_of
from a1_grading.game_markets import Market, grade_market
from a1_grading.graded import Graded
from a1_grading.profiles import Profile
from a1_grading.props import Prop, evidence_of, grade_prop
from a1_schemas.analytics_words import CorrectionReason, GradeResult, PropMarket
from a1_schemas.game_facts import SideScores
from a1_schemas.game_words import PeriodType, PropSide
from a1_schemas.grade import Correction, Grade, GradedBet, GradeEvidence, PlayerFigure
from a1_schemas.player_stats import PlayerStats
from a1_schemas.sporting_event import SportingEvent
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus, Selection, SettlementScope, Sport

Offered = tuple[Selection, Decimal | None]
"""A selection and its own line."""

_NO_TIME = datetime.min.replace(tzinfo=UTC)
_SIDES = {PropSide.OVER: Selection.OVER, PropSide.UNDER: Selection.UNDER}


def grade_record(
    event: SportingEvent, market: Market, offered: Iterable[Offered], profile: Profile, before: Grade | None = None
) -> Grade:
    """Return the grades of a market's selections. `before` is the record that is replaced."""
    results = [
        graded_bet(selection, line, grade_market(event, market, selection, line, profile))
        for selection, line in sorted(offered, key=_order)
    ]
    evidence = evidence_of_game(event)
    return Grade(
        version=0,
        changed_at=event.changed_at,
        event_id=event.event_id,
        league=event.league,
        market=market.key,
        period=market.period,
        scope=market.scope,
        profile=profile.key,
        start_time=event.start_time,
        results=tuple(results),
        evidence=evidence,
        corrected=correction(before, evidence, results),
    )


def prop_grade_record(
    event: SportingEvent,
    reports: Sequence[PlayerStats],
    prop: Prop,
    lines: Iterable[Decimal | None],
    profile: Profile,
    before: Grade | None = None,
) -> Grade:
    """Return the grades of both sides of a prop at each line. `before` is the record that is replaced."""
    results = [
        graded_bet(_SIDES[side], line, grade_prop(event, reports, prop, line, side, profile))
        for line in sorted(lines, key=lambda line: (line is not None, line or 0))
        for side in PropSide
    ]
    of_regulation = event.sport is Sport.SOCCER
    evidence = evidence_of_game(event).model_copy(update={"figures": tuple(_figures(reports, prop))})
    return Grade(
        version=0,
        changed_at=event.changed_at,
        event_id=event.event_id,
        league=event.league,
        market=PropMarket.PLAYER_PROP,
        period=prop.period,
        scope=SettlementScope.REGULATION if of_regulation else SettlementScope.INCLUDING_OVERTIME,
        profile=profile.key,
        player_id="+".join(prop.player_ids),
        player_name=prop.player_name,
        stat_type=prop.stat_type,
        start_time=event.start_time,
        results=tuple(results),
        evidence=evidence,
        corrected=correction(before, evidence, results),
    )


def market_grade_key(event_id: str, market: Market, profile: Profile) -> str:
    """Return the key of a market's record."""
    return f"{event_id}|{market.key}|{market.period}|{market.scope}|{profile.key}"


def prop_grade_key(event_id: str, prop: Prop, profile: Profile) -> str:
    """Return the key of a prop's record."""
    player_id = "+".join(prop.player_ids)
    return f"{event_id}|{PropMarket.PLAYER_PROP}|{player_id}|{prop.stat_type}|{prop.period}|{profile.key}"


def says_the_same(before: Grade, now: Grade) -> bool:
    """Whether two records of one key differ in nothing but versions and times of publication."""
    return _unversioned(before) == _unversioned(now)


def _unversioned(grade: Grade) -> Grade:
    figures = tuple(each.model_copy(update={"version": 0}) for each in grade.evidence.figures)
    evidence = grade.evidence.model_copy(update={"version": 0, "figures": figures})
    return grade.model_copy(update={"version": 0, "changed_at": _NO_TIME, "evidence": evidence})


def graded_bet(selection: Selection, line: Decimal | None, graded: Graded) -> GradedBet:
    """Return a row of a record."""
    return GradedBet(selection=selection, line=line, result=graded.result, rule=graded.rule, reason=graded.reason)


def evidence_of_game(event: SportingEvent) -> GradeEvidence:
    """Return what the grades of a game follow from."""
    scores = (event.home.score, event.away.score)
    return GradeEvidence(
        score=None if None in scores else SideScores(home=scores[0], away=scores[1]),
        periods=event.periods,
        regulation=event.regulation,
        status=event.status,
        sources=tuple(sorted({source.provider for source in event.sources})),
        version=event.version,
    )


def correction(before: Grade | None, now: GradeEvidence, results: Sequence[GradedBet]) -> Correction | None:
    """Return what a game was when it was graded as final for the first time, where that has changed since.

    A fact that was not known before is no correction, nor is a figure that grew without overturning a result: box
    scores may arrive after the end.
    """
    if before is None:
        return None
    first = before.evidence if before.corrected is None else before.corrected.before
    if first.status is not EventStatus.FINAL:
        return None
    reason = _changed(first, now)
    if reason is None and _other_figures(first, now) and (before.corrected or _overturned(before.results, results)):
        reason = CorrectionReason.STATISTICS_CORRECTED
    return None if reason is None else Correction(before=first, reason=reason)


def _changed(first: GradeEvidence, now: GradeEvidence) -> CorrectionReason | None:
    if now.status is not first.status:
        return CorrectionReason.STATUS_CORRECTED
    if first.score is not None and now.score != first.score:
        return CorrectionReason.SCORE_CORRECTED
    if _adds_up(first) and _points(now) != _points(first):
        return CorrectionReason.PERIODS_CORRECTED
    return None


def _points(evidence: GradeEvidence) -> list[tuple[int | None, int | None]]:
    return [(each.home, each.away) for each in evidence.periods or ()]


def _adds_up(evidence: GradeEvidence) -> bool:
    """Whether a line score is that of the score beside it. The goal of a shoot-out is in the score alone."""
    if evidence.score is None or not evidence.periods:
        return False
    played = [each for each in evidence.periods if each.type is not PeriodType.SHOOTOUT]
    gaps = (
        (evidence.score.home or 0) - sum(each.home or 0 for each in played),
        (evidence.score.away or 0) - sum(each.away or 0 for each in played),
    )
    return sorted(gaps) in ([0, 0], [0, 1]) if len(played) < len(evidence.periods) else gaps == (0, 0)


def _other_figures(first: GradeEvidence, now: GradeEvidence) -> bool:
    known = {(each.player_id, each.provider, each.feed): each.figure for each in now.figures}
    before = ((each, known.get((each.player_id, each.provider, each.feed))) for each in first.figures)
    return any(each.figure is not None and figure != each.figure for each, figure in before)


def _overturned(before: Sequence[GradedBet], now: Sequence[GradedBet]) -> bool:
    results = {(each.selection, each.line): each.result for each in now}
    decided = (each for each in before if each.result is not GradeResult.UNGRADED)
    return any(results.get((each.selection, each.line)) is not each.result for each in decided)


def _figures(reports: Sequence[PlayerStats], prop: Prop) -> Iterable[PlayerFigure]:
    if not isinstance(prop.stat_type, StatType):
        return
    for of_player in evidence_of(prop, reports):
        for report in of_player:
            yield PlayerFigure(
                player_id=report.player.player_id,
                provider=report.provider,
                feed=report.feed,
                figure=figure_of(report, prop.stat_type),
                version=report.version,
            )


def _order(offered: Offered) -> tuple[str, bool, Decimal]:
    selection, line = offered
    return selection, line is not None, line or Decimal(0)
