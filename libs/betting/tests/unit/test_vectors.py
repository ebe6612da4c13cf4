"""Each number of vectors.toml, by the function that it names."""

import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from a1_betting.arbitrage import Arbitrage, Leg, find_arbitrage
from a1_betting.bets import Bet
from a1_betting.chances import fair_price_over
from a1_betting.clv import against_close, against_fair_close
from a1_betting.consensus import agree, opinion_of
from a1_betting.devig import Devigged, remove_margin
from a1_betting.estimate import Estimate
from a1_betting.families import Family, fitted, negative_binomial, normal, poisson, table
from a1_betting.hold import hold, overround
from a1_betting.independent_stakes import single_stake
from a1_betting.kelly import independent_growth, plan_stakes
from a1_betting.lines import on_ladder
from a1_betting.middles import price_middle
from a1_betting.payouts import break_even, entry_multiple
from a1_betting.refused import Refused
from a1_betting.settlement import LegResult, dead_heat_return, parlay_price
from a1_schemas.analytics_words import DevigMethod
from a1_schemas.payouts import CONTESTS, EntryType
from a1_schemas.prices import decimal_from_american

VECTORS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parents[1] / "vectors.toml").read_text())["vector"]
WITHIN = 1e-6


def devig(method: str, prices: list[str]) -> list[float]:
    return list(devigged(method, prices).probabilities)


def devig_and_parameter(method: str, prices: list[str]) -> list[float]:
    found = devigged(method, prices)
    assert found.parameter is not None
    return [*found.probabilities, found.parameter]


def devigged(method: str, prices: list[str]) -> Devigged:
    return remove_margin([Decimal(price) for price in prices], DevigMethod(method))


def of_inverses(method: str, inverses: list[str]) -> Devigged:
    exact = [1 / Fraction(inverse) for inverse in inverses]
    return remove_margin([Decimal(each.numerator) / Decimal(each.denominator) for each in exact], DevigMethod(method))


def devig_of_inverses(method: str, inverses: list[str]) -> list[float]:
    found = of_inverses(method, inverses)
    assert found.parameter is not None
    return [*found.probabilities, found.parameter]


def parameter_of_inverses(method: str, inverses: list[str]) -> list[float]:
    return [devig_of_inverses(method, inverses)[-1]]


def ends_of_inverses(method: str, inverses: list[str]) -> list[float]:
    found = of_inverses(method, inverses).probabilities
    return [found[0], found[-1]]


def devig_by_each_method(american: list[int]) -> list[float]:
    prices = [decimal_from_american(each) for each in american]
    return [each for method in DevigMethod for each in remove_margin(prices, method).probabilities]


def favourite_by_each_method(prices: list[str]) -> list[float]:
    return [devigged(method, prices).probabilities[0] for method in DevigMethod]


def american(odds: list[int]) -> list[float]:
    return [float(decimal_from_american(each)) for each in odds]


def bet_of(row: list[Any]) -> Bet:
    probability, price, *push = row
    return Bet(probability=probability, price=Decimal(price), push_probability=push[0] if push else 0.0)


def kelly(bets: list[list[Any]], *, exclusive: bool = False, fraction: float = 1.0) -> list[float]:
    plan = plan_stakes([bet_of(row) for row in bets], exclusive=exclusive, fraction=fraction)
    if all(stake.reason for stake in plan.stakes):
        assert plan.stakes[0].reason is not None
        raise Refused(plan.stakes[0].reason, "")
    return [stake.share for stake in plan.stakes]


def single(bet: list[Any]) -> list[float]:
    return [single_stake(bet_of(bet))]


def growth(bet: list[Any], stakes: list[float]) -> list[float]:
    return [independent_growth([bet_of(bet)], [stake]) for stake in stakes]


def growth_by_chance(chances: list[float], price: str, stake: float) -> list[float]:
    return [independent_growth([bet_of([chance, price])], [stake]) for chance in chances]


def found(prices: list[str], total: str, **each: list[str] | str) -> Arbitrage:
    step = Decimal(str(each.get("step", "0.01")))
    legs = [
        Leg(
            selection=f"outcome {place}",
            bookmaker=f"book {place}",
            price=Decimal(price),
            step=step,
            commission=Decimal(each["commissions"][place] if "commissions" in each else 0),
            limit=Decimal(each["limits"][place]) if "limits" in each else None,
            line=Decimal(each["lines"][place]) if "lines" in each else None,
        )
        for place, price in enumerate(prices)
    ]
    outcomes = [f"outcome {place}" for place in range(len(prices))]
    arbitrage = find_arbitrage(outcomes, legs, Decimal(total))
    assert arbitrage is not None
    return arbitrage


def arbitrage(**given: Any) -> list[float]:
    made = found(**given)
    return [*map(float, made.stakes), float(made.profit)]


def branches(**given: Any) -> list[float]:
    made = found(**given)
    return [*map(float, made.stakes), *map(float, made.branches)]


