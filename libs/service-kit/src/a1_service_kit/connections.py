"""The open connections of a port, bounded in total and by client address.

At a bound, the connection that waits longest for its client makes room for the newcomer: one that never got an answer
before one that did. So idle connections, however many, never keep a client out.
"""

import ipaddress
from collections import Counter
from collections.abc import Iterator
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
        self._open: dict[Connection, str] = {}
        self._of_address: Counter[str] = Counter()
        self._unserved: dict[Connection, None] = {}
        self._served: dict[Connection, None] = {}

    def __len__(self) -> int:
        return len(self._open)

    def admit(self, connection: Connection, address: str) -> Refused | None:
        """Count a new connection, which waits for its first request. Evicts another at a bound.

        Returns the reason of a refusal if no other one can be evicted; the newcomer is not counted then.
        """
        if self._of_address[address] >= self._most_of_address:
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
        address = self._open.pop(connection, None)
        if address is None:
            return
        self.begin_work(connection)
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
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return host
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, _PREFIX_OF_A_CLIENT), strict=False))
