"""The ranges of addresses to which no webhook is sent, each with its name."""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from types import MappingProxyType

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

LOOPBACK = "loopback"
_OTHER = "not-global"

_RANGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "metadata": (
            *("169.254.169.254/32", "169.254.170.2/32", "169.254.170.23/32", "168.63.129.16/32"),
            *("100.100.100.200/32", "192.0.0.192/32", "fd00:ec2::254/128", "fd20:ce::254/128"),
        ),
        "unspecified": ("0.0.0.0/8", "::/128"),
        LOOPBACK: ("127.0.0.0/8", "::1/128"),
        "private": ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"),
        "carrier-grade-nat": ("100.64.0.0/10",),
        "link-local": ("169.254.0.0/16", "fe80::/10"),
        "site-local": ("fec0::/10",),
        "multicast": ("224.0.0.0/4", "ff00::/8"),
        "broadcast": ("255.255.255.255/32",),
        "reserved": ("240.0.0.0/4", "192.0.0.0/24", "2001::/23", "5f00::/16"),
        "documentation": ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"),
        "benchmarking": ("198.18.0.0/15", "2001:2::/48"),
        "discard": ("100::/64",),
        "ipv4-mapped": ("::ffff:0:0/96", "::ffff:0:0:0/96"),
        "ipv4-compatible": ("::/96",),
        "nat64": ("64:ff9b::/96", "64:ff9b:1::/48"),
        "6to4": ("2002::/16", "192.88.99.0/24"),
        "teredo": ("2001::/32",),
    }
)
"""Of several that hold an address the narrowest names it. Ranges that carry an IPv4 address are refused whole."""
_NETWORKS: tuple[tuple[Network, str], ...] = tuple(
    sorted(
        ((ip_network(text), name) for name, texts in _RANGES.items() for text in texts),
        key=lambda each: -each[0].prefixlen,
    )
)


_PUBLIC_IPV6 = ip_network("2000::/3")


def range_of(address: Address) -> str | None:
    """Return the name of the range that forbids an address, or None for one that may be sent to."""
    for network, name in _NETWORKS:
        if address.version == network.version and address in network:
            return name
    if isinstance(address, IPv6Address) and (address.scope_id is not None or address not in _PUBLIC_IPV6):
        return _OTHER
    return None if address.is_global else _OTHER


def read_address(text: str) -> Address | None:
    """Return the address that a text is in its usual form; None for any other text."""
    try:
        return ip_address(text)
    except ValueError:
        return None
