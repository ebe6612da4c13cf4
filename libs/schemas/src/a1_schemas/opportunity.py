"""An opportunity among the prices of several books, from its first appearance to its end."""

from a1_schemas.analytics_words import EndReason, OpportunityKind, OpportunityState
from a1_schemas.base import ExactNumber, Frozen, UtcTime
from a1_schemas.payouts import EntryType, Payout
from a1_schemas.priced_market import PricedMarket, Quote
from a1_schemas.providers import Provider
from a1_schemas.stats import AnyStat
from a1_schemas.vocabulary import Period, Selection


class OpportunityLeg(Frozen):
    """One bet of an opportunity."""

    event_id: str
    player_id: str | None = None
    """Of a player's prop."""
    selection: Selection
    line: ExactNumber | None
    """The selection's own line: of a spread each side has its own."""
    bookmaker: str
    provider: Provider
    feed: str
    price: ExactNumber | None
    """Decimal odds. Null where the book pays by the entry."""
    stake: ExactNumber
    """Of an entry, which is paid for as a whole, an equal share."""
    observed_at: UtcTime | None
    """The provider's own time of the price."""
    version: int
    """The version of the bookmaker's record in `normalized.odds` or `normalized.props`."""
    probability: ExactNumber | None = None
    """The fair probability that it is compared with, if it is."""
    standard_error: ExactNumber | None = None
    """Of that probability, in an entry."""
    player_name: str | None = None
    """Of an entry's pick, like all below."""
    stat_type: AnyStat | None = None
    """What the line is of."""
    period: Period | None = None
    """The part of the game that it is of."""
    against: tuple[Quote, ...] = ()
    """The quotes of books that the probability follows from."""


class PickemEntry(Frozen):
    """What an entry pays, as multiples of it with the entry included."""

    type: EntryType
    """Whether all picks must be right."""
    payouts: tuple[Payout, ...]
    """Best first. Numbers of right picks that are missing pay nothing."""


class Opportunity(PricedMarket):
    """Topic `analytics.opportunities`, key `event_id|id`. One record for each set of legs: opened again it is a new
    version.
    """

    kind: OpportunityKind
    profit: ExactNumber
    """As a share of the sum staked: of an arbitrage and a low hold the worst branch, of others the expected profit."""
    legs: tuple[OpportunityLeg, ...]
    """Of an entry its picks, each of another game. `event_id` is that of the first."""
    worst_branch: ExactNumber
    """The profit in the branch that pays least, in the unit of the stakes."""
    void_branches: tuple[tuple[ExactNumber, ...], ...] = ()
    """By void leg the profit by winning leg; of an entry by the number of other picks that are right, all first."""
    standard_error: ExactNumber | None = None
    """Of an expected profit."""
    hit_probability: ExactNumber | None = None
    """Of a middle and an entry: that all legs win."""
    against: tuple[Quote, ...] = ()
    """The quotes of other books that an expected profit is measured against."""
    state: OpportunityState
    opened_at: UtcTime
    """`changed_at` of the record that opened it."""
    ended_at: UtcTime | None = None
    reason: EndReason | None = None
    """Why it ended."""
    entry: PickemEntry | None = None
    """What an entry pays. Null for other kinds."""
    paid: ExactNumber | None = None
    """The profit as the games ended, by the neutral rules, as a share of the sum staked. Null until that is known."""
