"""Predictions as they were published, and the fair prices beside them."""

from collections.abc import Callable
from dataclasses import dataclass

from a1_analysis.outputs import Entry, Published
from a1_schemas import fast_analytics as wire
from a1_schemas.prediction import Prediction

FairOf = Callable[[str], Entry[wire.FairPrice] | None]
"""From a game's id to the fair price of who wins it, as it was published last."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A prediction as it was published last."""

    prediction: Prediction
    record: Published
