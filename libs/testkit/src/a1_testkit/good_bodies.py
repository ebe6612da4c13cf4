"""One good body for each mapped feed, in the provider's shape and written by us: `good_bodies.json` beside its tests.

An entry has `body` (JSON), `lines` (JSON a line) or `text`; the league, sport and URL of the request where they matter;
`after`, the feed whose good body is read first where this one alone names no game; `is_remembered` where pieces are
passed over while their bytes stay the same; `is_served` false where nothing is extracted from the feed. Laws are tested
on good bodies; hostile bodies and the catalogue of bad inputs are made of them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders

Feed = tuple[Provider, str]

_FOLDER = Path(__file__).parents[3] / "mappers" / "tests" / "unit"
_FETCHED_AT = datetime(2026, 11, 25, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodBody:
    """A body that its mapper reads whole, as the provider would send it."""

    feed: Feed
    body: Any = None
    lines: tuple[Any, ...] = ()
    text: str | None = None
    league: str = "nba"
    sport: str = "basketball"
    url: str = "https://provider.example/path?oddsFormat=decimal"
    after: str | None = None
    is_remembered: bool = False
    is_served: bool = True

    @property
    def raw(self) -> bytes:
        """The bytes of the answer."""
        if self.text is not None:
            return self.text.encode()
        return b"\n".join(json.dumps(document).encode() for document in self.documents)

    @property
    def documents(self) -> tuple[Any, ...]:
        """The JSON documents of the answer: one, one a line, or none."""
        return self.lines if self.text is not None or self.lines else (self.body,)

    @property
    def headers(self) -> RawHeaders:
        """What the ingester says of the answer."""
        provider, feed = self.feed
        return RawHeaders(
            provider=provider,
            feed=feed,
            league=self.league,
            sport=self.sport,
            target=f"{provider}/{feed}/{self.league}",
            url=self.url,
            fetched_at=_FETCHED_AT,
            http_status=200,
            content_type="application/json",
            content_hash="",
            request_id="",
        )


@cache
def good_bodies() -> dict[Feed, GoodBody]:
    """Every good body by its feed."""
    return {good.feed: good for provider in Provider for good in _of(provider)}


def bad_inputs() -> list[dict[str, Any]]:
    """The cases of every provider's `bad_inputs.jsonl`."""
    files = (_FOLDER / provider.package / "bad_inputs.jsonl" for provider in Provider)
    return [
        json.loads(line) for file in files if file.exists() for line in file.read_text(encoding="utf-8").splitlines()
    ]


def _of(provider: Provider) -> Iterator[GoodBody]:
    file = _FOLDER / provider.package / "good_bodies.json"
    if not file.exists():
        return
    for feed, entry in json.loads(file.read_text(encoding="utf-8")).items():
        lines = tuple(entry.pop("lines", ()))
        yield GoodBody(feed=(provider, feed), lines=lines, **entry)