def same_side(american: list[int]) -> list[float]:
    legs = [
        Leg(selection="home", bookmaker=f"book {place}", price=decimal_from_american(each))
        for place, each in enumerate(american)
    ]
    assert find_arbitrage(["home", "away"], legs, Decimal(100)) is not None
    return []


def holds(prices: list[str]) -> list[float]:
    exact = [Decimal(price) for price in prices]
    return [float(overround(exact)), float(hold(exact))]


def consensus(books: list[list[float]]) -> list[float]:
    return [estimate.probability for estimate in agree([opinion_of(book) for book in books])]


def middle(both: float, price: str) -> list[float]:
    numbers = table({0: (1 - both) / 2, 2: both, 4: (1 - both) / 2})
    found = price_middle(numbers, Decimal("1.5"), Decimal(price), Decimal("2.5"), Decimal(price))
    return [2 * found.value]


FAMILIES: Mapping[str, Family] = {
    "poisson": poisson,
    "negative binomial": lambda mean: negative_binomial(mean, 8),
    "normal": lambda mean: normal(mean, 6.5),
}


def counted(family: str, line: str, share_over: float, to: list[str]) -> list[float]:
    distribution = fitted(FAMILIES[family], Decimal(line), share_over, 0, 100)
    return [distribution(Decimal(each)).over for each in to]


def whole(line: str, share_over: float, to: str) -> list[float]:
    chances = fitted(poisson, Decimal(line), share_over, 0, 100)(Decimal(to))
    return [chances.over, chances.at, chances.under]


def even_mean(line: str, mean: float) -> list[float]:
    return [poisson(mean)(Decimal(line)).over]


def fair_prices(line: str, share_over: float, to: list[str]) -> list[float]:
    distribution = fitted(poisson, Decimal(line), share_over, 0, 100)
    return [fair_price_over(distribution, Decimal(each)) for each in to]


def laddered(ladder: dict[str, float], line: str) -> list[float]:
    return [on_ladder({Decimal(rung): Estimate(chance) for rung, chance in ladder.items()}, Decimal(line)).probability]


def price_ratio(taken: int, close: int) -> list[float]:
    price, closed = decimal_from_american(taken), decimal_from_american(close)
    value = against_close(price, closed, (), DevigMethod.MULTIPLICATIVE)
    assert value.ev(price) is None
    return [float(value.price_ratio), 1 / float(price), 1 / float(closed)]


def closing(taken: int, close: list[int]) -> list[float]:
    price, side, other = map(decimal_from_american, (taken, *close))
    value = against_close(price, side, [other], DevigMethod.MULTIPLICATIVE)
    assert value.fair_probability is not None
    return [value.fair_probability, float(price) * value.fair_probability - 1]


def fair_closing(taken: str, close: str) -> list[float]:
    value = against_fair_close(Decimal(taken), Decimal(close)).ev(Decimal(taken))
    assert value is not None
    return [value]


def dead_heat(stake: str, price: str, tied: int) -> list[float]:
    return [float(dead_heat_return(Decimal(stake), Decimal(price), tied))]


PICKEM = CONTESTS[0]


def breaks_even(entry: str, picks: int) -> list[float]:
    return [break_even(PICKEM, EntryType(entry), picks)]


def entry_pays(entry: str, stake: int, results: list[str]) -> list[float]:
    return [float(stake * entry_multiple(PICKEM, EntryType(entry), [LegResult(each) for each in results]))]


def parlay(price: str, results: list[str]) -> list[float]:
    return [float(parlay_price([Decimal(price)] * len(results), [LegResult(each) for each in results]))]


FIGURES: Mapping[str, Callable[..., list[float]]] = {
    each.__name__: each
    for each in (
        *(devig, devig_and_parameter, devig_of_inverses, parameter_of_inverses, ends_of_inverses),
        *(devig_by_each_method, favourite_by_each_method, american, kelly, single, growth, growth_by_chance),
        *(arbitrage, branches, same_side, holds, consensus, middle, counted, whole, even_mean, fair_prices, laddered),
        *(price_ratio, closing, fair_closing, dead_heat, breaks_even, entry_pays, parlay),
    )
}


def name_of(vector: Mapping[str, Any]) -> str:
    return f"{vector['number']}: {vector['says']}"


@pytest.mark.parametrize("vector", VECTORS, ids=name_of)
def test_a_vector_holds(vector: Mapping[str, Any]) -> None:
    figure, given, gives = FIGURES[vector["figure"]], vector["given"], vector["gives"]
    if isinstance(gives, str):
        with pytest.raises(Refused) as refused:
            figure(**given)
        assert refused.value.reason == gives
    else:
        assert figure(**given) == pytest.approx(gives, rel=0, abs=vector.get("within", WITHIN))


def test_no_two_vectors_have_the_same_name() -> None:
    assert len({name_of(vector) for vector in VECTORS}) == len(VECTORS)
