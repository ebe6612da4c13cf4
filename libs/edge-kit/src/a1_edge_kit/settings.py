"""The settings of the edge, which the gateway and the stream share."""

from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network

from pydantic import Field

from a1_edge_kit.buckets import MOST_PER_MINUTE
from a1_service_kit.settings import Group


class Auth(StrEnum):
    """Who may ask."""

    OPEN = "open"
    """Everyone; a credential that is sent must still be a good one."""
    REQUIRED = "required"
    """Those with a key or a token that has the route's scope."""


class EdgeSettings(Group):
    """Who may ask, how much, and which proxies are believed about the client's address."""

    auth: Auth = Auth.OPEN
    """`open` is refused in production."""
    limit_per_minute: int = Field(default=100, gt=0, le=MOST_PER_MINUTE)
    """What one address may ask in a minute, in costs of routes; most routes cost one, `/health` nothing."""
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    """Addresses or networks. Behind one, the right-most `X-Forwarded-For` that is not listed is the client."""
