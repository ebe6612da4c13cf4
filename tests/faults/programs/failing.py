"""The normalizer with a bug of ours: it raises for every body, or for one target in so many.

python failing.py mapper|resolver ONE_IN
"""

import sys
import zlib
from typing import Any, Never

from a1_mappers.registry import MAPPERS
from a1_normalizer.app import main
from a1_resolving import pipeline
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders

_HALF, _ONE_IN = sys.argv.pop(1), int(sys.argv.pop(1))
_FEEDS = ("odds", "event-odds")
_MAPPERS = {feed: MAPPERS[Provider.ODDS, feed] for feed in _FEEDS}
_resolve = pipeline.resolve  # pyright: ignore[reportPrivateImportUsage]


def _is_hit(target: str) -> bool:
    return zlib.crc32(target.encode()) % _ONE_IN == 0


def _raise() -> Never:
    raise TypeError("a bug of ours")


def _map(feed: str) -> Any:
    def mapper(body: bytes, headers: RawHeaders, *more: Any) -> Any:
        return _raise() if _is_hit(headers.target) else _MAPPERS[feed](body, headers, *more)

    return mapper


def _resolve_or_raise(body: Any) -> None:
    if _is_hit(body.headers.target):
        _raise()
    _resolve(body)


if _HALF == "mapper":
    MAPPERS.update({(Provider.ODDS, feed): _map(feed) for feed in _FEEDS})  # type: ignore[attr-defined]
else:
    pipeline.resolve = _resolve_or_raise  # pyright: ignore[reportPrivateImportUsage]
sys.exit(main())
