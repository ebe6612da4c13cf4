"""Whose report counts first where several providers report the same."""

from a1_schemas.providers import Provider

_RANKS = {str(provider): provider.traits.event_precedence for provider in Provider}
_LAST = len(_RANKS)
"""The rank of a provider that is newer than this process."""

Trust = tuple[bool, int, str]


def trust_of(provider: str, feed: str, *, is_fresh: bool) -> Trust:
    """Return the place of a report, the first the lowest: fresh before stale, then by precedence of the provider."""
    return (not is_fresh, _RANKS.get(provider, _LAST), feed)
