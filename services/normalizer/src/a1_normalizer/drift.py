"""Finds fields that no mapper reads and that were not reviewed: the first sign of a change in a provider's format.

Samples the first body of each target and every thousandth after it, because walking a body costs more than mapping it.
"""

import msgspec

from a1_mappers.fields.known import known_fields
from a1_mappers.fields.paths import paths_in
from a1_normalizer.metrics import Metrics
from a1_normalizer.source_labels import source_labels
from a1_resolving.raw_record import RawRecord
from a1_schemas.raw import RawHeaders
from a1_service_kit.logging import get_logger

_EVERY = 1_000
_ITEMS_OF_A_LIST = 20
_LARGEST = 2 * 1024 * 1024
"""A larger body has the fields of the smaller ones of its feed, and decoding it would hold the loop."""
_TARGETS = 20_000
_PATHS_LOGGED = 1_000


class Drift:
    """Counts unread fields by feed, and logs each path once."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._bodies: dict[bytes, int] = {}
        self._logged: set[tuple[str, str, str]] = set()
        self._logger = get_logger("a1.drift")

    def look(self, record: RawRecord, headers: RawHeaders | None) -> None:
        """Sample this record if its target is due."""
        if (
            headers is None
            or record.value is None
            or len(record.value) > _LARGEST
            or not self._is_due(record.key or b"")
        ):
            return
        try:
            paths = paths_in(msgspec.json.decode(record.value), _ITEMS_OF_A_LIST)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return  # the pipeline rejects it
        unread = known_fields(headers.provider, headers.feed).sort(paths).unknown
        provider, feed, _ = source_labels(record)
        self._metrics.unread_fields.labels(provider, feed).inc(len(unread))
        for path in sorted(unread):
            self._log_once(headers.provider, headers.feed, path)

    def _is_due(self, target: bytes) -> bool:
        if len(self._bodies) >= _TARGETS:
            self._bodies.clear()
        count = self._bodies[target] = self._bodies.get(target, -1) + 1
        return count % _EVERY == 0

    def _log_once(self, provider: str, feed: str, path: str) -> None:
        found = (provider, feed, path)
        if found not in self._logged and len(self._logged) < _PATHS_LOGGED:
            self._logged.add(found)
            self._logger.info("field.unread", provider=provider, feed=feed, path=path[:200])
