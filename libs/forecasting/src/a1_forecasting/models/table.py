"""The models that can be evaluated, a row each."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from types import MappingProxyType

from a1_forecasting.models.blend import BlendModel
from a1_forecasting.models.boosting import BoostingModel
from a1_forecasting.models.counts import CountModel
from a1_forecasting.models.elo import EloModel
from a1_forecasting.models.families import GOALS, RUNS, DixonColes, NegativeBinomial
from a1_forecasting.models.market import ClosingLine, Devig
from a1_forecasting.ratings.elo import RULES
from a1_forecasting.walk_forward import Model
from a1_schemas.leagues import League

CLOSE = "close"
ELO = "elo"
_OPENING = frozenset({League.EPL, League.MLB})
"""Leagues whose history files have opening moneylines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRow:
    """A model: how it is made, for which leagues, and whether it looks at prices."""

    make: Callable[[League, Devig], Model]
    leagues: AbstractSet[League]
    """Those in which it was better than Elo on the seasons that chose it by more than noise, or no worse."""
    market: AbstractSet[League] = frozenset()
    """Those in which it looks at prices."""


MODELS: Mapping[str, ModelRow] = MappingProxyType(
    {
        CLOSE: ModelRow(
            make=lambda _league, devig: ClosingLine(devig), leagues=frozenset(League), market=frozenset(League)
        ),
        ELO: ModelRow(make=lambda league, _devig: EloModel(league), leagues=frozenset(RULES)),
        "blend": ModelRow(make=BlendModel, leagues=_OPENING, market=_OPENING),
        "boosting": ModelRow(make=BoostingModel, leagues=_OPENING | {League.NBA}, market=_OPENING),
        "dixon-coles": ModelRow(
            make=lambda league, devig: CountModel(GOALS[league], DixonColes(), devig),
            leagues=frozenset({League.EPL}),
            market=_OPENING,
        ),
        "negative-binomial": ModelRow(
            make=lambda league, devig: CountModel(RUNS[league], NegativeBinomial(), devig),
            leagues=frozenset({League.MLB}),
            market=_OPENING,
        ),
    }
)
"""In the order of the rows of an evaluation."""
