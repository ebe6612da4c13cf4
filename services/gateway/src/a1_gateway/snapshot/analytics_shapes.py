"""The rows of analytics, for the OpenAPI document: the contract's messages with the ages of their quotes."""

from a1_schemas.fair_price import FairPrice
from a1_schemas.opportunity import Opportunity, OpportunityLeg
from a1_schemas.priced_market import Quote


class AgedQuote(Quote):
    """One bookmaker's prices of all selections of a market."""

    age_s: float | None
    """Seconds since the provider's own time of the prices when the page was built. Null without such a time."""


class AgedLeg(OpportunityLeg):
    """One bet of an opportunity."""

    age_s: float | None
    """Seconds since the provider's own time of the price when the page was built. Null without such a time."""
    against: tuple[AgedQuote, ...] = ()  # pyright: ignore[reportIncompatibleVariableOverride] - models are frozen
    """Of an entry's pick the quotes of books that its probability follows from."""


class FairRow(FairPrice):
    """The fair price of a market, with the quotes it follows from."""

    inputs: tuple[AgedQuote, ...]  # pyright: ignore[reportIncompatibleVariableOverride] - models are frozen
    """The quotes it follows from, by bookmaker."""


class OpportunityRow(Opportunity):
    """An opportunity, from its first appearance to its end."""

    legs: tuple[AgedLeg, ...]  # pyright: ignore[reportIncompatibleVariableOverride] - models are frozen
    against: tuple[AgedQuote, ...] = ()  # pyright: ignore[reportIncompatibleVariableOverride] - models are frozen
    """The quotes of other books that an expected profit is measured against."""
