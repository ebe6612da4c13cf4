"""What identity is worth on the corpus: counts and ratios are gates, speeds are printed."""

import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from benchmarks.identity.slates import (
    Slate,
    decisions_that_differ,
    known_each_second,
    orders_that_differ,
    slate_of,
    splits_that_differ,
)

from a1_evaluation.scoring import LabelledPair, read_pairs, score
from a1_identity.team_registry import TeamRegistry, registry_of
from a1_identity.teams import recognise_in
from a1_mappers.extracted import Side
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_testkit.announcing import Announce

pytestmark = [pytest.mark.identity, pytest.mark.timeout(600)]

CORPUS = Path(__file__).parents[2] / "benchmarks" / "identity" / "corpus.jsonl"
BIG = frozenset({League.NBA, League.WNBA, League.NFL, League.MLB, League.NHL})
RECALL_OF_BIG, RECALL_OF_OTHERS, REVIEWED = 0.99, 0.97, 0.02
COLD_SAMPLE = 600


@pytest.fixture(scope="module")
def pairs() -> list[LabelledPair]:
    with CORPUS.open("rb") as lines:
        return read_pairs(lines)


@pytest.fixture(scope="module")
def slates(pairs: list[LabelledPair]) -> dict[League, Slate]:
    return {league: slate_of(league, pairs) for league in League}


def without_aliases() -> Callable[[League], TeamRegistry]:
    return cache(lambda league: registry_of(league).without_aliases())


@pytest.mark.parametrize("registries", [lambda: registry_of, without_aliases], ids=["with aliases", "aliases emptied"])
def test_no_two_games_are_taken_for_one_and_almost_every_one_is_recognised(
    registries: Callable[[], Callable[[League], TeamRegistry]],
    pairs: list[LabelledPair],
    request: pytest.FixtureRequest,
    announce: Announce,
) -> None:
    found: dict[str, Any] = score(pairs, registries())
    announce(
        f"{request.node.callspec.id}: {found['pairs']} pairs, false merges {found['false_merges']}, "
        f"recall {found['recall']:.4f}, review rate {found['review_rate']:.4f}"
    )
    recalls: dict[str, float] = {}
    for league, figures in found["by_league"].items():
        announce(f"  {league:6} {figures['pairs']:5} pairs  recall {figures['recall']:.4f}")
        recalls[league] = figures["recall"]
    wanted = {league: RECALL_OF_BIG if league in BIG else RECALL_OF_OTHERS for league in recalls}
    assert found["false_merges"] == 0
    assert found["review_rate"] <= REVIEWED
    assert {league: recall for league, recall in recalls.items() if recall < wanted[League(league)]} == {}


def test_every_order_of_the_providers_ends_in_the_same_values(slates: dict[League, Slate], announce: Announce) -> None:
    listings = sum(len(contests) for slate in slates.values() for contests in slate.values())
    differ = orders_that_differ(slates)
    announce(f"24 orders of the providers on {listings} listings in {len(slates)} leagues: {differ} end otherwise")
    assert listings > 1000
    assert differ == 0


def test_games_that_are_joined_and_parted_have_their_earlier_bytes(
    slates: dict[League, Slate], announce: Announce
) -> None:
    merged, differ = splits_that_differ(slates)
    announce(f"merge, then split: {merged} games, {differ} without their earlier bytes")
    assert merged > 1000
    assert differ == 0


def test_listings_that_are_split_pinned_elsewhere_and_unpinned_leave_the_earlier_bytes(
    slates: dict[League, Slate], announce: Announce
) -> None:
    decided, differ = decisions_that_differ(slates)
    announce(f"split, pinned elsewhere, unpinned: {decided} listings, {differ} leagues without their earlier bytes")
    assert decided > 100
    assert differ == 0


def test_registered_and_known_names_are_found_faster_than_unknown_ones(
    pairs: list[LabelledPair], slates: dict[League, Slate], announce: Announce
) -> None:
    """The speeds themselves belong to one machine."""
    known = known_each_second(League.NBA, slates[League.NBA])
    sides = [(League(pair.b.league), name) for pair in pairs for name in (pair.b.home, pair.b.away) if name]
    for league, name in sides:  # the first time a spelling is met it is put into the registry's memory
        _recognised(registry_of(league), name)
    registered = _each_second(lambda: [_recognised(registry_of(league), name) for league, name in sides], len(sides))
    sample = sides[:: max(1, len(sides) // COLD_SAMPLE)]
    registries = {league: registry_of(league).without_aliases() for league in League}
    cold = _each_second(lambda: [_recognised(registries[league], f"{name} x") for league, name in sample], len(sample))
    announce(f"known listings found each second of CPU: {known:,.0f}")
    announce(f"sides recognised each second of CPU: {registered:,.0f} registered spellings, {cold:,.0f} cold")
    assert registered > 10 * cold
    assert known > 10 * cold


def _recognised(registry: TeamRegistry, name: str) -> object:
    return recognise_in(registry, Side(name=name), Provider.ODDS)


def _each_second(work: Callable[[], object], count: int) -> float:
    started = time.process_time()
    work()
    return count / (time.process_time() - started)
