"""Links: https, without a user or a port. Those to bookmakers and articles lead only to hosts that are the owner's.

A link comes from a provider and is shown to people, so a host in no row is left out, and reported once an owner.
"""

import re
from collections.abc import Iterator

from a1_mappers.extracted import Reject
from a1_schemas.bookmakers import LINK_HOSTS
from a1_schemas.vocabulary import RejectReason

_LONGEST = 2_000
_LINK = re.compile(r"https://([a-z0-9.-]+)(?:[/?#][\x21-\x7e]*)?", re.IGNORECASE)


def image_link(link: object) -> str | None:
    """Return a link to an image: https, without a user or a port, of at most 2,000 characters. None for any other."""
    if not isinstance(link, str) or len(link) > _LONGEST or _LINK.fullmatch(link) is None:
        return None
    return link


class Links:
    """The links of one bookmaker in one body, or those of an article. Without hosts, the bookmaker's are allowed."""

    def __init__(self, owner: str, hosts: tuple[str, ...] | None = None) -> None:
        self._owner = owner
        self._hosts = LINK_HOSTS.get(owner, ()) if hosts is None else hosts
        self._unknown: dict[str, None] = {}

    def checked(self, link: str | None) -> str | None:
        """Return the link, or None where it is none or leads elsewhere."""
        if link is None:
            return None
        found = _LINK.fullmatch(link) if len(link) <= _LONGEST else None
        host = "" if found is None else found[1].casefold()
        if any(host == name or host.endswith(f".{name}") for name in self._hosts):
            return link
        self._unknown.setdefault(host[:100] or "no link")
        return None

    def rejects(self, path: str) -> Iterator[Reject]:
        """Yield a reject for each host that was left out."""
        for host in self._unknown:
            yield Reject(RejectReason.UNKNOWN_LINK_HOST, path, f"{self._owner}: {host}")
