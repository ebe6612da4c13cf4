"""The bounds of a port with doors."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorLimits:
    """The bounds of a port."""

    connections: int
    connections_of_address: int
    proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    """Their connections are many clients', so no bound by address holds for them."""
    request_s: float = 8.0
    """From the first byte to the last one of a request; with `linger_s` it stays below ten seconds."""
    stalled_s: float = 30.0
    """How long a client may leave an answer unread."""
    linger_s: float = 1.0
    """How long a refused client is still listened to, or a reset would take the answer from it."""
