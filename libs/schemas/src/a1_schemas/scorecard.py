"""How good a model's sealed predictions were, beside the closing line on the same games."""

from a1_schemas.base import ExactNumber, Frozen, Message, UtcTime
from a1_schemas.leagues import League


class ReliabilityBin(Frozen):
    """Forecasts of about the same probability, and how often what they spoke of occurred."""

    low: ExactNumber
    """The lower end of the bin, included."""
    high: ExactNumber
    """Its upper end."""
    count: int
    forecast: ExactNumber
    """The mean of the forecasts."""
    observed: ExactNumber
    """The share that occurred."""
    band_low: ExactNumber
    """The lower end of the 95 % band in which `observed` lies if the forecasts are right, resampled."""
    band_high: ExactNumber
    """Its upper end."""


class Discrimination(Frozen):
    """The Brier score of an outcome in three parts: miscalibration less discrimination plus uncertainty."""

    miscalibration: ExactNumber
    """What recalibration would have saved. Above zero in a sample even of a perfect forecast."""
    miscalibration_high: ExactNumber
    """The 95th percentile of it if the forecasts are right, resampled."""
    discrimination: ExactNumber
    """What the forecasts know beyond the base rate."""
    uncertainty: ExactNumber
    """The Brier score of the base rate."""


class ForecastScores(Frozen):
    """Scores of a set of games. Null where a number does not exist. Losses in nats a game."""

    games: int
    log_loss: ExactNumber | None
    brier: ExactNumber | None
    """(p - y)^2 of two outcomes, the sum over three."""
    rps: ExactNumber | None
    accuracy: ExactNumber | None
    close_games: int
    """Those that have a closing price."""
    close_log_loss: ExactNumber | None
    """Of the closing price on those games."""
    gap: ExactNumber | None
    """Log loss of the model less that of the close, paired."""
    gap_se: ExactNumber | None
    """Its standard error."""
    reliability: tuple[ReliabilityBin, ...]
    """Of the home side's probability, in ten bins; empty ones are left out."""
    discrimination: Discrimination | None
    """Of the home side's win."""


class SelectedScores(Frozen):
    """Outcomes that the model called likelier than the close by an edge: what it would have bet on."""

    edge: ExactNumber
    """The least difference in probability."""
    count: int
    claimed: ExactNumber | None
    """The mean probability of the model."""
    close: ExactNumber | None
    """That of the close."""
    observed: ExactNumber | None
    """The share that occurred."""
    observed_se: ExactNumber | None
    """Its standard error."""


class Scorecard(Message):
    """Topic `analytics.scorecards`, key `league|model`."""

    league: League
    model: str
    artefact: str
    """The sha256 of the model's parameters, in hexadecimal digits."""
    uses_market: bool
    all: ForecastScores
    """Every graded prediction."""
    selected: SelectedScores
    unproven: bool
    """Below 1,000 games."""
    first_sealed_at: UtcTime | None
    """The oldest prediction among them."""
    last_sealed_at: UtcTime | None
    """The newest."""
