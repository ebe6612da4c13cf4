"""How old an answer is, and whether it may be believed: a pure function of a page."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from pydantic import AwareDatetime, BaseModel, ConfigDict

from a1_schemas.providers import Provider
from a1_schemas.vocabulary import SourceReason, SourceState
from a1_stream.mcp.pages import PageMeta, PageSource

OF_GAMES = frozenset({"scoreboard", "schedule", "game-summary", "events", "scores"})
OF_ODDS = frozenset({"odds", "event-odds"})
OF_PROPS = frozenset({"projections", "event-odds"})
OF_INJURIES = frozenset({"injuries"})
OF_STATISTICS = frozenset({"summary", "game-summary"})
OF_NEWS = frozenset({"news"})
EVERY_FEED = frozenset(feed for provider in Provider for feed in provider.traits.feeds)
_NOT_ASKED = frozenset({SourceReason.DISABLED, SourceReason.NO_KEY})
"""Of sources that are not in use: nothing rests on them."""
_COMPLETE, _FRESH, _STALE = "complete", "fresh", "stale"


class AnswerFreshness(StrEnum):
    """Whether an answer may be believed now. Its rows say `fresh` or `stale` of themselves."""

    FRESH = "fresh"
    """Every row is proven by a source that is up."""
    PARTLY_STALE = "partly-stale"
    """Some rows are stale, as each says itself, or some sources of rows that do not say it."""
    STALE = "stale"
    """The sources are down, or the view is not up to date: this is what was known last."""
    UNKNOWN = "unknown"
    """No source has said yet whether it is up."""


class SourceAge(BaseModel):
    """A feed that the answer rests on."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    provider: str
    """The provider."""
    feed: str
    """Its feed."""
    state: str
    """`up`, `recovering`, `delayed` or `down`."""
    reason: str
    """Why it is in this state."""
    age_s: float | None
    """Seconds since it was last read; null if never."""


class Basis(BaseModel):
    """What rows rest on."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    freshness: AnswerFreshness
    """`fresh`: proven by sources that are up. `partly-stale`: some rows are stale, as each says itself, or some sources
    of rows that do not say it. `stale`: what was known last. `unknown`: no source has said yet whether it is up."""
    age_s: float | None
    """Seconds since the feed that was read longest ago was last read; null where that is not known."""
    view: str
    """`complete`; `rebuilding` or `disconnected`: what was there before an outage."""
    generated_at: AwareDatetime
    """When the rows were read."""
    sources: list[SourceAge]
    """The feeds that the rows rest on, without those that are not in use."""


def basis_of(meta: PageMeta, rows: Iterable[Any], feeds: Collection[str]) -> Basis:
    """Return what rows of these feeds rest on."""
    sources = [source_age(each, meta.generated_at) for each in meta.sources if each.feed in feeds and _is_used(each)]
    ages = [each.age_s for each in sources]
    known = [age for age in ages if age is not None]
    return Basis(
        freshness=_freshness(meta.view, sources, frozenset(_words(rows))),
        age_s=max(known) if known and len(known) == len(ages) else None,
        view=meta.view,
        generated_at=meta.generated_at,
        sources=sources,
    )


def source_age(source: PageSource, now: datetime) -> SourceAge:
    """Return a source with its age at this time."""
    at = source.last_success_at
    return SourceAge(
        provider=source.provider,
        feed=source.feed,
        state=source.state,
        reason=source.reason,
        age_s=None if at is None else round(max(0.0, (now - at).total_seconds()), 1),
    )


def _is_used(source: PageSource) -> bool:
    return source.reason not in _NOT_ASKED


def _freshness(view: str, sources: Sequence[SourceAge], words: frozenset[str]) -> AnswerFreshness:
    """Return the freshness of an answer. Rows that say nothing of themselves are as fresh as their sources."""
    if not sources:
        return AnswerFreshness.UNKNOWN
    said = words or frozenset(_STALE if source.state == SourceState.DOWN else _FRESH for source in sources)
    if view != _COMPLETE or said == frozenset({_STALE}):
        return AnswerFreshness.STALE
    return AnswerFreshness.PARTLY_STALE if _STALE in said else AnswerFreshness.FRESH


def _words(rows: Iterable[Any]) -> Iterator[str]:
    """Yield what rows and their parts say of their own freshness."""
    waiting = list(rows)
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            fields = cast("dict[str, Any]", part)
            if "freshness" in fields:
                yield str(fields["freshness"])
            waiting += fields.values()
        elif isinstance(part, list):
            waiting += cast("list[Any]", part)
