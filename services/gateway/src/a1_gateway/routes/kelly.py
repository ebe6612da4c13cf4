"""Stakes by Kelly for bets that the client sends."""

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from a1_betting.bets import Bet, toward_market
from a1_betting.kelly import MAX_BETS, Caps, Plan, plan_stakes
from a1_betting.published import published
from a1_betting.refused import Refused
from a1_gateway.answer_model import AnswerModel
from a1_gateway.errors import Problem, ProblemCode, bad_parameter
from a1_gateway.operations import problems
from a1_gateway.posted import PostedModel, operation_of, read_posted
from a1_schemas.analytics_words import RefusalReason
from a1_schemas.base import ExactNumber
from a1_schemas.prices import MAX_PRICE

router = APIRouter(prefix="/api/v1", tags=["analytics"])

Chance = Annotated[float, Field(gt=0, lt=1)]
Share = Annotated[float, Field(ge=0, le=1)]
Price = Annotated[Decimal, Field(gt=1, le=MAX_PRICE, max_digits=30)]
Money = Annotated[float, Field(gt=0, le=1e9)]
_ROUNDING = 1e-9


class KellyBet(PostedModel):
    """A bet that can be placed."""

    probability: Chance
    """That it wins."""
    price: Price
    """Decimal odds, above 1."""
    push_probability: Annotated[float, Field(ge=0, lt=1)] = 0.0
    """That the stake is returned."""
    market_probability: Chance | None = None
    """What the market gives it without margin; `probability` is moved towards it."""
    event_id: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    """The game, by any id: two bets of one game are refused, because their joint distribution is not known."""
    limit: Money | None = None
    """The book's largest stake in the bankroll's currency; without a bankroll a share of it."""


class KellyCaps(PostedModel):
    """The largest stakes, as shares of the bankroll."""

    bet: Share = 1.0
    """Of one bet."""
    game: Share = 1.0
    """Of the bets of one game together; all bets with `exclusive`."""
    day: Share = 1.0
    """Of all bets together."""


class KellyRequest(PostedModel):
    """Bets that are decided together."""

    bets: Annotated[list[KellyBet], Field(min_length=1, max_length=MAX_BETS)]
    """At most six."""
    exclusive: bool = False
    """Whether the bets are outcomes of one market, so that at most one wins."""
    fraction: Share = 0.25
    """The share of the full Kelly stake that is staked."""
    shrink: Share = 0.5
    """The share of its distance to `market_probability` by which a probability is moved to it."""
    bankroll: Money | None = None
    """What there is; with it stakes have an amount."""
    caps: KellyCaps = KellyCaps()
    """The largest stakes."""


class KellyStake(AnswerModel):
    """What to stake on a bet."""

    stake: ExactNumber
    """The share of the bankroll, to 9 decimals."""
    amount: ExactNumber | None
    """The same in the bankroll's currency, to 6 decimals; null without a bankroll."""
    reason: RefusalReason | None
    """Why the stake is 0: `no-edge`; else null."""


class KellyPlan(AnswerModel):
    """Stakes in the order of the bets."""

    stakes: list[KellyStake]
    """One for each bet."""
    growth: ExactNumber
    """The expected logarithmic growth of the bankroll by the moved probabilities."""


class KellyAnswer(AnswerModel):
    """The plan."""

    data: KellyPlan
    """The stakes and what they promise."""


_EXAMPLE = {
    "bets": [{"probability": 0.56, "price": 1.95, "market_probability": 0.52}, {"probability": 0.4, "price": 1.8}],
    "bankroll": 1000,
    "caps": {"bet": 0.02},
}


@router.post("/kelly", responses=problems(413, 422), openapi_extra=operation_of(KellyRequest, _EXAMPLE))
async def plan_kelly(request: Request) -> KellyAnswer:
    """Return what to stake on up to six bets. Nothing is kept."""
    asked = await read_posted(request, KellyRequest)
    bankroll = asked.bankroll or 1.0
    bets = [_bet(each, asked.shrink, bankroll) for each in asked.bets]
    _refuse_impossible(asked, bets)
    caps = Caps(bet=asked.caps.bet, game=asked.caps.game, day=asked.caps.day)
    try:
        plan = await run_in_threadpool(plan_stakes, bets, exclusive=asked.exclusive, fraction=asked.fraction, caps=caps)
    except Refused as refused:
        raise _refusal(refused) from None
    return KellyAnswer(data=_plan(plan, asked.bankroll))


def _bet(bet: KellyBet, shrink: float, bankroll: float) -> Bet:
    return Bet(
        probability=toward_market(bet.probability, bet.market_probability, shrink),
        price=bet.price,
        push_probability=bet.push_probability,
        event_id=bet.event_id,
        limit=None if bet.limit is None else bet.limit / bankroll,
    )


def _refuse_impossible(asked: KellyRequest, bets: list[Bet]) -> None:
    for place, (sent, bet) in enumerate(zip(asked.bets, bets, strict=True)):
        name = f"bets.{place}.push_probability"
        likelier = max(sent.probability, sent.market_probability or 0.0)
        if likelier + sent.push_probability >= 1:
            raise bad_parameter(name, "With the probability of a win it leaves none for a loss.")
        if asked.exclusive and bet.push_probability:
            raise bad_parameter(name, "Exclusive outcomes do not push.")
    if asked.exclusive and sum(bet.probability for bet in bets) > 1 + _ROUNDING:
        raise bad_parameter("bets", "The probabilities of exclusive outcomes sum to more than 1.")


def _refusal(refused: Refused) -> Problem:
    return Problem(422, ProblemCode(refused.reason), "Refused", f"{refused.detail}.", parameter="bets")


def _plan(plan: Plan, bankroll: float | None) -> KellyPlan:
    stakes = [
        KellyStake(
            stake=published(each.share),
            amount=None if bankroll is None else published(each.share * bankroll, places=6),
            reason=each.reason,
        )
        for each in plan.stakes
    ]
    return KellyPlan(stakes=stakes, growth=published(plan.growth))
