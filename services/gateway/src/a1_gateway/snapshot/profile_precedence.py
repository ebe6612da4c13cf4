"""Whose word counts first where several feeds describe one team or one player."""

from collections.abc import Callable, Iterable
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Protocol, TypeVar

import msgspec

from a1_gateway.snapshot.annotations import Moment, one_of
from a1_gateway.snapshot.answers import FreshOrStale
from a1_gateway.snapshot.freshness import Freshness
from a1_schemas.providers import Provider

_FEEDS = (
    (Provider.ESPN, "teams"),
    (Provider.ESPN, "standings"),
    (Provider.ESPN, "roster"),
    (Provider.SPORTRADAR, "standings"),
    (Provider.SPORTRADAR, "team-profile"),
    (Provider.SPORTRADAR, "hierarchy"),
)
"""ESPN first: it describes all leagues, with images, and is asked more often."""
_RANKS = MappingProxyType({(str(provider), feed): rank for rank, (provider, feed) in enumerate(_FEEDS)})


class Profile(Protocol):
    """What one feed says of a team or a player."""

    @property
    def provider(self) -> str: ...
    @property
    def feed(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def changed_at(self) -> datetime: ...


P = TypeVar("P", bound=Profile)
V = TypeVar("V")


class ProfileSource(msgspec.Struct, frozen=True, kw_only=True):
    """A feed that describes the team or the player."""

    provider: Annotated[str, one_of(Provider)]
    feed: str
    changed_at: Moment
    freshness: FreshOrStale


def by_precedence(profiles: Iterable[P], freshness: Freshness) -> list[P]:
    """Return the profiles, those first whose word counts first: fresh ones, then by feed, then the newest."""

    def place(profile: P) -> tuple[bool, int, float, str]:
        rank = _RANKS.get((profile.provider, profile.feed), len(_RANKS))
        is_stale = not freshness.is_fresh(profile.target)
        return is_stale, rank, -profile.changed_at.timestamp(), profile.target

    return sorted(profiles, key=place)


def first(profiles: Iterable[P], fact: Callable[[P], V | None]) -> V | None:
    """Return a fact of the first profile that has it, or None."""
    return next((found for profile in profiles if (found := fact(profile)) is not None), None)


def sources_of(profiles: Iterable[Profile], freshness: Freshness) -> list[ProfileSource]:
    """Return the feeds of these profiles, in their order."""
    return [
        ProfileSource(
            provider=profile.provider,
            feed=profile.feed,
            changed_at=profile.changed_at,
            freshness="fresh" if freshness.is_fresh(profile.target) else "stale",
        )
        for profile in profiles
    ]
