"""Scores identity on the corpus, prints the figures, and exits with 1 when one is missed."""

import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from a1_evaluation.scoring import LabelledPair, read_pairs, score
from a1_identity.team_registry import TeamRegistry, registry_of
from a1_identity.teams import recognise_in
from a1_mappers.extracted import Side
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from benchmarks.identity.slates import (
    Slate,
    decisions_that_differ,
    known_each_second,
    orders_that_differ,
    slate_of,
    splits_that_differ,
)

CORPUS = Path(__file__).with_name("corpus.jsonl")
BIG = frozenset({League.NBA, League.WNBA, League.NFL, League.MLB, League.NHL})
RECALL_OF_BIG, RECALL_OF_OTHERS, REVIEWED = 0.99, 0.97, 0.02
COLD_EACH_SECOND, KNOWN_EACH_SECOND = 500, 20_000


def main() -> int:
    with CORPUS.open("rb") as lines:
        pairs = read_pairs(lines)
    missed = [
        *_judge("with aliases", score(pairs)),
        *_judge("aliases emptied", score(pairs, cache(lambda league: registry_of(league).without_aliases()))),
        *_slates({league: slate_of(league, pairs) for league in League}),
        *_speed(pairs),
    ]
    for figure in missed:
        print(f"missed: {figure}")
    return 1 if missed else 0


def _judge(what: str, found: dict[str, Any]) -> list[str]:
    print(
        f"{what}: {found['pairs']} pairs, false merges {found['false_merges']}, recall {found['recall']:.4f}, "
        f"review rate {found['review_rate']:.4f}"
    )
    missed = [f"{what}: false merges"] if found["false_merges"] else []
    missed += [f"{what}: review rate"] if found["review_rate"] > REVIEWED else []
    for league, figures in found["by_league"].items():
        print(f"  {league:6} {figures['pairs']:5} pairs  recall {figures['recall']:.4f}")
        wanted = RECALL_OF_BIG if league in BIG else RECALL_OF_OTHERS
        missed += [f"{what}: recall of {league} below {wanted}"] if figures["recall"] < wanted else []
    return missed


def _slates(slates: dict[League, Slate]) -> list[str]:
    """The same listings through the resolver: in every order, and joined and parted again."""
    listings = sum(len(contests) for slate in slates.values() for contests in slate.values())
    orders = orders_that_differ(slates)
    print(f"24 orders of the providers on {listings} listings in {len(slates)} leagues: {orders} end otherwise")
    merged, differ = splits_that_differ(slates)
    print(f"merge, then split: {merged} games, {differ} without their earlier bytes")
    decided, leagues = decisions_that_differ(slates)
    print(f"split, pinned elsewhere, unpinned: {decided} listings, {leagues} leagues without their earlier bytes")
    known = known_each_second(League.NBA, slates[League.NBA])
    print(f"known listings found each second of CPU: {known:,.0f}")
    missed = ["one result for all orders"] if orders else []
    missed += ["earlier bytes after a split"] if differ or not merged else []
    missed += ["earlier bytes after decisions"] if leagues or not decided else []
    return missed + ([] if known >= KNOWN_EACH_SECOND else ["known listings each second"])


def _speed(pairs: list[LabelledPair]) -> list[str]:
    """Sides recognised each second of CPU: registered spellings, and spellings never seen before."""
    sides = [(League(pair.b.league), name) for pair in pairs for name in (pair.b.home, pair.b.away) if name]
    warm = _each_second(lambda: [_recognised(registry_of(league), name) for league, name in sides], len(sides))
    sample = sides[:: max(1, len(sides) // 600)]
    registries = {league: registry_of(league).without_aliases() for league in League}
    cold = _each_second(lambda: [_recognised(registries[league], f"{name} x") for league, name in sample], len(sample))
    print(f"sides recognised each second of CPU: {warm:,.0f} registered spellings, {cold:,.0f} cold")
    missed = [] if warm >= KNOWN_EACH_SECOND else ["registered spellings each second"]
    return missed + ([] if cold >= COLD_EACH_SECOND else ["cold resolutions each second"])


def _recognised(registry: TeamRegistry, name: str) -> str | None:
    return recognise_in(registry, Side(name=name), Provider.ODDS).team_id


def _each_second(work: Callable[[], object], count: int) -> float:
    started = time.process_time()
    work()
    return count / (time.process_time() - started)


if __name__ == "__main__":
    sys.exit(main())
