"""The type of a mapper, and of a provider's table of mappers."""

from collections.abc import Callable, Iterator, Mapping

from a1_mappers.extracted import Extracted
from a1_mappers.memory import PieceMemory
from a1_schemas.raw import RawHeaders

Mapper = Callable[[bytes, RawHeaders, PieceMemory], Iterator[Extracted]]
"""`map_<feed>(body, headers, memory)`: pure but for the memory it is given; total: never raises on data."""

Feeds = Mapping[str, Mapper]
"""Mapper by feed: each provider's `feeds.py` has one."""
