"""Hash B: in every order of the four providers the same values stand at the end, those of analytics too."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

from tests.replay.analysed import Analysed
from tests.replay.recorded import Recorded, published, raw_records

from a1_analysis.league_values import LeagueValues
from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_schemas.analytics_words import ViewKind
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind
from a1_testkit.recordings import find_recordings

Order = tuple[Provider, ...]
Values = dict[tuple[ViewKind, str], bytes]
"""The last value of each record that has not ended, from `observed_at` on: less version, causes and time of change.

Of analytics what lasts (`tests.replay.analysed`).
"""
_LEAGUES = {str(league): league for league in League}


class Ending(NamedTuple):
    """What an order of the providers ends in."""

    order: Order
    digest: str
    values: Values


ORDERS = tuple(permutations(Provider))


def endings(folder: Path, count: int) -> Iterator[Ending]:
    """That many orders of the recordings below this folder, each by itself, and evenly spread over all 24."""
    with ProcessPoolExecutor() as workers:
        yield from workers.map(partial(ending, folder), ORDERS[:: len(ORDERS) // count])


def ending(folder: Path, order: Order) -> Ending:
    """All recordings of the first provider, then all of the second, and so on; each as old as it is."""
    values: Values = {}
    for league, records in _by_league(folder).items():
        ordered = sorted(records, key=lambda record: order.index(record.headers.provider))
        values |= _last_values(league, ordered)
    digest = hashlib.sha256()
    for (kind, key), value in sorted(values.items()):
        digest.update(b"\0".join((kind.encode(), key.encode(), value, b"")))
    return Ending(order, digest.hexdigest(), values)


def differences(one: Values, other: Values) -> list[tuple[ViewKind, str]]:
    """The records that do not end alike."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@lru_cache(maxsize=1)
def _by_league(folder: Path) -> dict[str, list[Recorded]]:
    leagues: dict[str, list[Recorded]] = defaultdict(list)
    for record in published(find_recordings(folder)):
        leagues[record.headers.league].append(record)
    return leagues


def _last_values(league: str, records: Sequence[Recorded]) -> Values:
    state = LeagueState(league, spans=None)
    analysed = Analysed(LeagueValues(_LEAGUES[league])) if league in _LEAGUES else None
    for record in raw_records(records):
        resolution = normalize(record, state)
        state.apply(resolution)
        if analysed is not None:
            analysed.take(resolution.changes)
    values: Values = {(kind, key): record.rest for kind in Kind for key, record in state.living(kind)}
    return values if analysed is None else {**values, **analysed.lasting()}
