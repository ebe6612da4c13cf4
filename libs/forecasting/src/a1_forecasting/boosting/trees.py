"""Boosted trees as plain data: what JSON holds is what forecasts. Inference is comparisons and sums."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from a1_betting.devig import normalized
from a1_forecasting.outcomes import Probabilities

Features = Sequence[float]


@dataclass(frozen=True, slots=True)
class Split:
    """A question: below the threshold goes left."""

    feature: int
    threshold: float
    left: "Node"
    right: "Node"


Node = Split | float
"""A question, or the shift of a leaf."""


def shift(trees: Sequence[Node], features: Features) -> float:
    """Return the sum of the trees' leaves for these features."""
    total = 0.0
    for tree in trees:
        node = tree
        while isinstance(node, Split):
            node = node.left if features[node.feature] < node.threshold else node.right
        total += node
    return total


def tilt(probabilities: Probabilities, moved: float) -> Probabilities:
    """Return the probabilities moved towards the home side by a shift in logits between home and away."""
    up = math.exp(moved / 2)
    home, *between, away = probabilities
    return normalized([home * up, *between, away / up])


def to_document(node: Node) -> Any:
    """Return the tree as JSON values: a number, or [feature, threshold, left, right]."""
    if isinstance(node, Split):
        return [node.feature, node.threshold, to_document(node.left), to_document(node.right)]
    return node


def from_document(document: Any) -> Node:
    """Return the tree of these JSON values."""
    if isinstance(document, list):
        feature, threshold, left, right = document
        return Split(feature, threshold, from_document(left), from_document(right))
    return float(document)
