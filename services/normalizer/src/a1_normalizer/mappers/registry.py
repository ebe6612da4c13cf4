"""Which mapper reads which feed. The table is the documentation; nothing registers itself."""

from collections.abc import Callable, Iterator

from a1_normalizer.memory import PieceMemory
from a1_normalizer.sightings import Sighting
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Provider

Mapper = Callable[[bytes, RawHeaders, PieceMemory], Iterator[Sighting]]
"""`map_<feed>(body, headers, memory)`: pure but for the memory it is given; total: never raises on data."""

MAPPERS: dict[tuple[Provider, str], Mapper] = {}
