"""Seals closing prices: the last quote of a fresh source before the observed start, with its evidence. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from a1_historian.freshness import Span, condition_at
from a1_historian.starts import Start, StartObserved
from a1_schemas.analytics_words import RefusalReason
from a1_schemas.game_words import MarketPhase
from a1_schemas.vocabulary import SourceState

ENDED_WITHIN = timedelta(minutes=10)
"""A quote that was suspended or withdrawn longer than this before the start had ended before the market closed."""


class QuoteRow(NamedTuple):
    """A change of a series, as stored."""

    series: str
    target: str
    version: int
    changed_at: datetime
    observed_at: datetime | None
    line: Decimal | None
    price: Decimal | None
    american: int | None
    suspended: bool
    phase: str | None
    withdrawn: str | None


class Close(NamedTuple):
    """The closing price of a series, or why there is none. An empty series stands for the whole event."""

    series: str
    line: Decimal | None
    price: Decimal | None
    american: int | None
    reason: RefusalReason | None
    evidence: Mapping[str, Any]


def seal(rows: Iterable[QuoteRow], spans: Mapping[str, Sequence[Span]], start: Start) -> list[Close]:
    """Return the closes of an event. `rows` are its changes before the start, those of a series in their order.

    A game that had begun when it was first seen has no closes: what is quoted then is no closing price.
    """
    if start.observed is StartObserved.ALREADY_BEGUN:
        return [_none("", start, "the game had begun when it was first seen")]
    by_series: dict[str, list[QuoteRow]] = {}
    for row in rows:
        if row.changed_at < start.at:
            by_series.setdefault(row.series, []).append(row)
    closes = [close for of_series in by_series.values() for close in _seal_series(of_series, spans, start)]
    return closes or [_none("", start, "no quote was observed before the start")]


def _seal_series(rows: Sequence[QuoteRow], spans: Mapping[str, Sequence[Span]], start: Start) -> Iterator[Close]:
    position = next((at for at in reversed(range(len(rows))) if _is_offered(rows[at])), None)
    if position is None:
        yield _none(rows[-1].series, start, "no bet could be placed before the start")
        return
    row = rows[position]
    ended_at = rows[position + 1].changed_at if position + 1 < len(rows) else None
    if ended_at is not None and start.at - ended_at > ENDED_WITHIN:
        yield _none(row.series, start, "the quote had ended before the market closed", ended_at=ended_at)
        return
    condition = condition_at(spans.get(row.target, ()), start.at if ended_at is None else ended_at)
    if condition.state != SourceState.UP:
        yield _none(row.series, start, "the source was not up", state=condition.state, why=condition.reason)
        return
    evidence = {
        "version": row.version,
        "observed_at": _text(row.observed_at),
        "fetched_at": _text(row.changed_at),
        "ended_at": _text(ended_at),
        "source_state": condition.state,
        **_of_start(start),
    }
    yield Close(row.series, row.line, row.price, row.american, None, evidence)


def _is_offered(row: QuoteRow) -> bool:
    return row.withdrawn is None and not row.suspended and row.price is not None and row.phase not in _NOT_BEFORE_START


_NOT_BEFORE_START = (MarketPhase.LIVE, MarketPhase.CLOSED)


def _none(series: str, start: Start, detail: str, **more: datetime | str) -> Close:
    facts = {name: _text(value) if isinstance(value, datetime) else value for name, value in more.items()}
    evidence = {"detail": detail, **facts, **_of_start(start)}
    return Close(series, None, None, None, RefusalReason.NO_CLOSE, evidence)


def _of_start(start: Start) -> dict[str, Any]:
    return {"started_at": _text(start.at), "start_observed": start.observed.value, "start_version": start.version}


def _text(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat().replace("+00:00", "Z")
