"""Which mapper reads which feed. The table is the documentation; nothing registers itself."""

from collections.abc import Callable, Iterator

from a1_normalizer.mappers.odds.catalogue import map_sports
from a1_normalizer.mappers.odds.contests import map_error as map_odds_error
from a1_normalizer.mappers.odds.contests import map_events, map_scores
from a1_normalizer.mappers.odds.offers import (
    map_event_odds,
    map_historical_event_odds,
    map_historical_odds,
    map_odds,
)
from a1_normalizer.memory import PieceMemory
from a1_normalizer.sightings import Sighting
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Provider

Mapper = Callable[[bytes, RawHeaders, PieceMemory], Iterator[Sighting]]
"""`map_<feed>(body, headers, memory)`: pure but for the memory it is given; total: never raises on data."""

MAPPERS: dict[tuple[Provider, str], Mapper] = {
    (Provider.ODDS, "sports"): map_sports,
    (Provider.ODDS, "events"): map_events,
    (Provider.ODDS, "scores"): map_scores,
    (Provider.ODDS, "odds"): map_odds,
    (Provider.ODDS, "event-odds"): map_event_odds,
    (Provider.ODDS, "historical-odds"): map_historical_odds,
    (Provider.ODDS, "historical-event-odds"): map_historical_event_odds,
    (Provider.ODDS, "error"): map_odds_error,
}
