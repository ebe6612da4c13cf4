"""What is reported pays in every branch, and nothing that pays is missed: `EXAMPLES` (200,000), `SEED` (1)."""

import os
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.odds_proof.generated_markets import Market, kept, least_inverse_sum, markets

from a1_betting.arbitrage import Arbitrage, Leg, best_legs, find_arbitrage
from a1_betting.refused import Refused
from a1_schemas.analytics_words import RefusalReason
from a1_testkit.announcing import Announce
from a1_testkit.machine import scaled

EXAMPLES, SEED = int(os.environ.get("EXAMPLES") or 200_000), int(os.environ.get("SEED") or 1)
SHARES = 20
pytestmark = [pytest.mark.odds_proof, pytest.mark.timeout(scaled(600))]


@pytest.mark.parametrize("share", range(SHARES))
def test_what_is_reported_pays_and_what_pays_is_reported(share: int, announce: Announce) -> None:
    seen: Counter[str] = Counter()
    for market in markets(f"{SEED} {share}", EXAMPLES // SHARES):
        least = least_inverse_sum(market)
        try:
            found = find_arbitrage(market.outcomes, best_legs(market.outcomes, market.offers), market.total)
        except Refused as refused:
            seen[str(refused.reason)] += 1
            check_refusal(market, least, refused)
            continue
        if found is None:
            seen["none"] += 1
            assert least is None or least >= 1, market
        else:
            seen["arbitrage"] += 1
            check_branches(market, found)
            assert least is not None
            assert found.profit <= 1 / least - 1, "no stakes pay more in the worst branch than exact ones"
    assert seen["arbitrage"] > EXAMPLES // SHARES // 50, seen
    assert seen["none"] > EXAMPLES // SHARES // 50, seen
    announce(f"share {share}: {dict(seen)}")


def check_branches(market: Market, found: Arbitrage) -> None:
    """Settle each branch by itself, also those with a void leg."""
    stakes = [Fraction(stake) for stake in found.stakes]
    paid = sum(stakes)
    assert paid == found.total <= market.total + sum(leg.step for leg in found.legs)
    assert {leg.selection for leg in found.legs} == set(market.outcomes)
    assert len({leg.bookmaker for leg in found.legs}) > 1
    profits: list[Fraction] = []
    for place, (leg, stake) in enumerate(zip(found.legs, stakes, strict=True)):
        returned = kept(leg)
        assert returned is not None
        assert stake > 0
        assert stake % Fraction(leg.step) == 0
        assert leg.limit is None or stake <= leg.limit
        profits.append(stake * returned - paid)
        assert profits[-1] == found.branches[place] > 0
        for void, returned_stake in enumerate(stakes):
            alone = returned_stake + (0 if void == place else stake * returned) - paid
            assert found.void_branches[void][place] == alone
    assert found.profit == min(profits) / paid


def check_refusal(market: Market, least: Fraction | None, refused: Refused) -> None:
    """A refusal is one that brute force agrees with."""
    if refused.reason is RefusalReason.MARKET_INCOMPLETE:
        known = {leg.selection for leg in market.offers if leg.commission is not None}
        assert known != set(market.outcomes)
    elif refused.reason is RefusalReason.SAME_BOOK:
        assert least is None, "no two books cover the market"
    else:
        assert refused.reason is RefusalReason.ROUNDING_LOSES
        assert least is not None
        assert least < 1
        assert may_lose_by_rounding(market, least)


def may_lose_by_rounding(market: Market, least: Fraction) -> bool:
    """Whether steps are so coarse beside the profit that rounding each stake may lose it."""
    legs = best_legs(market.outcomes, market.offers)
    returns = [returned for leg in legs if (returned := kept(leg)) is not None]
    bounds = [Fraction(leg.limit) * returned * least for leg, returned in zip(legs, returns, strict=True) if leg.limit]
    whole = min([Fraction(market.total), *bounds])
    moved = sum(Fraction(leg.step) for leg in legs)
    worst = max(Fraction(leg.step) * returned for leg, returned in zip(legs, returns, strict=True))
    return whole * (1 / least - 1) <= moved + worst


def test_traps_are_refused_by_their_reason() -> None:
    refused: Counter[str] = Counter()
    for market in markets(f"{SEED} traps", 2_000):
        try:
            legs = best_legs(market.outcomes, market.offers)
            if find_arbitrage(market.outcomes, legs, market.total) is None:
                continue
        except Refused:
            continue
        for reason, trap in traps(legs):
            with pytest.raises(Refused) as raised:
                find_arbitrage(market.outcomes, trap, market.total)
            assert raised.value.reason == reason
            refused[reason] += 1
    assert len(refused) == 5
    assert min(refused.values()) > 50, refused


def traps(legs: tuple[Leg, ...]) -> list[tuple[RefusalReason, list[Leg]]]:
    """The same prices with one thing wrong."""
    first, *others = legs
    return [
        (RefusalReason.SAME_SIDE, [replace(first, selection=others[0].selection), *others]),
        (RefusalReason.LINE_MISMATCH, [replace(first, line=Decimal("6.0")), *others]),
        (RefusalReason.MARKET_INCOMPLETE, [first, *others[:-1]]),
        (RefusalReason.SAME_BOOK, [replace(leg, bookmaker="a") for leg in legs]),
        (RefusalReason.COMMISSION_UNKNOWN, [replace(first, commission=None), *others]),
    ]
