"""Closing-line value of bets that the client sends."""

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field

from a1_betting.clv import ClosingLineValue, against_close, against_fair_close
from a1_betting.published import published
from a1_betting.refused import Refused
from a1_gateway.answer_model import AnswerModel
from a1_gateway.closing_prices import ClosingPrices, TakenSide
from a1_gateway.dependencies import State
from a1_gateway.errors import bad_parameter
from a1_gateway.operations import problems
from a1_gateway.posted import PostedModel, operation_of, read_posted
from a1_schemas.analytics_words import DevigMethod, RefusalReason
from a1_schemas.base import ExactNumber
from a1_schemas.prices import MAX_PRICE
from a1_schemas.vocabulary import MarketKey, Period, Selection, SettlementScope

router = APIRouter(prefix="/api/v1", tags=["analytics"])

Price = Annotated[Decimal, Field(gt=1, le=MAX_PRICE, max_digits=30)]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class SentClose(PostedModel):
    """The close of the bet's selection: one book's prices, or a price without margin."""

    taken_side: Price | None = None
    """The closing price of the same selection."""
    other_side: Price | None = None
    """That of the other selection; without it the fair close is not known."""
    fair_price: Price | None = None
    """A closing price without margin, in place of the others."""


class ClvBet(PostedModel):
    """A bet that was taken, with its close or with the market whose close we have."""

    price: Price
    """Decimal odds taken, above 1."""
    close: SentClose | None = None
    """The close. Without it `event_id`, `market` and `selection` say where to find ours."""
    event_id: Name | None = None
    """Our id of the game."""
    market: MarketKey | None = None
    """The market."""
    selection: Selection | None = None
    """The side taken."""
    period: Period = Period.GAME
    """The part of the game that decides."""
    scope: SettlementScope = SettlementScope.INCLUDING_OVERTIME
    """Whether overtime counts."""
    line: Annotated[Decimal, Field(max_digits=9)] | None = None
    """The line of the selection; null for a market without lines."""
    bookmaker: Name | None = None
    """Whose close; without one that of any book."""


class ClvRequest(PostedModel):
    """Bets that were taken."""

    bets: Annotated[list[ClvBet], Field(min_length=1, max_length=100)]
    """At most a hundred."""
    method: DevigMethod = DevigMethod.MULTIPLICATIVE
    """How the margin is taken out of the close."""


class ClvRow(AnswerModel):
    """A bet beside its close. Without a close all numbers are null."""

    price_ratio: ExactNumber | None
    """The price taken over the closing price, less 1."""
    fair_probability: ExactNumber | None
    """That the bet wins, by the close without margin."""
    ev: ExactNumber | None
    """The expected profit of a stake of 1 by the fair close."""
    reason: RefusalReason | None
    """Why a number is null; else null."""


class ClvAnswer(AnswerModel):
    """Closing-line values."""

    data: list[ClvRow]
    """One row for each bet, in their order."""


_EXAMPLE = {
    "bets": [
        {"price": 1.909091, "close": {"taken_side": 1.769231, "other_side": 2.1}},
        {"price": 2.25, "close": {"fair_price": 2.1}},
    ]
}
_NO_CLOSE = ClvRow(price_ratio=None, fair_probability=None, ev=None, reason=RefusalReason.NO_CLOSE)


@router.post("/clv", responses=problems(413, 422, 503), openapi_extra=operation_of(ClvRequest, _EXAMPLE))
async def value_at_close(request: Request, state: State) -> ClvAnswer:
    """Return what bets were worth at the close of their markets. Nothing is kept."""
    asked = await read_posted(request, ClvRequest)
    return ClvAnswer(data=[await _row(state.closes, place, bet, asked.method) for place, bet in enumerate(asked.bets)])


async def _row(closes: ClosingPrices, place: int, bet: ClvBet, method: DevigMethod) -> ClvRow:
    try:
        value = await _value(closes, f"bets.{place}", bet, method)
    except Refused as refused:
        return ClvRow(price_ratio=None, fair_probability=None, ev=None, reason=refused.reason)
    if value is None:
        return _NO_CLOSE
    ev = value.ev(bet.price)
    return ClvRow(
        price_ratio=published(value.price_ratio),
        fair_probability=None if value.fair_probability is None else published(value.fair_probability),
        ev=None if ev is None else published(ev),
        reason=RefusalReason.MARKET_INCOMPLETE if ev is None else None,
    )


async def _value(closes: ClosingPrices, name: str, bet: ClvBet, method: DevigMethod) -> ClosingLineValue | None:
    close = bet.close
    if close is None:
        found = await closes.close_of(_taken(name, bet))
        return found and against_close(bet.price, found.taken_side, found.other_sides, method)
    if close.fair_price is not None:
        if close.taken_side is not None or close.other_side is not None:
            raise bad_parameter(f"{name}.close.fair_price", "A fair price takes the place of both sides.")
        return against_fair_close(bet.price, close.fair_price)
    if close.taken_side is None:
        raise bad_parameter(f"{name}.close.taken_side", "A close is the price of the taken side or a fair price.")
    others = () if close.other_side is None else (close.other_side,)
    return against_close(bet.price, close.taken_side, others, method)


def _taken(name: str, bet: ClvBet) -> TakenSide:
    if bet.event_id is None:
        raise bad_parameter(f"{name}.close", "A bet has its close, or the event, market and selection of ours.")
    if bet.market is None:
        raise bad_parameter(f"{name}.market", "The market whose close is asked for is missing.")
    if bet.selection is None:
        raise bad_parameter(f"{name}.selection", "The side whose close is asked for is missing.")
    return TakenSide(
        event_id=bet.event_id,
        market=bet.market,
        period=bet.period,
        scope=bet.scope,
        selection=bet.selection,
        line=bet.line,
        bookmaker=bet.bookmaker,
    )
