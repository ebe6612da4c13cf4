"""Targets: what one poll requests. Deduplication, freshness and removal by absence are per target."""

from typing import NamedTuple


class TargetParts(NamedTuple):
    """The first parts of every target. Empty if a text is no target."""

    provider: str
    feed: str
    league: str


def parts_of(target: str) -> TargetParts:
    """Return provider, feed and league of a target."""
    provider, feed, league, *_ = [*target.split("/"), "", "", ""]
    return TargetParts(provider, feed, league)


def target_of(provider: str, feed: str, league: str, *parameters: str) -> str:
    """Return `odds/event-odds/nba/3f2a…`: provider, feed, league and every parameter that changes the coverage."""
    return "/".join((provider, feed, league, *(part.replace("/", "%2F") for part in parameters)))
