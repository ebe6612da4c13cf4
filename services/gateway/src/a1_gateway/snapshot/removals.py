"""The records of a list that were removed of late."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import nsmallest
from operator import attrgetter
from types import MappingProxyType

from a1_gateway.snapshot.fields import event_of_key
from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.removal_shapes import Removals, RemovedRecord
from a1_schemas.keys import unpack
from a1_schemas.removal_notice import read_notice
from a1_schemas.vocabulary import Kind

AT_MOST = 500
_KINDS = MappingProxyType(
    {
        Resource.GAMES: Kind.EVENTS,
        Resource.ODDS: Kind.ODDS,
        Resource.PROPS: Kind.PROPS,
        Resource.STATS: Kind.PLAYER_STATS,
        Resource.NEWS: Kind.NEWS,
        Resource.INJURIES: Kind.INJURIES,
    }
)
"""The kind of record behind each list."""
_OF_NO_GAME = frozenset((Kind.NEWS, Kind.INJURIES))


def removals_of(resource: Resource, views: Iterable[LeagueView], since: datetime, games: frozenset[str]) -> Removals:
    """Return what ended at or after a time, of these games or of all, the first 500."""
    kind = _KINDS[resource]
    found = (
        removed
        for view in views
        for removed in _removed(kind, view)
        if removed.changed_at >= since and (not games or removed.event_id in games)
    )
    first = nsmallest(AT_MOST + 1, found, key=attrgetter("changed_at", "key"))
    return Removals(first[:AT_MOST], len(first) > AT_MOST)


def _removed(kind: Kind, view: LeagueView) -> Iterator[RemovedRecord]:
    for key, value in view.records.removed(kind):
        version, document = unpack(value)
        notice = read_notice(document)
        event_id = None if kind in _OF_NO_GAME else event_of_key(key)
        yield RemovedRecord(kind, key, event_id, notice.removed, version, notice.changed_at)
