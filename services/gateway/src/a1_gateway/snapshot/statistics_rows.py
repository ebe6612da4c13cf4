"""The rows of a game's statistics, merged or by provider.

They are asked for by game alone, so no list of them is kept.
"""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from a1_gateway.snapshot.answers import Meta
from a1_gateway.snapshot.box_score import box_score, differing, place_of, totals_of
from a1_gateway.snapshot.box_score_shapes import BoxScoreMeta, PlayerFigures, SideTotals
from a1_gateway.snapshot.builders import statistics_body, statistics_item
from a1_gateway.snapshot.items import Item, as_words, distinct, shared
from a1_gateway.snapshot.league import LeagueRecords
from a1_schemas import fast
from a1_schemas.vocabulary import Kind

_encode = msgspec.json.Encoder().encode


class BoxScoreRows(NamedTuple):
    """A game with its players."""

    event: fast.SportingEvent
    players: list[PlayerFigures]
    totals: list[SideTotals]
    differing: int

    def rows(self, records: LeagueRecords) -> Iterator[tuple[Item, bytes]]:
        """Yield the players in order."""
        for player in self.players:
            yield _item(records, self.event, player), _encode(player)

    @property
    def tagged(self) -> tuple[bytes]:
        """What the page's ETag covers beyond its rows."""
        return (_encode([self.totals, self.differing]),)

    def meta(self, meta: Meta) -> BoxScoreMeta:
        """Return the metadata of a page with those of the box score."""
        known = {name: getattr(meta, name) for name in Meta.__struct_fields__}
        return BoxScoreMeta(**known, totals=self.totals, differing=self.differing)


def box_score_rows(records: LeagueRecords, event_id: str, providers: frozenset[str]) -> BoxScoreRows:
    """Return a game's players as if only these providers reported; all without any. The game is in the view."""
    event = records.record(Kind.EVENTS, event_id)
    players = box_score(records, event_id, providers)
    return BoxScoreRows(event, players, totals_of(event, players), differing(players))


def rows_by_provider(records: LeagueRecords, event_id: str) -> Iterator[tuple[Item, bytes]]:
    """Yield each provider's statistics of a game, in order."""
    keys = records.keys_of_event(Kind.PLAYER_STATS, event_id)
    items = (statistics_item(records, key) for key in keys)
    for item in sorted((item for item in items if item is not None), key=lambda item: item.order):
        yield item, statistics_body(records, item.key)


def _item(records: LeagueRecords, event: fast.SportingEvent, player: PlayerFigures) -> Item:
    return Item(
        at=place_of(player),
        key=player.player.player_id,
        changed_at=player.changed_at,
        event_ids=shared((event.event_id, *event.aliases)),
        sources=distinct(report.provider for report in player.reports),
        stat_types=shared(tuple(player.stats)),
        teams=as_words(records.team_words(player.player.team) if player.player.team else ()),
        players=as_words((player.player.player_id, player.player.name.casefold())),
    )
