"""The models that can be evaluated, a row each."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from types import MappingProxyType

from a1_forecasting.models.elo import EloModel
from a1_forecasting.models.market import ClosingLine, Devig
from a1_forecasting.ratings.elo import RULES
from a1_forecasting.walk_forward import Model
from a1_schemas.leagues import League

CLOSE = "close"
ELO = "elo"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRow:
    """A model: how it is made, for which leagues, and whether it looks at prices."""

    make: Callable[[League, Devig], Model]
    leagues: AbstractSet[League]
    uses_market: bool = False


MODELS: Mapping[str, ModelRow] = MappingProxyType(
    {
        CLOSE: ModelRow(make=lambda _league, devig: ClosingLine(devig), leagues=frozenset(League), uses_market=True),
        ELO: ModelRow(make=lambda league, _devig: EloModel(league), leagues=frozenset(RULES)),
    }
)
"""In the order of the rows of an evaluation."""
