"""Plans: what a key or a token may use, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The numbers of one plan."""

    name: str
    requests_per_minute: int
    """In costs of routes."""
    streams: int
    """Subscriptions at a time."""
    filters: int
    """Values that the filters of one subscription have together."""
    webhooks: int
    """Subscriptions of webhooks."""


PLANS: Mapping[str, Plan] = MappingProxyType(
    {
        plan.name: plan
        for plan in (
            Plan(name="free", requests_per_minute=100, streams=2, filters=10, webhooks=1),
            Plan(name="standard", requests_per_minute=1_000, streams=20, filters=50, webhooks=10),
            Plan(name="professional", requests_per_minute=10_000, streams=200, filters=200, webhooks=100),
        )
    }
)
FREE = PLANS["free"]
"""Of those without a credential, and of a plan that this release does not know."""
STANDARD = PLANS["standard"]
"""Of a key that is created without another."""


def plan_of(name: str) -> Plan:
    """Return the plan of this name, or the smallest if there is none."""
    return PLANS.get(name, FREE)
