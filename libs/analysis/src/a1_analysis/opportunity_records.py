"""Opportunities as records: opened, kept up to date, ended with a reason, and opened again under the same id."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from a1_analysis.assessment import Assessed
from a1_analysis.found import Found
from a1_analysis.games import Game
from a1_analysis.markets import Bet, Board, line_of_bet
from a1_analysis.outputs import Entry
from a1_schemas import fast_analytics as wire
from a1_schemas.analytics_words import EndReason, OpportunityState, RefusalReason
from a1_schemas.ids import opportunity_id

_R, _E = RefusalReason, EndReason
_ENDED_BY: Mapping[RefusalReason, EndReason] = {
    _R.EVENT_STARTED: _E.EVENT_STARTED,
    _R.PHASE_MISMATCH: _E.EVENT_STARTED,
    _R.MARKET_CLOSED: _E.SUSPENDED,
    _R.QUOTE_SUSPENDED: _E.SUSPENDED,
    _R.SOURCE_DOWN: _E.SOURCE_DOWN,
    _R.QUOTE_STALE: _E.QUOTE_STALE,
    _R.MARKET_INCOMPLETE: _E.WITHDRAWN,
    _R.EVENT_UNCONFIRMED: _E.WITHDRAWN,
}
"""The end that a leg's quote is the reason for. Where it has none, or is an outlier by now, the price moved."""

AssessedOf = Callable[[Bet], Sequence[Assessed]]


def opportunity_record(
    league: str,
    found: Found,
    before: Entry[wire.Opportunity] | None,
    *,
    start_time: datetime | None,
    player_name: str | None,
    config: str,
    now: datetime,
) -> wire.Opportunity:
    """Return the message of what was found, open since it was opened."""
    place = found.place
    board, scope, line = (place.board, place.scope, place.line) if isinstance(place, Bet) else (place, "", None)
    is_open = before is not None and before.message.state == OpportunityState.OPEN
    return wire.Opportunity(
        id=id_of(league, found),
        event_id=board.event_id,
        league=league,
        market=board.market,
        period=board.period,
        scope=found.scope or scope,
        line=line,
        side=board.side,
        player_id=board.player_id,
        player_name=player_name,
        stat_type=board.stat_type,
        start_time=found.start_time or start_time,
        config=config,
        kind=str(found.kind),
        profit=found.profit,
        legs=found.legs,
        worst_branch=found.worst_branch,
        void_branches=found.void_branches,
        standard_error=found.standard_error,
        hit_probability=found.hit_probability,
        against=found.against,
        state=str(OpportunityState.OPEN),
        entry=found.entry,
        opened_at=before.message.opened_at if before is not None and is_open else now,
    )


def id_of(league: str, found: Found) -> str:
    """Return the id of an opportunity: of its kind and legs, and of an entry's type."""
    kind = str(found.kind) if found.entry is None else f"{found.kind}-{found.entry.type}"
    legs = ["|".join(map(str, _words(leg))) for leg in found.legs]
    place = found.place
    words = place.words if isinstance(place, Bet) else tuple(word or "" for word in place)
    return opportunity_id(league, kind, *words, *sorted(legs))


def _words(leg: wire.OpportunityLeg) -> tuple[object, ...]:
    line = "" if leg.line is None else float(leg.line)
    words = (leg.event_id, leg.player_id or "", leg.bookmaker, leg.selection, line)
    return words if leg.stat_type is None else (*words, leg.stat_type, leg.period)


def ended(message: wire.Opportunity, reason: EndReason, now: datetime) -> wire.Opportunity:
    """Return the message as it ended."""
    return msgspec.structs.replace(message, state=str(OpportunityState.ENDED), ended_at=now, reason=str(reason))


def end_reason(message: wire.Opportunity, game: Game | None, assessed_of: AssessedOf, config: str) -> EndReason:
    """Return why an opportunity is none any longer: the first leg with a reason gives it.

    Where no leg has one, another configuration has judged the prices, or else they moved.
    """
    if game is None or game.is_off or game.is_final:
        return EndReason.EVENT_ENDED
    moved = EndReason.PRICE_MOVED if message.config == config else EndReason.CONFIGURATION_CHANGED
    for leg in message.legs:
        reason = _end_of_leg(leg, assessed_of(bet_of_leg(message, leg)), moved)
        if reason is not None:
            return reason
    return moved


def bet_of_leg(message: wire.Opportunity, leg: wire.OpportunityLeg) -> Bet:
    """Return the bet of a leg: of an entry each pick has a statistic of its own."""
    period, stat_type = (leg.period or message.period, leg.stat_type or message.stat_type)
    board = Board(leg.event_id, message.market, period, message.side, leg.player_id, stat_type)
    return Bet(board, message.scope, line_of_bet(message.market, leg.selection, leg.line))


def _end_of_leg(leg: wire.OpportunityLeg, assessed: Iterable[Assessed], moved: EndReason) -> EndReason | None:
    for quote, reason in assessed:
        if quote.bookmaker == leg.bookmaker:
            return None if reason is None else _ENDED_BY.get(reason, moved)
    return EndReason.WITHDRAWN
