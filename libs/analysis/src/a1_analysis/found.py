"""What the evaluation of a bet or a board gives."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

import msgspec

from a1_analysis.markets import Bet, Board
from a1_analysis.quotes import Quote
from a1_betting.estimate import Estimate
from a1_schemas import fast_analytics as wire
from a1_schemas.analytics_words import Claim, OpportunityKind, RefusalReason
from a1_schemas.fast import Number

DIGITS = 9
"""Decimals of published numbers: fewer than the bits in which the mathematical libraries of two machines can differ."""


class RefusedClaim(NamedTuple):
    """A number that a table of prices would have shown."""

    claim: Claim
    reason: RefusalReason
    bookmakers: tuple[str, ...]


class PickLeg(NamedTuple):
    """A pick of a pick'em board that may be worth its place in an entry."""

    bet: Bet
    quote: Quote
    place: int
    """Of its selection among the outcomes."""
    estimate: Estimate
    """That it is right."""
    against: tuple[wire.Quote, ...]
    """The quotes that the estimate follows from."""
    start_time: datetime | None
    """Of the game."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """An opportunity, without what follows from its history."""

    kind: OpportunityKind
    place: Bet | Board
    legs: tuple[wire.OpportunityLeg, ...]
    profit: Number
    worst_branch: Number
    void_branches: tuple[tuple[Number, ...], ...] = ()
    standard_error: Number | None = None
    hit_probability: Number | None = None
    against: msgspec.Raw = wire.NO_QUOTES
    scope: str = ""
    """Of legs across a board, whose place has none."""
    start_time: datetime | None = None
    """Of legs of several games the first start."""
    entry: wire.PickemEntry | None = None
    """What an entry pays."""


class Fair(msgspec.Struct, frozen=True):
    """The consensus of a bet, or the reason why there is none."""

    selections: tuple[wire.FairSelection, ...]
    inputs: msgspec.Raw
    refused: tuple[wire.RefusedQuote, ...]
    overround: Number | None
    reason: RefusalReason | None
    expires_at: datetime | None = None
    """When the first of the inputs becomes too old; None where none has a time."""


@dataclass(slots=True)
class Evaluation:
    """All of it."""

    fair: Fair | None = None
    picks: list[PickLeg] = field(default_factory=list[PickLeg])
    opportunities: list[Found] = field(default_factory=list[Found])
    refusals: list[RefusedClaim] = field(default_factory=list[RefusedClaim])


def published(number: float) -> Number:
    """Return the number to 9 decimals, whole where it is."""
    rounded = round(number, DIGITS)
    return int(rounded) if rounded.is_integer() else rounded
