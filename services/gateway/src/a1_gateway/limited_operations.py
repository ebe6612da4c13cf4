"""What OpenAPI says of limits: for each operation that costs something, the refusal above the limit."""

from typing import Any

from a1_gateway.costs import cost_of
from a1_gateway.operations import problems


def limit(path: str, operation: dict[str, Any]) -> None:
    """Add the refusal of an operation above the limit. One that is free has none."""
    cost = cost_of(path)
    if not cost:
        return
    refusal = problems(429)[429]
    described = refusal | {"description": f"Above the limit a minute, of which a request takes {cost}."}
    operation["responses"] = dict(sorted({"429": described, **operation["responses"]}.items()))
