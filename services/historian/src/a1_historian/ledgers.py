"""The tables of changes and newest quotes, for odds and for props: the same columns around what a series is of."""

from typing import NamedTuple

from a1_historian.changes import Known
from a1_historian.offers import Offer


class Ledger(NamedTuple):
    """A table of changes, partitioned by month, and the table of its newest quotes."""

    changes: str
    quotes: str
    parts: tuple[str, ...]
    """The columns that say what a series is of."""
    key_parts: int
    """How many parts of a series are its record's key."""

    def key_of(self, series: str) -> str:
        """Return the key, without the event, of the record that has this series."""
        return "|".join(series.split("|", self.key_parts)[: self.key_parts])

    @property
    def source_columns(self) -> tuple[str, ...]:
        return ("event_id", "series", "league", "provider", "feed", "target", "bookmaker", *self.parts, "rung")

    @property
    def change_columns(self) -> tuple[str, ...]:
        return (*_PLACE_IN_LOG, *self.source_columns, "version", "observed_at", *_VALUES, "source_state")

    @property
    def quote_columns(self) -> tuple[str, ...]:
        return (*self.source_columns, "version", "changed_at", "observed_at", *_VALUES, *_MOVEMENT)


_PLACE_IN_LOG = ("changed_at", "log_partition", "log_offset", "ordinal")
_VALUES = ("line", "price", "american", "multiplier", "suspended", "phase", "withdrawn")
_MOVEMENT = ("open_line", "open_price", "open_observed_at", "open_changed_at", "high", "low", "changes")

PRICES = Ledger("price_changes", "quotes", ("market", "period", "scope", "selection"), 3)
PROPS = Ledger("prop_changes", "prop_quotes", ("player_id", "player", "stat_type", "period", "line_type", "side"), 6)


class PlaceInLog(NamedTuple):
    """Which record a change is of, and its number among that record's changes."""

    partition: int
    offset: int
    ordinal: int


def change_row(offer: Offer, series: str, known: Known, place: PlaceInLog, source_state: str) -> tuple[object, ...]:
    """Return the row of `change_columns`."""
    return (
        known.changed_at,
        *place,
        *_source(offer, series, known),
        known.version,
        known.quote.observed_at,
        *_values(known),
        source_state,
    )


def quote_row(offer: Offer, series: str, known: Known) -> tuple[object, ...]:
    """Return the row of `quote_columns`."""
    return (
        *_source(offer, series, known),
        known.version,
        known.changed_at,
        known.quote.observed_at,
        *_values(known),
        *known.opening,
        known.high,
        known.low,
        known.changes,
    )


def _source(offer: Offer, series: str, known: Known) -> tuple[object, ...]:
    source = (offer.event_id, series, offer.league, offer.provider, offer.feed, offer.target, offer.bookmaker)
    return (*source, *known.place.parts, known.place.rung)


def _values(known: Known) -> tuple[object, ...]:
    return (*known.quote[:6], known.withdrawn)
