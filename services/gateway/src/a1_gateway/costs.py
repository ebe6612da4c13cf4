"""What requests cost of a client's limit a minute."""

from collections.abc import Mapping
from types import MappingProxyType

from a1_gateway.serving import API

_USUAL = 1
_BY_PATH: Mapping[str, int] = MappingProxyType(
    {
        "/health": 0,
        "/health/detailed": 0,
        f"{API}/health": 0,
        f"{API}/kelly": 5,
        f"{API}/clv": 5,
    }
)
_BY_BEGINNING: Mapping[str, int] = MappingProxyType({f"{API}/history/": 5, f"{API}/movements/": 5})
"""Routes that ask the database, whose paths go on with an id or a name."""


def cost_of(path: str) -> int:
    """Return what a request of this path costs; 0 is free."""
    cost = _BY_PATH.get(path)
    if cost is None:
        cost = next((cost for beginning, cost in _BY_BEGINNING.items() if path.startswith(beginning)), _USUAL)
    return cost
