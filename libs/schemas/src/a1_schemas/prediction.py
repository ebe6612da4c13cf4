"""What a model says of a game before its start."""

from a1_schemas.base import ExactNumber, Frozen, Message, UtcTime
from a1_schemas.leagues import League
from a1_schemas.vocabulary import MarketKey, Period, Selection, SettlementScope


class ProbabilityInterval(Frozen):
    """The 95 % interval of a probability, to 9 decimals."""

    low: ExactNumber
    high: ExactNumber


class Prediction(Message):
    """Topic `analytics.predictions`, key `event_id|model|market`. The last one before the observed start stays."""

    event_id: str
    league: League
    model: str
    """`market`, `elo`."""
    artefact: str
    """The sha256 of the model's parameters, in hexadecimal digits."""
    uses_market: bool
    """Whether it looks at prices."""
    market: MarketKey
    period: Period
    scope: SettlementScope
    probabilities: dict[Selection, ExactNumber]
    """By selection, to 9 decimals. Their sum is 1 within the last decimal of each."""
    interval: dict[Selection, ProbabilityInterval] | None
    """By selection. Null where nothing says how sure the model is, such as a market of one book."""
    start_time: UtcTime | None
    """The game's start as it was known then."""
    sealed_at: UtcTime
    """The time of the last record that it follows from: before the observed start."""
    as_of: dict[str, int]
    """Topic → offset of the last record of the league that it follows from."""
    inputs: dict[str, ExactNumber]
    """What it follows from, by name: ratings, games played, results behind them, versions of records."""
    unproven: bool
    """Whether fewer than 1,000 of the model's predictions in the league have been graded."""
