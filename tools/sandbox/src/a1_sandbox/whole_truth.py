"""All that the sandbox knows of its world at a tick."""

from typing import Any

from a1_sandbox.truth import truth
from a1_sandbox.truth_of_bets import truth_of_bets
from a1_sandbox.world.world import World


def whole_truth(world: World) -> dict[str, Any]:
    """The games as they stand, and the bets on them."""
    return truth(world) | truth_of_bets(world)
