"""The open connections of a port, bounded in total and by client address.

At a bound, the connection that waits longest for its client makes room for the newcomer: one that never got an answer
before one that did. So idle connections, however many, never keep a client out.
"""

import ipaddress
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Protocol

from a1_service_kit.refusals import Refused

_PREFIX_OF_A_CLIENT = 64


class Connection(Protocol):
    """What is asked of a connection here."""

    def evict(self) -> None:
        """End the connection to make room."""
        ...


class Connections:
    """Admits connections. Those that wait for their client are kept in the order in which they began to wait."""

    def __init__(self, most: int, most_of_address: int) -> None:
        self._most = most
        self._most_of_address = most_of_address
        self._open: dict[Connection, str | None] = {}
        self._of_address: Counter[str] = Counter()
        self._unserved: dict[Connection, None] = {}
        self._served: dict[Connection, None] = {}

    def __len__(self) -> int:
        return len(self._open)

    def admit(self, connection: Connection, address: str | None) -> Refused | None:
        """Count a new connection, which waits for its first request. Evicts another at a bound.

        Connections without an address are bounded in total alone.

        Returns the reason of a refusal if no other one can be evicted; the newcomer is not counted then.
        """
        if address is not None and self._of_address[address] >= self._most_of_address:
            oldest = next((each for each in self._waiting() if self._open[each] == address), None)
            if oldest is None:
                return Refused.ADDRESS_FULL
            self._evict(oldest)
        if len(self._open) >= self._most:
            oldest = next(self._waiting(), None)
            if oldest is None:
                return Refused.FULL
            self._evict(oldest)
        self._open[connection] = address
        if address is not None:
            self._of_address[address] += 1
        self._unserved[connection] = None
        return None

    def begin_work(self, connection: Connection) -> None:
        """Note that a whole request has been read: the connection waits for us and stays."""
        self._unserved.pop(connection, None)
        self._served.pop(connection, None)

    def end_work(self, connection: Connection) -> None:
        """Note that every request was answered: the connection waits for its client."""
        self._unserved.pop(connection, None)
        if connection in self._open:
            self._served[connection] = None

    def leave(self, connection: Connection) -> None:
        """Forget a connection. Does nothing for one that is not counted."""
        if connection not in self._open:
            return
        address = self._open.pop(connection)
        self.begin_work(connection)
        if address is None:
            return
        self._of_address[address] -= 1
        if not self._of_address[address]:
            del self._of_address[address]

    def _waiting(self) -> Iterator[Connection]:
        return chain(self._unserved, self._served)

    def _evict(self, connection: Connection) -> None:
        self.leave(connection)
        connection.evict()


def client_of(host: str) -> str:
    """Return what counts as one client: an IPv4 address or the /64 of an IPv6 address; other text as it is."""
    address = address_of(host)
    if address is None:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(ipaddress.ip_network((address, _PREFIX_OF_A_CLIENT), strict=False))


def address_of(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address that a text is, without its zone, an IPv4 one where it is mapped; None for other text."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
    return address.ipv4_mapped or address if isinstance(address, ipaddress.IPv6Address) else address


def is_in(host: str, networks: Iterable[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> bool:
    """Return whether an address lies in one of these networks."""
    address = address_of(host)
    return address is not None and any(address in network for network in networks)
