"""The closed vocabularies of analytics. As in `vocabulary`, words are added and never removed."""

from enum import StrEnum

from a1_schemas.vocabulary import Kind


class AnalyticsKind(StrEnum):
    """The kinds of records that analytics publishes; each has a topic `analytics.<kind>` and a hash in the view."""

    FAIR = "fair"
    OPPORTUNITIES = "opportunities"
    REFUSALS = "refusals"
    GRADES = "grades"
    PREDICTIONS = "predictions"
    SCORECARDS = "scorecards"


ViewKind = Kind | AnalyticsKind
"""A kind of records that the view holds."""
VIEW_KINDS: tuple[ViewKind, ...] = (*Kind, *AnalyticsKind)


class DevigMethod(StrEnum):
    """How the bookmaker's margin is taken out of prices."""

    MULTIPLICATIVE = "multiplicative"
    ADDITIVE = "additive"
    POWER = "power"
    SHIN = "shin"
    ODDS_RATIO = "odds-ratio"
    PROBIT = "probit"


class OpportunityKind(StrEnum):
    """What an opportunity is."""

    ARBITRAGE = "arbitrage"
    """Stakes on all outcomes that pay more than their sum in every branch."""
    MIDDLE = "middle"
    """Two lines between which both bets win."""
    LOW_HOLD = "low-hold"
    """Best prices of several books whose common margin is low."""
    EV = "ev"
    """A price above the fair one."""
    STALE_LINE = "stale-line"
    """A price that has not followed the others' move."""
    ENTRY = "entry"
    """A pick'em entry that pays more than its fair probability says."""


class OpportunityState(StrEnum):
    """Whether an opportunity can be taken."""

    OPEN = "open"
    ENDED = "ended"


class Claim(StrEnum):
    """What may be refused: a fair price, or an opportunity of a kind."""

    FAIR = "fair"
    ARBITRAGE = "arbitrage"
    MIDDLE = "middle"
    LOW_HOLD = "low-hold"
    EV = "ev"
    STALE_LINE = "stale-line"
    ENTRY = "entry"


class PropMarket(StrEnum):
    """The market of a player's statistic, beside the market keys of a game."""

    PLAYER_PROP = "player-prop"


class EndReason(StrEnum):
    """Why an opportunity ended."""

    PRICE_MOVED = "price-moved"
    WITHDRAWN = "withdrawn"
    """A book no longer offers a leg."""
    SUSPENDED = "suspended"
    QUOTE_STALE = "quote-stale"
    SOURCE_DOWN = "source-down"
    EVENT_STARTED = "event-started"
    EVENT_ENDED = "event-ended"
    CONFIGURATION_CHANGED = "configuration-changed"
    """By other limits or thresholds it is none, at the same prices."""


class GradeResult(StrEnum):
    """How a bet ended."""

    WIN = "win"
    HALF_WIN = "half-win"
    PUSH = "push"
    HALF_LOSS = "half-loss"
    LOSS = "loss"
    VOID = "void"
    UNGRADED = "ungraded"
    """The evidence lacks; the reason says what."""


class GradeRule(StrEnum):
    """What decided a bet."""

    FINAL_SCORE = "final-score"
    REGULATION_SCORE = "regulation-score"
    PERIOD_SCORE = "period-score"
    STATISTIC = "statistic"
    """The player's figure."""
    DECIDED_STANDS = "decided-stands"
    """Too little was played, and the bet was decided before."""
    TOO_LITTLE_PLAYED = "too-little-played"
    PERIOD_NOT_PLAYED = "period-not-played"
    """The part that was bet on was not played to its end."""
    NO_PARTICIPATION = "no-participation"
    """The player did not do what the rules ask for."""
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    ABANDONED = "abandoned"


class CorrectionReason(StrEnum):
    """What changed after a game was final."""

    SCORE_CORRECTED = "score-corrected"
    PERIODS_CORRECTED = "periods-corrected"
    STATUS_CORRECTED = "status-corrected"
    STATISTICS_CORRECTED = "statistics-corrected"


class RefusalReason(StrEnum):
    """Why a number is not published that a table of prices would have shown."""

    SOURCE_DOWN = "source-down"
    QUOTE_STALE = "quote-stale"
    QUOTE_OLDER_THAN_EVENT_START = "quote-older-than-event-start"
    EVENT_STARTED = "event-started"
    EVENT_UNCONFIRMED = "event-unconfirmed"
    """The identity of the game is under review or its confidence is low."""
    OUTLIER = "outlier"
    MARKET_INCOMPLETE = "market-incomplete"
    LINE_MISMATCH = "line-mismatch"
    SCOPE_MISMATCH = "scope-mismatch"
    PHASE_MISMATCH = "phase-mismatch"
    RULES_UNKNOWN = "rules-unknown"
    RULES_DIFFER = "rules-differ"
    COMMISSION_UNKNOWN = "commission-unknown"
    LIMIT_UNKNOWN = "limit-unknown"
    NO_MARGIN = "no-margin"
    NEGATIVE_PROBABILITY = "negative-probability"
    BOOKS_TOO_FEW = "books-too-few"
    NO_CLOSE = "no-close"
    CLOSE_AFTER_START = "close-after-start"
    NO_PERIOD_SCORE = "no-period-score"
    NO_SCORE = "no-score"
    NO_STATISTIC = "no-statistic"
    """No source reports what decides the bet."""
    PLAY_UNKNOWN = "play-unknown"
    """It is not known how much was played, or whether the player took part."""
    EVENT_NOT_OVER = "event-not-over"
    STATS_DISAGREE = "stats-disagree"
    PLAYER_NOT_LISTED = "player-not-listed"
    PAYOUT_UNKNOWN = "payout-unknown"
    BEYOND_LADDER = "beyond-ladder"
    MODEL_UNPROVEN = "model-unproven"
    MODEL_UNKNOWN = "model-unknown"
    MARKET_UNKNOWN = "market-unknown"
    MARKET_CLOSED = "market-closed"
    QUOTE_SUSPENDED = "quote-suspended"
    SAME_SIDE = "same-side"
    SAME_BOOK = "same-book"
    NO_EDGE = "no-edge"
    ROUNDING_LOSES = "rounding-loses"
    CORRELATED_LEGS = "correlated-legs"
    LINE_OUT_OF_RANGE = "line-out-of-range"
