"""The address of a client: of its connection, or behind a listed proxy the one that the proxy saw.

A proxy appends the address of its peer to `X-Forwarded-For`. So the right-most one that is not a listed proxy's was
written by a proxy that is believed; those further left may be the client's own invention.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import NamedTuple

from a1_service_kit.connections import address_of, client_of

_MOST_REMEMBERED = 4_096
_LONGEST_REMEMBERED = 128
"""Bytes of `X-Forwarded-For`; longer ones are read each time, so that what is remembered stays small."""
_LOCAL = "local"
"""The client of a connection without an address: a Unix socket's."""


class ClientAddress(NamedTuple):
    """Who asks, as far as an address says it."""

    client: str
    """An IPv4 address or the /64 of an IPv6 address: all that counts as one client."""
    is_direct_loopback: bool
    """Whether it is this machine, and no proxy stands between."""


class ClientAddresses:
    """Finds the address of a client behind these proxies. The last ones are remembered."""

    def __init__(self, proxies: Sequence[IPv4Network | IPv6Network]) -> None:
        self._proxies = tuple(proxies)
        self._remembered = lru_cache(_MOST_REMEMBERED)(self._find)

    def of(self, peer: str | None, headers: Iterable[tuple[bytes, bytes]]) -> ClientAddress:
        """Return the client of a connection from `peer` by the headers of its request, whose names are lower case."""
        forwarded = b",".join(value for name, value in headers if name == b"x-forwarded-for") if self._proxies else b""
        find = self._remembered if len(forwarded) <= _LONGEST_REMEMBERED else self._find
        return find(peer or _LOCAL, forwarded)

    def _find(self, peer: str, forwarded: bytes) -> ClientAddress:
        nearest = address_of(peer)
        if nearest is None:
            return ClientAddress(client_of(peer), is_direct_loopback=False)
        seen = nearest
        rest = forwarded.decode("latin-1")
        is_forwarded = bool(rest) and self._lists(nearest)
        while rest and self._lists(seen):
            rest, _, last = rest.rpartition(",")
            before = _entry(last)
            if before is None:  # what a believed proxy could not name is counted as that proxy
                break
            seen = before
        return ClientAddress(client_of(str(seen)), is_direct_loopback=nearest.is_loopback and not is_forwarded)

    def _lists(self, address: IPv4Address | IPv6Address) -> bool:
        return any(address in network for network in self._proxies)


def _entry(text: str) -> IPv4Address | IPv6Address | None:
    """Return the address in an entry, which may have a port, brackets or a zone; None if it has none."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    return address_of(text)
