"""The shapes of REST's answers. Generated from the OpenAPI document by `make golden`."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from a1betting.words import Word


class Cause(Word):
    """Why a service or a source is not up, where it does not say so itself."""

    REDIS_AWAY = "redis-away"
    NO_HEARTBEATS_PROJECTED = "no-heartbeats-projected"
    NO_HEARTBEAT = "no-heartbeat"
    NOT_READY = "not-ready"
    NORMALIZER_DOWN = "normalizer-down"
    NORMALIZER_NOT_READY = "normalizer-not-ready"
    NORMALIZER_BEHIND = "normalizer-behind"


class Claim(Word):
    """What may be refused: a fair price, or an opportunity of a kind."""

    FAIR = "fair"
    ARBITRAGE = "arbitrage"
    MIDDLE = "middle"
    LOW_HOLD = "low-hold"
    EV = "ev"
    STALE_LINE = "stale-line"
    ENTRY = "entry"


class ClockDirection(Word):
    """Whether a clock counts down to the end of a period or up from the start of the match."""

    DOWN = "down"
    UP = "up"


class CorrectionReason(Word):
    """What changed after a game was final."""

    SCORE_CORRECTED = "score-corrected"
    PERIODS_CORRECTED = "periods-corrected"
    STATUS_CORRECTED = "status-corrected"
    STATISTICS_CORRECTED = "statistics-corrected"


class DevigMethod(Word):
    """How the bookmaker's margin is taken out of prices."""

    MULTIPLICATIVE = "multiplicative"
    ADDITIVE = "additive"
    POWER = "power"
    SHIN = "shin"
    ODDS_RATIO = "odds-ratio"
    PROBIT = "probit"


class EndReason(Word):
    """Why an opportunity ended."""

    PRICE_MOVED = "price-moved"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"
    QUOTE_STALE = "quote-stale"
    SOURCE_DOWN = "source-down"
    EVENT_STARTED = "event-started"
    EVENT_ENDED = "event-ended"
    CONFIGURATION_CHANGED = "configuration-changed"


class EntryType(Word):
    """How many of the picks must be right."""

    POWER = "power"
    FLEX = "flex"


class EventStatus(Word):
    """The life cycle of a game. A delay keeps the status it interrupts."""

    SCHEDULED = "scheduled"
    LIVE = "live"
    SUSPENDED = "suspended"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    FINAL = "final"


class GameMode(Word):
    """How the winners are paid."""

    PICKEM = "pickem"
    PRIZEPOOLS = "prizepools"


class GradeResult(Word):
    """How a bet ended."""

    WIN = "win"
    HALF_WIN = "half-win"
    PUSH = "push"
    HALF_LOSS = "half-loss"
    LOSS = "loss"
    VOID = "void"
    UNGRADED = "ungraded"


class GradeRule(Word):
    """What decided a bet."""

    FINAL_SCORE = "final-score"
    REGULATION_SCORE = "regulation-score"
    PERIOD_SCORE = "period-score"
    STATISTIC = "statistic"
    DECIDED_STANDS = "decided-stands"
    TOO_LITTLE_PLAYED = "too-little-played"
    PERIOD_NOT_PLAYED = "period-not-played"
    NO_PARTICIPATION = "no-participation"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    ABANDONED = "abandoned"


class HealthStatus(Word):
    """The overall status."""

    HEALTHY = "healthy"
    DEGRADED = "degraded"
    UNHEALTHY = "unhealthy"


class HomeOrAway(Word):
    """One of the two sides of a game."""

    HOME = "home"
    AWAY = "away"


class InjuryStatus(Word):
    """A player's availability."""

    AVAILABLE = "available"
    PROBABLE = "probable"
    QUESTIONABLE = "questionable"
    DOUBTFUL = "doubtful"
    OUT = "out"
    DAY_TO_DAY = "day-to-day"
    INJURED_RESERVE = "injured-reserve"
    SUSPENDED = "suspended"


class InningHalf(Word):
    """The half of an inning: the away side bats in the top."""

    TOP = "top"
    BOTTOM = "bottom"


class Kind(Word):
    """The kinds of canonical records; each has a topic `normalized.<kind>` and a hash in the view."""

    EVENTS = "events"
    ODDS = "odds"
    PROPS = "props"
    PLAYER_STATS = "player-stats"
    NEWS = "news"
    INJURIES = "injuries"
    SOURCES = "sources"
    LISTINGS = "listings"
    TEAMS = "teams"
    PLAYERS = "players"


class League(Word):
    """The leagues that work end to end. A raw header may name others; those are reported as unsupported."""

    NBA = "nba"
    WNBA = "wnba"
    NCAAM = "ncaam"
    NFL = "nfl"
    NCAAF = "ncaaf"
    MLB = "mlb"
    NHL = "nhl"
    EPL = "epl"
    MLS = "mls"


class LineType(Word):
    """How a prop's line pays: as usual, easier for less (PrizePicks' goblin), harder for more (demon)."""

    STANDARD = "standard"
    DISCOUNTED = "discounted"
    BOOSTED = "boosted"


class MarketKey(Word):
    """What is bet on. Two-way and three-way, back and lay never share a key."""

    MONEYLINE = "moneyline"
    MONEYLINE_3_WAY = "moneyline-3-way"
    MONEYLINE_LAY = "moneyline-lay"
    MONEYLINE_3_WAY_LAY = "moneyline-3-way-lay"
    SPREAD = "spread"
    TOTAL = "total"
    ALTERNATE_SPREAD = "alternate-spread"
    SPREAD_3_WAY = "spread-3-way"
    ALTERNATE_TOTAL = "alternate-total"
    TEAM_TOTAL = "team-total"
    ALTERNATE_TEAM_TOTAL = "alternate-team-total"
    DRAW_NO_BET = "draw-no-bet"
    DOUBLE_CHANCE = "double-chance"
    BOTH_TEAMS_TO_SCORE = "both-teams-to-score"
    ALTERNATE_TOTAL_CORNERS = "alternate-total-corners"
    ALTERNATE_SPREAD_CORNERS = "alternate-spread-corners"
    ALTERNATE_TOTAL_CARDS = "alternate-total-cards"
    ALTERNATE_SPREAD_CARDS = "alternate-spread-cards"
    ANYTIME_SCORER = "anytime-scorer"
    FIRST_SCORER = "first-scorer"
    LAST_SCORER = "last-scorer"
    OUTRIGHT = "outright"
    OUTRIGHT_LAY = "outright-lay"


class MarketPhase(Word):
    """When a market can be bet on. A closed one keeps its last price and cannot be bet on."""

    PREMATCH = "prematch"
    LIVE = "live"
    CLOSED = "closed"


class MatchMethod(Word):
    """How a listing was matched to its canonical id."""

    FIRST = "first"
    NATIVE_ID = "native-id"
    EXACT = "exact"
    ALIAS = "alias"
    SCORED = "scored"
    RESCHEDULED = "rescheduled"
    PINNED = "pinned"
    ALONE = "alone"
    REVIEW = "review"


class OpportunityKind(Word):
    """What an opportunity is."""

    ARBITRAGE = "arbitrage"
    MIDDLE = "middle"
    LOW_HOLD = "low-hold"
    EV = "ev"
    STALE_LINE = "stale-line"
    ENTRY = "entry"


class OpportunityState(Word):
    """Whether an opportunity can be taken."""

    OPEN = "open"
    ENDED = "ended"


class PayoutRefusal(Word):
    """Why there is no table."""

    PAYOUT_UNKNOWN = "payout-unknown"
    SOURCES_DISAGREE = "sources-disagree"


class Period(Word):
    """The part of the game that decides a market or a prop."""

    GAME = "game"
    FIRST_HALF = "first-half"
    SECOND_HALF = "second-half"
    FIRST_QUARTER = "first-quarter"
    SECOND_QUARTER = "second-quarter"
    THIRD_QUARTER = "third-quarter"
    FOURTH_QUARTER = "fourth-quarter"
    FIRST_PERIOD = "first-period"
    SECOND_PERIOD = "second-period"
    THIRD_PERIOD = "third-period"
    FIRST_INNING = "first-inning"
    FIRST_2_INNINGS = "first-2-innings"
    FIRST_3_INNINGS = "first-3-innings"
    FIRST_5_INNINGS = "first-5-innings"
    FIRST_7_INNINGS = "first-7-innings"
    FIRST_SET = "first-set"
    SECOND_SET = "second-set"
    THIRD_SET = "third-set"
    SEASON = "season"


class PeriodType(Word):
    """What a period of a line score is."""

    REGULAR = "regular"
    OVERTIME = "overtime"
    SHOOTOUT = "shootout"


class PropMarket(Word):
    """The market of a player's statistic, beside the market keys of a game."""

    PLAYER_PROP = "player-prop"


class PropSide(Word):
    """A side of a prop's line that can be taken."""

    OVER = "over"
    UNDER = "under"


class Provider(Word):
    """Who the data comes from; the names of the raw topics follow from these."""

    SPORTRADAR = "sportradar"
    ODDS = "odds"
    PRIZEPICKS = "prizepicks"
    ESPN = "espn"


class RefusalReason(Word):
    """Why a number is not published that a table of prices would have shown."""

    SOURCE_DOWN = "source-down"
    QUOTE_STALE = "quote-stale"
    QUOTE_OLDER_THAN_EVENT_START = "quote-older-than-event-start"
    EVENT_STARTED = "event-started"
    EVENT_UNCONFIRMED = "event-unconfirmed"
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
    PLAY_UNKNOWN = "play-unknown"
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


class RemovalReason(Word):
    """Why a record ended. A removal is a value for eight days of raw time, then a tombstone."""

    WITHDRAWN = "withdrawn"
    UNNAMED = "unnamed"
    MERGED = "merged"
    EXPIRED = "expired"


class RosterStatus(Word):
    """A player's place on a roster. Availability for a game is an `InjuryStatus`."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    INJURED_RESERVE = "injured-reserve"
    SUSPENDED = "suspended"
    PRACTICE_SQUAD = "practice-squad"
    MINOR_LEAGUE = "minor-league"
    TWO_WAY = "two-way"
    FREE_AGENT = "free-agent"
    RETIRED = "retired"


class SeasonType(Word):
    """The part of a season."""

    PRESEASON = "preseason"
    REGULAR = "regular"
    POSTSEASON = "postseason"


class Selection(Word):
    """One side of a market, in the event's canonical orientation."""

    HOME = "home"
    AWAY = "away"
    DRAW = "draw"
    OVER = "over"
    UNDER = "under"
    YES = "yes"
    NO = "no"
    HOME_OVER = "home-over"
    HOME_UNDER = "home-under"
    AWAY_OVER = "away-over"
    AWAY_UNDER = "away-under"
    HOME_OR_DRAW = "home-or-draw"
    HOME_OR_AWAY = "home-or-away"
    DRAW_OR_AWAY = "draw-or-away"
    NO_SCORER = "no-scorer"


class ServiceState(Word):
    """The state of a service's instances together."""

    UP = "up"
    STARTING = "starting"
    DOWN = "down"
    UNKNOWN = "unknown"


class SettlementScope(Word):
    """Whether overtime counts. Quotes of different scope never share a market."""

    INCLUDING_OVERTIME = "including-overtime"
    REGULATION = "regulation"


class SourceReason(Word):
    """Why a source is in its state: what was proven, or what failed. Includes every `PollReason`."""

    CONTENT_NEW = "content-new"
    CONTENT_UNCHANGED = "content-unchanged"
    RECOVERED = "recovered"
    NO_HEARTBEAT = "no-heartbeat"
    MAPPING_FAILED = "mapping-failed"
    DISABLED = "disabled"
    TIMEOUT = "timeout"
    CONNECTION = "connection"
    INVALID_KEY = "invalid-key"
    QUOTA_EXHAUSTED = "quota-exhausted"
    RATE_LIMITED = "rate-limited"
    BLOCKED = "blocked"
    NOT_ENTITLED = "not-entitled"
    NOT_FOUND = "not-found"
    BAD_REQUEST = "bad-request"
    SERVER_ERROR = "server-error"
    REDIRECT_REFUSED = "redirect-refused"
    NOT_JSON = "not-json"
    TRUNCATED = "truncated"
    TOO_LARGE = "too-large"
    CIRCUIT_OPEN = "circuit-open"
    BUDGET = "budget"
    NO_KEY = "no-key"
    UNEXPECTED_STATUS = "unexpected-status"


class SourceState(Word):
    """The state of one target, or rolled up of a provider, league and feed."""

    UP = "up"
    DELAYED = "delayed"
    DOWN = "down"
    RECOVERING = "recovering"


class Sport(Word):
    """A sport; a league belongs to exactly one."""

    BASKETBALL = "basketball"
    AMERICAN_FOOTBALL = "american-football"
    BASEBALL = "baseball"
    ICE_HOCKEY = "ice-hockey"
    SOCCER = "soccer"


class StatType(Word):
    """A statistic of a player in a game, or what decides a prop."""

    MINUTES = "minutes"
    FANTASY_POINTS = "fantasy-points"
    PITCHER_FANTASY_POINTS = "pitcher-fantasy-points"
    POINTS = "points"
    ASSISTS = "assists"
    GOALS = "goals"
    HITS = "hits"
    SAVES = "saves"
    SHOTS = "shots"
    FOULS = "fouls"
    PLUS_MINUS = "plus-minus"
    TACKLES = "tackles"
    INTERCEPTIONS = "interceptions"
    TURNOVERS = "turnovers"
    BLOCKED_SHOTS = "blocked-shots"
    FIELD_GOALS_MADE = "field-goals-made"
    FIELD_GOALS_ATTEMPTED = "field-goals-attempted"
    REBOUNDS = "rebounds"
    OFFENSIVE_REBOUNDS = "offensive-rebounds"
    DEFENSIVE_REBOUNDS = "defensive-rebounds"
    STEALS = "steals"
    BLOCKS = "blocks"
    TWO_POINTERS_MADE = "two-pointers-made"
    TWO_POINTERS_ATTEMPTED = "two-pointers-attempted"
    THREE_POINTERS_MADE = "three-pointers-made"
    THREE_POINTERS_ATTEMPTED = "three-pointers-attempted"
    FREE_THROWS_MADE = "free-throws-made"
    FREE_THROWS_ATTEMPTED = "free-throws-attempted"
    TECHNICAL_FOULS = "technical-fouls"
    DUNKS = "dunks"
    POINTS_REBOUNDS = "points-rebounds"
    POINTS_ASSISTS = "points-assists"
    REBOUNDS_ASSISTS = "rebounds-assists"
    POINTS_REBOUNDS_ASSISTS = "points-rebounds-assists"
    BLOCKS_STEALS = "blocks-steals"
    DOUBLE_DOUBLE = "double-double"
    TRIPLE_DOUBLE = "triple-double"
    POINTS_IN_FIRST_3_MINUTES = "points-in-first-3-minutes"
    REBOUNDS_IN_FIRST_3_MINUTES = "rebounds-in-first-3-minutes"
    ASSISTS_IN_FIRST_3_MINUTES = "assists-in-first-3-minutes"
    QUARTERS_WITH_3_POINTS = "quarters-with-3-points"
    QUARTERS_WITH_4_POINTS = "quarters-with-4-points"
    QUARTERS_WITH_5_POINTS = "quarters-with-5-points"
    FIRST_BASKET = "first-basket"
    FIRST_TEAM_BASKET = "first-team-basket"
    METHOD_OF_FIRST_BASKET = "method-of-first-basket"
    PASSING_YARDS = "passing-yards"
    PASSING_TOUCHDOWNS = "passing-touchdowns"
    PASSING_ATTEMPTS = "passing-attempts"
    PASSING_COMPLETIONS = "passing-completions"
    COMPLETION_PERCENTAGE = "completion-percentage"
    COMPLETIONS_IN_FIRST_10_ATTEMPTS = "completions-in-first-10-attempts"
    PASSING_INTERCEPTIONS = "passing-interceptions"
    LONGEST_COMPLETION = "longest-completion"
    SACKS_TAKEN = "sacks-taken"
    YARDS_ON_FIRST_COMPLETION = "yards-on-first-completion"
    RUSHING_YARDS = "rushing-yards"
    RUSHING_ATTEMPTS = "rushing-attempts"
    RUSHING_TOUCHDOWNS = "rushing-touchdowns"
    LONGEST_RUSH = "longest-rush"
    RUSHING_YARDS_IN_FIRST_5_ATTEMPTS = "rushing-yards-in-first-5-attempts"
    RUSHING_YARDS_PER_ATTEMPT = "rushing-yards-per-attempt"
    YARDS_ON_FIRST_RUSH = "yards-on-first-rush"
    RECEIVING_YARDS = "receiving-yards"
    RECEIVING_TOUCHDOWNS = "receiving-touchdowns"
    RECEIVING_YARDS_IN_FIRST_2_RECEPTIONS = "receiving-yards-in-first-2-receptions"
    YARDS_ON_FIRST_RECEPTION = "yards-on-first-reception"
    RECEPTIONS = "receptions"
    TARGETS = "targets"
    LONGEST_RECEPTION = "longest-reception"
    PASSING_RUSHING_YARDS = "passing-rushing-yards"
    RUSHING_RECEIVING_YARDS = "rushing-receiving-yards"
    PASSING_RUSHING_RECEIVING_YARDS = "passing-rushing-receiving-yards"
    RUSHING_RECEIVING_TOUCHDOWNS = "rushing-receiving-touchdowns"
    PASSING_RUSHING_RECEIVING_TOUCHDOWNS = "passing-rushing-receiving-touchdowns"
    TOUCHDOWNS = "touchdowns"
    HALVES_WITH_100_PASSING_YARDS = "halves-with-100-passing-yards"
    HALVES_WITH_150_PASSING_YARDS = "halves-with-150-passing-yards"
    QUARTERS_WITH_20_PASSING_YARDS = "quarters-with-20-passing-yards"
    QUARTERS_WITH_25_PASSING_YARDS = "quarters-with-25-passing-yards"
    QUARTERS_WITH_30_PASSING_YARDS = "quarters-with-30-passing-yards"
    HALVES_WITH_25_RUSHING_YARDS = "halves-with-25-rushing-yards"
    HALVES_WITH_50_RUSHING_YARDS = "halves-with-50-rushing-yards"
    QUARTERS_WITH_5_RUSHING_YARDS = "quarters-with-5-rushing-yards"
    QUARTERS_WITH_10_RUSHING_YARDS = "quarters-with-10-rushing-yards"
    HALVES_WITH_25_RECEIVING_YARDS = "halves-with-25-receiving-yards"
    HALVES_WITH_40_RECEIVING_YARDS = "halves-with-40-receiving-yards"
    QUARTERS_WITH_5_RECEIVING_YARDS = "quarters-with-5-receiving-yards"
    QUARTERS_WITH_10_RECEIVING_YARDS = "quarters-with-10-receiving-yards"
    QUARTERS_WITH_1_RECEPTIONS = "quarters-with-1-receptions"
    PASSING_YARDS_IN_FIRST_10_ATTEMPTS = "passing-yards-in-first-10-attempts"
    FIELD_GOALS_MADE_FROM_48_YARDS = "field-goals-made-from-48-yards"
    PUNT_YARDS_PER_PUNT = "punt-yards-per-punt"
    ANYTIME_TOUCHDOWN = "anytime-touchdown"
    FIRST_TOUCHDOWN = "first-touchdown"
    LAST_TOUCHDOWN = "last-touchdown"
    FUMBLES = "fumbles"
    FUMBLES_LOST = "fumbles-lost"
    SOLO_TACKLES = "solo-tackles"
    ASSISTED_TACKLES = "assisted-tackles"
    TACKLES_ASSISTS = "tackles-assists"
    SACKS = "sacks"
    PASSES_DEFENDED = "passes-defended"
    FIELD_GOAL_YARDS = "field-goal-yards"
    LONGEST_FIELD_GOAL = "longest-field-goal"
    SHORTEST_FIELD_GOAL = "shortest-field-goal"
    EXTRA_POINTS_MADE = "extra-points-made"
    EXTRA_POINTS_ATTEMPTED = "extra-points-attempted"
    KICKING_POINTS = "kicking-points"
    PUNTS = "punts"
    PUNTS_INSIDE_20 = "punts-inside-20"
    PUNT_YARDS = "punt-yards"
    KICK_RETURN_YARDS = "kick-return-yards"
    PUNT_RETURN_YARDS = "punt-return-yards"
    PLATE_APPEARANCES = "plate-appearances"
    AT_BATS = "at-bats"
    RUNS = "runs"
    SINGLES = "singles"
    DOUBLES = "doubles"
    TRIPLES = "triples"
    HOME_RUNS = "home-runs"
    FIRST_HOME_RUN = "first-home-run"
    TOTAL_BASES = "total-bases"
    RUNS_BATTED_IN = "runs-batted-in"
    WALKS = "walks"
    BATTER_STRIKEOUTS = "batter-strikeouts"
    STOLEN_BASES = "stolen-bases"
    HITS_RUNS_RUNS_BATTED_IN = "hits-runs-runs-batted-in"
    PITCHER_STRIKEOUTS = "pitcher-strikeouts"
    PITCHER_WIN = "pitcher-win"
    PITCHING_OUTS = "pitching-outs"
    PITCHES_THROWN = "pitches-thrown"
    HITS_ALLOWED = "hits-allowed"
    RUNS_ALLOWED = "runs-allowed"
    EARNED_RUNS_ALLOWED = "earned-runs-allowed"
    WALKS_ALLOWED = "walks-allowed"
    HOME_RUNS_ALLOWED = "home-runs-allowed"
    SHOTS_ON_GOAL = "shots-on-goal"
    SHOTS_ON_GOAL_BLOCKED_SHOTS = "shots-on-goal-blocked-shots"
    POWER_PLAY_POINTS = "power-play-points"
    POWER_PLAY_GOALS = "power-play-goals"
    PENALTY_MINUTES = "penalty-minutes"
    FACEOFFS_WON = "faceoffs-won"
    FACEOFFS_LOST = "faceoffs-lost"
    TAKEAWAYS = "takeaways"
    GIVEAWAYS = "giveaways"
    SHOTS_AGAINST = "shots-against"
    GOALS_AGAINST = "goals-against"
    ANYTIME_GOAL = "anytime-goal"
    FIRST_GOAL = "first-goal"
    LAST_GOAL = "last-goal"
    SHOTS_ON_TARGET = "shots-on-target"
    SHOTS_ASSISTED = "shots-assisted"
    GOALS_ASSISTS = "goals-assists"
    OWN_GOALS = "own-goals"
    PASSES_ATTEMPTED = "passes-attempted"
    PASSES_COMPLETED = "passes-completed"
    DRIBBLES_ATTEMPTED = "dribbles-attempted"
    CROSSES = "crosses"
    CLEARANCES = "clearances"
    FOULS_DRAWN = "fouls-drawn"
    OFFSIDES = "offsides"
    CARDS = "cards"
    YELLOW_CARDS = "yellow-cards"
    RED_CARDS = "red-cards"
    RECEIVES_CARD = "receives-card"
    RECEIVES_RED_CARD = "receives-red-card"
    GOALS_ALLOWED_IN_FIRST_30_MINUTES = "goals-allowed-in-first-30-minutes"


class ViewState(Word):
    """How current a league's part of the view is."""

    COMPLETE = "complete"
    REBUILDING = "rebuilding"
    DISCONNECTED = "disconnected"
    UNREAD = "unread"


class AgedLeg(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One bet of an opportunity."""

    event_id: str
    """Our id of the game."""
    player_id: str | None
    """Of a player's prop."""
    selection: Selection
    """The side of the market."""
    line: float | None
    """The selection's own line: of a spread each side has its own."""
    bookmaker: str
    """The bookmaker's key."""
    provider: Provider
    """The provider that reports it."""
    feed: str
    """The provider's feed that reports it."""
    price: float | None
    """Decimal odds. Null where the book pays by the entry."""
    stake: float
    """Of an entry, which is paid for as a whole, an equal share."""
    observed_at: datetime | None
    """The provider's own time of the price."""
    version: int
    """The version of the bookmaker's record in `normalized.odds` or `normalized.props`."""
    probability: float | None
    """The fair probability that it is compared with, if it is."""
    standard_error: float | None
    """Of that probability, in an entry."""
    player_name: str | None
    """Of an entry's pick, like all below."""
    stat_type: str | None
    """What the line is of."""
    period: Period | None
    """The part of the game that it is of."""
    against: list[AgedQuote]
    """Of an entry's pick the quotes of books that its probability follows from."""
    age_s: float | None
    """Seconds since the provider's own time of the price when the page was built. Null without such a time."""


class AgedQuote(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One bookmaker's prices of all selections of a market."""

    provider: Provider
    """The provider that reports it."""
    feed: str
    """The provider's feed that reports it."""
    bookmaker: str
    """The bookmaker's key."""
    prices: list[QuotedPrice]
    observed_at: datetime | None
    """The provider's own time of the prices."""
    version: int
    """The version of the bookmaker's record in `normalized.odds` or `normalized.props`."""
    line: float | None
    """The line that is priced, where it is another than that of the market: a rung beside a pick's line."""
    age_s: float | None
    """Seconds since the provider's own time of the prices when the page was built. Null without such a time."""


class Article(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An article."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None
    """Set when the record has ended. The message is then a notice, not an offer."""
    league: League
    """The league."""
    provider: Provider
    """The provider that reports it."""
    native_id: str
    """The provider's own id of the article."""
    headline: str
    """The headline."""
    description: str | None
    """The first sentences, or a summary."""
    article_type: str | None
    """The provider's own word: `Story`, `Recap`, `Media`."""
    url: str | None
    """Where it can be read, https."""
    byline: str | None
    """Its authors."""
    published_at: datetime | None
    """When it was published."""
    premium: bool | None
    """Whether only subscribers of the provider can read it."""
    team_ids: list[str]
    """The teams that it is about."""
    event_ids: list[str]
    """The games that it is about."""
    players: list[NewsPlayer]
    """The players that it is about."""
    images: list[NewsImage]
    """Its first pictures, in the provider's order."""
    freshness: str
    """Whether the feeds that report it are believed now."""


class AvailabilityReport(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one provider reports of the player."""

    provider: Provider
    """The provider that reports it."""
    feed: str
    """The provider's feed that reports it."""
    native_id: str | None
    """The provider's own id of the player."""
    status: InjuryStatus
    """The player's availability."""
    native_status: str
    """The provider's own word: `Out`, `Day-To-Day`."""
    body_part: str | None
    """The provider's own word."""
    comment: str | None
    """The provider's own text."""
    expected_return_on: str | None
    """The day on which the player is expected back."""
    observed_at: datetime | None
    """The provider's own time, if it reports one."""
    changed_at: datetime
    """When the provider's answer that changed it was fetched."""
    freshness: str
    """Whether the feeds that report it are believed now."""


class BestMarket(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The best prices of a market at a line, of all bookmakers whose offers can be bet on now."""

    key: MarketKey
    """The market."""
    period: Period
    """The part of the game that decides."""
    scope: SettlementScope
    """Whether overtime counts."""
    line: float | None
    """Of a spread that of the home side."""
    sides: list[BestSide]
    hold: float | None
    """The bookmakers' share of all stakes at these prices, below zero in an arbitrage. Null where a side is
    missing.
    """


class BestSide(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The best price of one selection: the highest, or the lowest of lay markets."""

    selection: Selection
    """The side of the market."""
    line: float | None
    """The line of this selection; null for a market without lines."""
    price: float
    """Decimal odds."""
    american: int | None
    """American odds, a whole number; null where they have no form of this price."""
    bookmakers: list[str]
    """The keys of all that offer it, sorted."""
    bookmaker_names: list[str]
    """Their names, in the same order."""
    next_best: float | None
    """The next best decimal odds, where a bookmaker offers other ones."""
    freshness: str
    """Stale only where no fresh offer exists."""


class BookLadder(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A bookmaker's ladder."""

    lines: list[PropLine]
    """The rungs, by line."""
    observed_at: datetime | None
    """The provider's own time, if it reports one."""
    changed_at: datetime
    """When the provider's answer that changed it was fetched."""
    freshness: str
    """Whether the feeds that report it are believed now."""
    provider: Provider
    """The provider that reports it."""
    feed: str
    """The provider's feed that reports it."""


class BoxScore(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of a box score."""

    data: list[PlayerFigures]
    """The items."""
    meta: BoxScoreMeta
    """What is known of the page."""


class BoxScoreMeta(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The metadata of a page of a box score."""

    count: int
    """Items in this page."""
    next_cursor: str | None
    """The `cursor` of the next page; null on the last one."""
    generated_at: datetime
    """When the page was built."""
    view: str
    """Whether what is served is all there is, or what was there before an outage."""
    sources: list[Source]
    """The feeds that report these items, each with its state."""
    removed: Removals | None
    """With `removed=true`, on the first page."""
    cursor: str | None
    """Where the stream of this league goes on: the page has everything up to it, and may have newer changes. Null
    for several leagues, and where the log does not say which one it is.
    """
    totals: list[SideTotals]
    """The home and the away side's totals, of all players of the game on any page."""
    differing: int
    """Figures of all players of the game that two providers report differently."""


class BriefHealth(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Health as older clients read it."""

    status: HealthStatus
    """The status."""
    timestamp: datetime
    """When it was asked for."""
    uptime_seconds: float
    """Seconds since the gateway started."""
    version: str
    """The gateway's version."""
    services: dict[str, str]
    """Each service's state by name, those of the gateway and of Redis too."""


class Broadcast(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A channel that shows the game."""

    name: str
    """The channel's name."""
    market: str | None
    """`national`, `home` or `away`, where the provider reports it."""


class Cards(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The cards of a soccer match."""

    home: SideCards
    """The home side."""
    away: SideCards
    """The away side."""


class ClvAnswer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Closing-line values."""

    data: list[ClvRow]
    """One row for each bet, in their order."""


class ClvBet(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A bet that was taken, with its close or with the market whose close we have."""

    price: float | str
    """Decimal odds taken, above 1."""
    close: SentClose | None = None
    """The close. Without it `event_id`, `market` and `selection` say where to find ours."""
    event_id: str | None = None
    """Our id of the game."""
    market: MarketKey | None = None
    """The market."""
    selection: Selection | None = None
    """The side taken."""
    period: Period = Period("game")
    """The part of the game that decides."""
    scope: SettlementScope = SettlementScope("including-overtime")
    """Whether overtime counts."""
    line: float | str | None = None
    """The line of the selection; null for a market without lines."""
    bookmaker: str | None = None
    """Whose close; without one that of any book."""


class ClvRequest(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Bets that were taken."""

    bets: list[ClvBet]
    """At most a hundred."""
    method: DevigMethod = DevigMethod("multiplicative")
    """How the margin is taken out of the close."""


class ClvRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A bet beside its close. Without a close all numbers are null."""

    price_ratio: float | None
    """The price taken over the closing price, less 1."""
    fair_probability: float | None
    """That the bet wins, by the close without margin."""
    ev: float | None
    """The expected profit of a stake of 1 by the fair close."""
    reason: RefusalReason | None
    """Why a number is null; else null."""


class Contest(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A game mode of a provider, with its entries."""

    provider: Provider
    """The operator."""
    game_mode: GameMode
    entries: list[Entry]
    """By type and number of picks."""
    refused: PayoutRefusal | None
    """Why nothing is known of its payouts."""


class Correction(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A change of the game after it was final for the first time."""

    before: GradeEvidence
    """What the first grade followed from."""
    reason: CorrectionReason
    """Why the feed is in this state."""


class Count(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The metadata of a list that has one page."""

    count: int
    """Rows in `data`."""


class Crosswalk(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The providers' ids of a game."""

    event_id: str
    """Our id of the game."""
    aliases: list[str]
    """Ids that its listings had before they were joined."""
    listings: list[CrosswalkRow]
    """One row for each listing."""


class CrosswalkRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One provider's own id of a game."""

    provider: Provider
    """The provider that reports it."""
    native_id: str
    """The provider's own id of the game."""
    own_id: str
    """The listing's own event id; it never changes."""
    method: MatchMethod
    """How the listing was matched to its game."""
    confidence: float
    """1 for a certain match, less for an inferred one."""
    margin: float | None
    """The lead in confidence over the next nearest game, if there is one."""


class DetailedHealth(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Health of the gateway and of everything that feeds it."""

    status: HealthStatus
    """The status."""
    timestamp: datetime
    """When it was asked for."""
    uptime_seconds: float
    """Seconds since the gateway started."""
    version: str
    """The gateway's version."""
    commit: str
    """The commit that the gateway was built from."""
    system: SystemFigures
    """The machine."""
    redis: RedisHealth
    """Redis."""
    history: HistoryHealth
    """The database of the past."""
    limits: LimitsHealth
    kafka: KafkaHealth
    """Kafka."""
    services: list[ServiceHealth]
    """All services, by name."""
    sources: list[SourceHealth]
    """All feeds, by league."""
    views: list[LeagueViewHealth]
    """All leagues' views."""
    cache: dict[str, int]
    """Figures of the gateway's pages, by name."""
    findings: list[str]
    """What is wrong with configuration or services, as sentences."""


class Discrimination(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The Brier score of an outcome in three parts: miscalibration less discrimination plus uncertainty."""

    miscalibration: float
    """What recalibration would have saved. Above zero in a sample even of a perfect forecast."""
    miscalibration_high: float
    """The 95th percentile of it if the forecasts are right, resampled."""
    discrimination: float
    """What the forecasts know beyond the base rate."""
    uncertainty: float
    """The Brier score of the base rate."""


class DiskFigures(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The disk of the root folder."""

    total: int
    """Bytes."""
    free: int
    """Bytes."""
    percent: float
    """The part in use."""


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An entry of so many picks. Either its payouts or the reason of their absence is there."""

    type: EntryType
    """Whether all picks must be right."""
    picks: int
    """Picks of the entry."""
    payouts: list[Payout]
    """Best first. Numbers of right picks that are missing pay nothing."""
    refused: PayoutRefusal | None
    """Why the payouts are not known."""
    sources: list[PayoutSource]
    """Where the table was read, or the tables that disagree."""


class EventOdds(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All offers on one game."""

    event_id: str
    """Our id of the game."""
    league: League
    """The league."""
    sport: Sport
    """The sport."""
    start_time: datetime | None
    """When it starts; null where that is to be announced."""
    status: EventStatus
    """The status."""
    home: Team
    """The home side."""
    away: Team
    """The away side."""
    best: list[BestMarket]
    """The best prices, one for each selection and line."""
    offers: list[Offer] | None = None
    """Absent with `view=best`."""


class EventSide(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of the two sides. `team_id` is absent if no registered team was recognised (all-star teams)."""

    team_id: str | None
    """Our id of the team."""
    name: str
    """The side's name."""
    abbreviation: str | None
    """As the league abbreviates it."""
    score: int | None
    """Its points; null before the start."""


class EventSource(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One provider's listing of this game."""

    provider: Provider
    """The provider that reports it."""
    native_id: str
    """The provider's own id of the game."""
    observed_at: datetime | None
    """The provider's own time of its listing."""
    method: MatchMethod
    """How the listing was matched to its game."""
    confidence: float
    """1 for a certain match, less for an inferred one."""


class FairRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The fair price of a market, with the quotes it follows from."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None
    """Set when the record has ended. The message is then a notice, not an offer."""
    id: str
    event_id: str
    """Our id of the game."""
    league: League
    """The league."""
    market: str
    period: Period
    """The part of the game that decides."""
    scope: SettlementScope
    """Whether overtime counts."""
    line: float | None
    """Of a spread that of the home side. Null for a market without lines, and for legs at different lines."""
    side: HomeOrAway | None
    """Whose total it is, of a team's total."""
    player_id: str | None
    """Of a player's prop; a combo has the ids of its players, joined by `+`."""
    player_name: str | None
    stat_type: str | None
    """Of a player's prop."""
    start_time: datetime | None
    """The game's start when this was computed."""
    config: str
    """A hash of the configuration that it was computed with."""
    fair: list[FairSelection]
    """Empty where it is refused; `reason` says why."""
    method: DevigMethod
    """How the listing was matched to its game."""
    overround: float | None
    """The mean over the books of the sum of the inverse prices less 1."""
    inputs: list[AgedQuote]
    """The quotes it follows from, by bookmaker."""
    refused: list[RefusedQuote]
    reason: RefusalReason | None
    """Why the feed is in this state."""
    valid_until: datetime | None
    """When the first quote among the inputs becomes too old, or the game starts."""
    closed: bool
    """Whether the game has started, so that it is the closing price."""
    sealed_at: datetime | None
    """When the start was observed."""


class FairSelection(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The fair probability of one selection, to 9 decimals."""

    selection: Selection
    """The side of the market."""
    probability: float
    low: float | None
    """The lower end of the 95 % interval, from the books' spread."""
    high: float | None
    """The upper end."""
    price: float
    """Decimal odds without a margin."""


class Figure(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A player's figure of one statistic."""

    value: float
    """The figure of the provider that counts first."""
    providers: list[Provider]
    """The providers that report it, the one that counts first at the front."""
    differs: list[OtherFigure]
    """The providers that report another figure. Whole minutes do not differ from the seconds that they round."""


class ForecastScores(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Scores of a set of games. Null where a number does not exist. Losses in nats a game."""

    games: int
    log_loss: float | None
    brier: float | None
    """(p - y)^2 of two outcomes, the sum over three."""
    rps: float | None
    accuracy: float | None
    close_games: int
    """Those that have a closing price."""
    close_log_loss: float | None
    """Of the closing price on those games."""
    gap: float | None
    """Log loss of the model less that of the close, paired."""
    gap_se: float | None
    """Its standard error."""
    reliability: list[ReliabilityBin]
    """Of the home side's probability, in ten bins; empty ones are left out."""
    discrimination: Discrimination | None
    """Of the home side's win."""


class FoundListing(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A provider's id and its game."""

    provider: Provider
    """The provider that reports it."""
    native_id: str
    """The provider's own id of the game."""
    own_id: str
    """The listing's own event id; it never changes."""
    method: MatchMethod
    """How the listing was matched to its game."""
    confidence: float
    """1 for a certain match, less for an inferred one."""
    margin: float | None
    """The lead in confidence over the next nearest game, if there is one."""
    event_id: str
    """Our id of the game."""
    league: League
    """The league."""


class FoundListings(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One listing for each league in which the provider uses the id."""

    data: list[FoundListing]
    """One row for each league."""


class Game(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A game, merged from the listings of all providers that carry it."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None
    """Set when the record has ended. The message is then a notice, not an offer."""
    event_id: str
    """Our id of the game."""
    league: League
    """The league."""
    sport: Sport
    """The sport."""
    start_time: datetime | None
    """Null where it is to be announced."""
    start_time_confirmed: bool
    """False while the start is a placeholder."""
    status: EventStatus
    """The status."""
    home: EventSide
    """The home side."""
    away: EventSide
    """The away side."""
    score: GameScore | None
    """The sides' scores once more, with the source that reports them."""
    period: int | None
    """Quarter, half, period or inning, counted from 1 through overtimes and shoot-out; kept when the game has
    ended.
    """
    half: InningHalf | None
    """Baseball: the half of the inning."""
    period_label: str | None
    """As a screen shows it: `Q4`, `OT`, `Top 6th`, `HT`."""
    clock: GameClock | None
    """Null where the sport has none, and when the game has ended. Read from text in records of before."""
    detail: str | None
    """The provider's own words for the state of play: `4:05 - 3rd Quarter`, `Final/OT`."""
    situation: Situation | None
    """The state of play."""
    periods: list[PeriodScore] | None
    """The line score, in the order of play."""
    regulation: SideScores | None
    """The score at the end of regulation time, without overtime and shoot-out."""
    season: Season | None
    """Its season."""
    week: int | None
    """The week of the season, where the league counts in weeks."""
    round: str | None
    """The round of a cup, a play-off or a match day, in the provider's words."""
    series: Series | None
    """Its play-off series."""
    venue: Venue | None
    """Read from its name alone in records of before."""
    neutral_site: bool | None
    """Whether neither side plays at its own venue."""
    game_number: int | None
    """1 or 2 in a doubleheader, where a provider says so."""
    broadcasts: list[Broadcast] | None
    """The channels that show it."""
    weather: Weather | None
    """The weather at the venue."""
    pitchers: Pitchers | None
    """Baseball: the starting pitchers."""
    sources: list[EventSource]
    """The listings that were merged."""
    aliases: list[str]
    """Ids that listings of this game had before they were joined to it; never chained."""
    freshness: str
    """Whether the feeds that report it are believed now."""
    best: list[BestMarket] | None = None
    """The best prices; only with `include=best`."""


class GameClock(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The clock of the current period."""

    text: str
    """As the provider writes it: `7:12`, `0:41.3`, `45'+2'`."""
    seconds: float | None
    """Left in the period, or played of the match where the clock counts up. Null if the text is no time."""
    direction: ClockDirection | None
    """Whether it counts down to zero or up from it."""
    running: bool | None
    """Whether time runs now."""


class GameMeta(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The metadata of a page of one game."""

    generated_at: datetime
    """When the page was built."""
    view: str
    """Whether what is served is all there is, or what was there before an outage."""
    sources: list[Source]
    """The feeds that report these items, each with its state."""
    cursor: str | None
    """Where the stream of this league goes on: the page has everything up to it, and may have newer changes. Null
    for several leagues, and where the log does not say which one it is.
    """


class GamePage(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of one game."""

    data: GameParts
    """The items."""
    meta: GameMeta
    """What is known of the page."""


class GameParts(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A game with the parts that were asked for; the others are absent."""

    game: Game
    """The game."""
    odds: list[Offer] | None = None
    """All offers."""
    best: list[BestMarket] | None = None
    """The best prices of what can be bet on now."""
    props: list[GameProp] | None = None
    """The ladders of lines, in the order of their list."""
    stats: list[GamePlayer] | None = None
    """The players of the box score."""
    news: list[Article] | None = None
    """The articles about the game, newest first."""
    injuries: list[PlayerInjury] | None = None
    """Of the players of both teams."""
    ids: Crosswalk | None = None
    """The providers' own ids of the game."""


class GamePlayer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A player of the game's box score, without the reports that were merged."""

    player: ReportedPlayer
    """The player."""
    side: str | None
    """The player's side of the game; null where it is unknown."""
    starter: bool | None
    """Whether the player started, where a provider reports it."""
    seconds: int | None
    """Seconds played, where a provider reports them; `minutes` are the same as a decimal number."""
    stats: dict[str, Figure]
    """The figures by statistic."""
    changed_at: datetime
    """The newest of its reports."""
    freshness: str
    """Stale only where every report is."""


class GameProp(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One source's ladder of lines for one player and one statistic, without the facts of the game."""

    stat_type: StatType
    """The statistic."""
    native_stat: str | None
    """The statistic in the provider's words, where no vocabulary of ours has it."""
    period: Period
    """The part of the game that decides."""
    player: PropPlayer
    """The first of `players`."""
    players: list[PropPlayer]
    """One player, or up to four of a combo."""
    source: Provider
    """The provider that reports it."""
    feed: str
    """The provider's feed that reports it."""
    bookmaker: str
    """The bookmaker's key."""
    lines: list[PropLine]
    """The rungs, by line."""
    observed_at: datetime | None
    """The provider's own time, if it reports one."""
    changed_at: datetime
    """When the provider's answer that changed it was fetched."""
    freshness: str
    """Whether the feeds that report it are believed now."""


class GameScore(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The score, with its source and whether that is believed now."""

    home: int
    """The home side's points."""
    away: int
    """The away side's points."""
    source: Provider
    """The provider that reports it."""
    observed_at: datetime
    """When this score was first fetched from the source."""
    freshness: str
    """Whether the feeds that report it are believed now."""


class GradeEvidence(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the results follow from. A change of versions alone is not published."""

    score: SideScores | None
    """Both sides' points as the game's record has them."""
    periods: list[PeriodScore] | None
    """The line score."""
    regulation: SideScores | None
    """The score at the end of regulation time."""
    status: EventStatus
    """The status."""
    sources: list[Provider]
    """The providers that list the game, in alphabetical order."""
    version: int
    """The version of the game in `normalized.events`."""
    figures: list[PlayerFigure]
    """Of a prop: what each report says."""


class GradeRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How one bet ended by the rules of one profile."""

    id: str
    """The record's id, which `a1 prove` takes. Rows of one market and profile share it."""
    event_id: str
    """Our id of the game."""
    league: League
    """The league."""
    market: str
    """A market's key, or `player-prop`."""
    period: Period
    """The part of the game that decides."""
    scope: SettlementScope
    """Whether overtime counts."""
    player_id: str | None
    """Of a prop; a combo has the ids of its players, joined by `+`."""
    player_name: str | None
    """Of a prop."""
    stat_type: str | None
    """Of a prop."""
    selection: Selection
    """The side of the market."""
    line: float | None
    """The line of this selection; null for a market without lines."""
    profile: str
    """The rules by which it is graded: a bookmaker's key, or `a1` for the neutral ones."""
    result: GradeResult
    """How the bet ended."""
    rule: GradeRule | None
    """What decided it; null where it is ungraded."""
    reason: RefusalReason | None
    """Why it is ungraded, else null."""
    evidence: GradeEvidence
    """What the result follows from."""
    corrected: Correction | None
    """What was known at the first final grade, where that has changed since."""
    version: int
    """The version of the record. A correction is a new one."""
    changed_at: datetime
    """When the provider's answer that changed it was fetched."""


class Health(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whether the gateway can answer."""

    status: HealthStatus
    """The status."""


class HistoryHealth(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The database of the past as the gateway sees it."""

    state: str
    """Whether it answers; `off` where none is configured."""
    reason: str | None
    """Why it does not answer; null where it does."""
    latency_ms: float | None
    """Milliseconds of a query; null where it does not answer."""
    affects: str
    """What does not work without it."""


class Index(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is served, and where."""

    name: str
    """The product."""
    version: str
    """The running version."""
    links: Links
    """The addresses."""


class InjuryReport(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A player's availability, as one provider reports it."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None
    """Set when the record has ended. The message is then a notice, not an offer."""
    league: League
    """The league."""
    provider: Provider
    """The provider that reports it."""
    feed: str
    """The provider's feed that reports it."""
    target: str
    """The request whose answer reports it."""
    player: PropPlayer
    """The player."""
    status: InjuryStatus
    """The status."""
    native_status: str
    """The provider's own word: `Out`, `Day-To-Day`."""
    body_part: str | None
    """The provider's own word."""
    comment: str | None
    """The provider's own text."""
    expected_return_on: str | None
    """The day on which the player is expected back."""
    freshness: str
    """Whether the feeds that report it are believed now."""


class KafkaHealth(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Kafka as the services see it."""

    lag: dict[str, int]
    """Unread records by service, of those that report them."""


class KellyAnswer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The plan."""

    data: KellyPlan
    """The stakes and what they promise."""


class KellyBet(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A bet that can be placed."""

    probability: float
    """That it wins."""
    price: float | str
    """Decimal odds, above 1."""
    push_probability: float = 0.0
    """That the stake is returned."""
    market_probability: float | None = None
    """What the market gives it without margin; `probability` is moved towards it."""
    event_id: str | None = None
    """The game, by any id: two bets of one game are refused, because their joint distribution is not known."""
    limit: float | None = None
    """The book's largest stake in the bankroll's currency; without a bankroll a share of it."""


class KellyCaps(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The largest stakes, as shares of the bankroll."""

    bet: float = 1.0
    """Of one bet."""
    game: float = 1.0
    """Of the bets of one game together; all bets with `exclusive`."""
    day: float = 1.0
    """Of all bets together."""


class KellyPlan(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Stakes in the order of the bets."""

    stakes: list[KellyStake]
    """One for each bet."""
    growth: float
    """The expected logarithmic growth of the bankroll by the moved probabilities."""


class KellyRequest(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Bets that are decided together."""

    bets: list[KellyBet]
    """At most six."""
    exclusive: bool = False
    """Whether the bets are outcomes of one market, so that at most one wins."""
    fraction: float = 0.25
    """The share of the full Kelly stake that is staked."""
    shrink: float = 0.5
    """The share of its distance to `market_probability` by which a probability is moved to it."""
    bankroll: float | None = None
    """What there is; with it stakes have an amount."""
    caps: KellyCaps | None = None
    """The largest stakes."""


class KellyStake(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What to stake on a bet."""

    stake: float
    """The share of the bankroll, to 9 decimals."""
    amount: float | None
    """The same in the bankroll's currency, to 6 decimals; null without a bankroll."""
    reason: RefusalReason | None
    """Why the stake is 0: `no-edge`; else null."""


class KnownBookmaker(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A bookmaker that offers something now."""

    bookmaker: str
    """Its key, for the filter `bookmaker`."""
    leagues: list[League]
    """Where it offers something."""


class KnownLeague(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A league and the words for it in paths."""

    league: League
    """Our word."""
    sport: Sport
    """Its sport, which means all its leagues in a path."""
    odds_api_key: str
    """The Odds API's key of the league."""
    periods: int
    """Periods in regulation."""
    period_name: str
    """What one is called."""
    clock: str
    """Which way the clock runs: `down`, `up` or `none`."""


class KnownMarket(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A market."""

    market: MarketKey
    """Our word, for the filter `market`."""
    name: str
    """The same as a screen shows it."""


class KnownStatistic(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A statistic of players."""

    stat_type: StatType
    """Our word, for the filter `stat_type`."""
    name: str
    """The same as a screen shows it."""


class LeaguePlayer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A player. Each fact is that of the first of the rosters of one team that has it."""

    player_id: str
    """Our id of the player."""
    league: League
    """The league."""
    name: str
    """The player's name."""
    team_id: str
    """Our id of the team."""
    position: str | None
    """As the provider writes it: `SF`, `QB`, `goalkeeper`."""
    jersey: str | None
    """The number on the shirt."""
    headshot: str | None
    """A link to an image."""
    status: RosterStatus | None
    """The place on the roster; null where the providers' words are in no vocabulary."""
    provider_ids: dict[str, str]
    """The providers' own ids of the player, by provider."""
    sources: list[ProfileSource]
    """The rosters of the team, the first one first."""
    changed_at: datetime
    """The newest of its sources."""
    freshness: str
    """Fresh while any of its sources is."""


class LeagueRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A league, the words for it in paths, and the number of its games."""

    league: League
    """The league."""
    sport: Sport
    """The sport."""
    odds_api_key: str
    """The Odds API's key of the league."""
    games: int
    """Games in the view."""


class LeagueTeam(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A team. Each fact is that of the first of its sources that has it."""

    team_id: str
    """Our id of the team."""
    league: League
    """The league."""
    name: str
    """The registered name."""
    nickname: str | None
    """The name without its place: `Lakers`."""
    abbreviation: str | None
    """As the league abbreviates it."""
    city: str | None
    """The place in the team's name, which may be a state or a school."""
    colors: list[str]
    """The first colour first, as `#552583`."""
    logo: str | None
    """A link to an image."""
    conference: str | None
    """As the feed writes it."""
    division: str | None
    """As the feed writes it."""
    record: SeasonRecord | None
    """The results of the season."""
    rank: int | None
    """The place in the table that the record is from, from 1: of the conference, of the division, or of the
    league.
    """
    standing: str | None
    """The place in words: `1st in Pacific Division`."""
    provider_ids: dict[str, str]
    """The providers' own ids of the team, by provider."""
    sources: list[ProfileSource]
    """The feeds that describe it, the first one first."""
    changed_at: datetime
    """The newest of its sources."""
    freshness: str
    """Fresh while any of its sources is."""


class LeagueViewHealth(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A league's part of the view in this process."""

    league: str
    """The league."""
    state: ViewState
    """How current it is."""
    records: dict[str, int]
    """Records by kind."""


class Leagues(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Every league."""

    data: list[LeagueRow]
    """One row for each league."""


class LimitsHealth(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The limits of clients' requests."""

    state: str
    """Whether they hold over all processes; `shared` while each admits its share for want of Redis."""
    reason: str | None
    """Why Redis does not charge requests; null where it does."""
    workers: int
    """Processes among which a limit is shared then."""


class Links(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Addresses. What is served here is given as a path."""

    stream: str | None
    """The base address of the stream over HTTP, which server-sent events are part of; null where none is set."""
    ws: str | None
    """The whole address of the stream's WebSocket; null where none is set."""
    mcp: str | None
    """The whole address of the MCP server; null where none is set."""
    docs: str
    """The documentation for people."""
    openapi: str
    """The document that clients are generated from."""
    stream_openapi: str
    """The document of the stream over HTTP, tickets, keys and webhooks."""
    asyncapi: str
    """The document of the log's topics and the stream's frames."""
    routes: dict[str, list[str]]
    """The paths that answer GET, by group."""


class MemoryFigures(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The machine's memory."""

    total: int
    """Bytes."""
    available: int
    """Bytes that programs can have."""
    percent: float
    """The part in use."""


class Meta(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The metadata of a page."""

    count: int
    """Items in this page."""
    next_cursor: str | None
    """The `cursor` of the next page; null on the last one."""
    generated_at: datetime
    """When the page was built."""
    view: str
    """Whether what is served is all there is, or what was there before an outage."""
    sources: list[Source]
    """The feeds that report these items, each with its state."""
    removed: Removals | None
    """With `removed=true`, on the first page."""
    cursor: str | None
    """Where the stream of this league goes on: the page has everything up to it, and may have newer changes. Null
    for several leagues, and where the log does not say which one it is.
    """


class Movement(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a bookmaker's quote for one selection moved."""

    event_id: str
    """Our id of the game."""
    market: str
    """The market's key."""
    period: str
    """The part of the game that decides it."""
    scope: str
    """Whether overtime counts."""
    selection: str
    """The side that is bet on."""
    rung: float | None
    """The line of an alternate; null for the main line, which moves."""
    bookmaker: str
    """The bookmaker's key."""
    provider: str
    """The provider that reports it."""
    feed: str
    """The provider's feed."""
    open: PriceAt
    """The first quote."""
    last: PriceAt
    """The newest quote."""
    close: PriceAt | None
    """The closing price; null before the start, and where there is none."""
    no_close: str | None
    """Why there is no closing price, once that is known."""
    started_at: datetime | None
    """The observed start of the game; null before it."""
    changes: int
    """How many quotes there were, the opening included."""
    high: float | None
    """The highest price."""
    low: float | None
    """The lowest price."""
    suspended: bool
    """Whether the newest quote is suspended."""
    withdrawn: str | None
    """Why the quote ended; null while it is offered."""
    quotes: list[QuoteChange] | None
    """Every change in its order; null unless asked for."""
    steam: list[SteamMove]
    """Steam moves that this bookmaker was part of."""


class MovementMeta(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What belongs to the whole page."""

    event_id: str
    """Our id of the game."""
    league: str
    """Its league."""
    status: str
    """Its newest status."""
    started_at: datetime | None
    """The observed start; null before it."""
    start_observed: str | None
    """How the start is known: `live-status`, `scheduled-start` or `already-begun`."""
    sealed_at: datetime | None
    """When its closing prices were sealed."""
    no_close: str | None
    """Why the whole game has no closing prices."""
    truncated: bool
    """Whether changes are missing because there are more than an answer may have."""
    next_cursor: str | None
    """Fetches the next page; null on the last."""


class Movements(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of movements."""

    data: list[Movement]
    """One row for each market, bookmaker and selection."""
    meta: MovementMeta
    """Of the whole page."""


class NewsImage(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A picture of an article."""

    url: str
    """Where the picture is, https."""
    width: int | None
    """In pixels."""
    height: int | None
    """In pixels."""
    caption: str | None
    """What it shows, in the provider's words."""


class NewsPlayer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A player that an article is about."""

    player_id: str
    """Our id of the player, by the rosters of the league, else by name."""
    name: str
    """The player's name."""
    native_id: str | None
    """The provider's own id of the player."""


class Offer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One bookmaker's offer, as one provider reports it."""

    bookmaker: str
    """The bookmaker's key."""
    bookmaker_name: str
    """The bookmaker's name."""
    provider: Provider
    """The provider that reports it."""
    feed: str
    """The provider's feed that reports it."""
    observed_at: datetime | None
    """The provider's own time, if it reports one."""
    changed_at: datetime
    """When the provider's answer that changed it was fetched."""
    freshness: str
    """Whether the feeds that report it are believed now."""
    markets: list[OfferMarket]
    """The markets that are offered."""


class OfferMarket(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A market of the offer. A market missing from the offer's next version has been withdrawn."""

    key: MarketKey
    """The market."""
    period: Period
    """The part of the game that decides."""
    scope: SettlementScope
    """Whether overtime counts."""
    outcomes: list[OfferOutcome]
    """One for each selection and line."""
    phase: MarketPhase | None
    """Whether it is offered before the game or during it, or is closed."""
    suspended: bool | None
    """Whether the bookmaker takes no bets at present."""
    main: bool | None
    """Whether this is the bookmaker's main line among its lines of this market."""
    provider_main: bool | None
    """Whether the provider marks it as the main line."""
    complete: bool | None
    """False where a selection that the market must have is missing."""
    observed_at: datetime | None
    """The provider's own time of this market."""
    limit: float | None
    """The highest stake, in the bookmaker's currency."""
    link: str | None
    """The market's page at the bookmaker, https."""


class OfferOutcome(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A price for one selection. `price` is decimal odds; the form that the provider did not write is derived."""

    selection: Selection
    """The side of the market."""
    line: float | None
    """In the event's canonical orientation. A spread belongs to its own selection."""
    price: float | None
    """Null where the book pays a multiplier."""
    american: int | None
    """A whole number. Null for decimal odds of 1, which have no American form."""
    native_id: str | None
    """The bookmaker's own id of the selection."""
    link: str | None
    """The bookmaker's bet slip with this selection, https."""
    limit: float | None
    """The highest stake, in the bookmaker's currency."""
    multiplier: float | None
    """Daily fantasy: the factor of this pick in an entry's payout."""
    opening: OpeningPrice | None
    """What the bookmaker offered first."""


class OpeningPrice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The first line and price that the bookmaker offered for a selection."""

    line: float | None
    """Null for a market without lines."""
    price: float | None
    """Decimal odds."""


class OpportunityRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An opportunity, from its first appearance to its end."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None
    """Set when the record has ended. The message is then a notice, not an offer."""
    id: str
    event_id: str
    """Our id of the game."""
    league: League
    """The league."""
    market: str
    period: Period
    """The part of the game that decides."""
    scope: SettlementScope
    """Whether overtime counts."""
    line: float | None
    """Of a spread that of the home side. Null for a market without lines, and for legs at different lines."""
    side: HomeOrAway | None
    """Whose total it is, of a team's total."""
    player_id: str | None
    """Of a player's prop; a combo has the ids of its players, joined by `+`."""
    player_name: str | None
    stat_type: str | None
    """Of a player's prop."""
    start_time: datetime | None
    """The game's start when this was computed."""
    config: str
    """A hash of the configuration that it was computed with."""
    kind: OpportunityKind
    profit: float
    """As a share of the sum staked: of an arbitrage and a low hold the worst branch, of others the expected
    profit.
    """
    legs: list[AgedLeg]
    worst_branch: float
    """The profit in the branch that pays least, in the unit of the stakes."""
    void_branches: list[list[float]]
    """By void leg the profit by winning leg; of an entry by the number of other picks that are right, all first."""
    standard_error: float | None
    """Of an expected profit."""
    hit_probability: float | None
    """Of a middle and an entry: that all legs win."""
    against: list[AgedQuote]
    """The quotes of other books that an expected profit is measured against."""
    state: OpportunityState
    """Whether the feed is up."""
    opened_at: datetime
    """`changed_at` of the record that opened it."""
    ended_at: datetime | None
    reason: EndReason | None
    """Why it ended."""
    entry: PickemEntry | None
    """What an entry pays. Null for other kinds."""
    paid: float | None
    """The profit as the games ended, by the neutral rules, as a share of the sum staked. Null until that is known."""


class OtherFigure(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a provider reports instead."""

    provider: Provider
    """The provider that reports it."""
    value: float
    """The provider's figure."""


class PageOfArticle(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of a list."""

    data: list[Article]
    """The items."""
    meta: Meta
    """What is known of the page."""


class PageOfEventOdds(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of a list."""

    data: list[EventOdds]
    """The items."""
    meta: Meta
    """What is known of the page."""


class PageOfFairRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of a list."""

    data: list[FairRow]
    """The items."""
    meta: Meta
    """What is known of the page."""


class PageOfGame(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of a list."""

    data: list[Game]
    """The items."""
    meta: Meta
    """What is known of the page."""


class PageOfGradeRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of a list."""

    data: list[GradeRow]
    """The items."""
    meta: Meta
    """What is known of the page."""


class PageOfInjuryReport(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of a list."""

    data: list[InjuryReport]
    """The items."""
    meta: Meta
    """What is known of the page."""


class PageOfLeagueTeam(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of a list."""

    data: list[LeagueTeam]
    """The items."""
    meta: Meta
    """What is known of the page."""


class PageOfOpportunityRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of a list."""

    data: list[OpportunityRow]
    """The items."""
    meta: Meta
    """What is known of the page."""


class PageOfPlayerInjury(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of a list."""

    data: list[PlayerInjury]
    """The items."""
    meta: Meta
    """What is known of the page."""


class PageOfPrediction(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of a list."""

    data: list[Prediction]
    """The items."""
    meta: Meta
    """What is known of the page."""


class PageOfPredictionProof(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of a list."""

    data: list[PredictionProof]
    """The items."""
    meta: Meta
    """What is known of the page."""


class PageOfProp(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of a list."""

    data: list[Prop]
    """The items."""
    meta: Meta
    """What is known of the page."""


class PageOfPropOfBooks(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of a list."""

    data: list[PropOfBooks]
    """The items."""
    meta: Meta
    """What is known of the page."""


class PageOfRefusalCount(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of a list."""

    data: list[RefusalCount]
    """The items."""
    meta: Meta
    """What is known of the page."""


class PageOfScorecard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of a list."""

    data: list[Scorecard]
    """The items."""
    meta: Meta
    """What is known of the page."""


class PageOfStatistics(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of a list."""

    data: list[Statistics]
    """The items."""
    meta: Meta
    """What is known of the page."""


class PastMeta(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What belongs to the whole page."""

    next_cursor: str | None
    """Fetches the next page; null on the last."""


class PastPrice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A change of a price."""

    changed_at: datetime
    """When the body with the change was fetched."""
    observed_at: datetime | None
    """The provider's own time."""
    price: float | None
    """Decimal odds; null once withdrawn."""
    line: float | None
    """Null for a market without lines."""
    american: int | None
    """American odds."""
    suspended: bool
    """Whether no bets were taken."""
    withdrawn: str | None
    """Why the quote ended; null while it is offered."""
    source_state: str | None
    """The source's state at that time."""
    event_id: str
    """Our id of the game."""
    league: str
    """Its league."""
    provider: str
    """The provider that reported it."""
    feed: str
    """The provider's feed."""
    bookmaker: str
    """The bookmaker's key."""
    market: str
    """The market's key."""
    period: str
    """The part of the game that decides it."""
    scope: str
    """Whether overtime counts."""
    selection: str
    """The side that is bet on."""
    rung: float | None
    """The line of an alternate; null for the main line."""
    multiplier: float | None
    """The factor in an entry's payout."""
    phase: str | None
    """Whether it was offered before the game or during it."""
    version: int
    """The version of the record."""


class PastPrices(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of changes of prices."""

    data: list[PastPrice]
    """The changes, the oldest first."""
    meta: PastMeta
    """Of the whole page."""


class PastProp(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A change of a prop's line or price."""

    changed_at: datetime
    """When the body with the change was fetched."""
    observed_at: datetime | None
    """The provider's own time."""
    price: float | None
    """Decimal odds; null once withdrawn."""
    line: float | None
    """Null for a market without lines."""
    american: int | None
    """American odds."""
    suspended: bool
    """Whether no bets were taken."""
    withdrawn: str | None
    """Why the quote ended; null while it is offered."""
    source_state: str | None
    """The source's state at that time."""
    event_id: str
    """Our id of the game."""
    league: str
    """Its league."""
    provider: str
    """The provider that reported it."""
    feed: str
    """The provider's feed."""
    bookmaker: str
    """The bookmaker's key."""
    player_id: str
    """Our id of the player; those of a combo are joined by `+`."""
    player: str
    """The player's name."""
    stat_type: str
    """The statistic."""
    period: str
    """The part of the game that decides it."""
    line_type: str
    """How the line pays."""
    side: str
    """`over` or `under`."""
    rung: float | None
    """The line of one of several; null for the only one."""
    multiplier: float | None
    """The factor in an entry's payout."""
    version: int
    """The version of the record."""


class PastProps(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of changes of props."""

    data: list[PastProp]
    """The changes, the oldest first."""
    meta: PastMeta
    """Of the whole page."""


class PastResult(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a game ended."""

    league: str
    """The league."""
    played_on: str
    """The day of the game, as North America counts days."""
    home: str
    """The home side's name."""
    away: str
    """The away side's name."""
    number: int
    """Counts games of the same sides on the same day."""
    season: int | None
    """The season; null where it is not known."""
    event_id: str | None
    """Our id of the game; null where the log has not had it."""
    home_score: int
    """The home side's points."""
    away_score: int
    """The away side's points."""
    source: str
    """`log` for a game that was observed, `espn` for one of a past board, else the imported file's name."""


class PastResults(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of results."""

    data: list[PastResult]
    """The games, the oldest first."""
    meta: PastMeta
    """Of the whole page."""


class Payout(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an entry pays for so many right picks."""

    correct: int
    """Right picks."""
    multiple: float
    """Of the entry, with the entry included."""


class PayoutSource(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a table stands."""

    url: str
    """Its address."""
    dated: str | None
    """The day that it gives; null where it gives none."""


class PeriodScore(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The points of one period alone."""

    number: int
    """Counts from 1 through overtimes and shoot-out."""
    type: PeriodType | None
    """Null where the provider does not say."""
    label: str
    """As a screen shows it: `Q4`, `OT`, `2OT`, `P3`, `H2`, `SO`; an inning is its number."""
    home: int | None
    """Null for the half of a last inning that was not played."""
    away: int | None
    """Null for the half of a last inning that was not played."""


class PickemEntry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an entry pays, as multiples of it with the entry included."""

    type: EntryType
    """Whether all picks must be right."""
    payouts: list[Payout]
    """Best first. Numbers of right picks that are missing pay nothing."""


class Pitchers(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The starting pitchers' names."""

    home: str | None
    """The home side's starting pitcher."""
    away: str | None
    """The away side's starting pitcher."""


class PlayerFigure(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A player's figure in one report."""

    player_id: str
    provider: Provider
    """The provider that reports it."""
    feed: str
    """The provider's feed that reports it."""
    figure: float | None
    """Null where the report does not have it."""
    version: int
    """The version of the report in `normalized.player-stats`."""


class PlayerFigures(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A player's statistics in one game, merged from all providers that report them."""

    event_id: str
    """Our id of the game."""
    league: League
    """The league."""
    player: ReportedPlayer
    """The player."""
    team: Team | None
    """The player's side of the game; null where it is unknown."""
    side: str | None
    """The same as a word."""
    starter: bool | None
    """Whether the player started, where a provider reports it."""
    seconds: int | None
    """Seconds played, where a provider reports them; `minutes` are the same as a decimal number."""
    stats: dict[str, Figure]
    """The figures by statistic."""
    reports: list[StatisticsReport]
    """The reports that were merged, the one that counts first at the front."""
    changed_at: datetime
    """The newest of its reports."""
    freshness: str
    """Stale only where every report is."""


class PlayerInjury(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A player's availability, by all providers that report it."""

    league: League
    """The league."""
    player: ReportedPlayer
    """The player."""
    status: InjuryStatus
    """The availability by the newest report."""
    reports: list[AvailabilityReport]
    """The report of each provider and feed, newest first by the provider's own time, else by `changed_at`."""
    changed_at: datetime
    """The newest of its reports."""
    freshness: str
    """The freshness of the newest report."""


class PlayerMeta(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The metadata of a page of one player."""

    generated_at: datetime
    """When the page was built."""
    view: str
    """Whether what is served is all there is, or what was there before an outage."""
    sources: list[Source]
    """The feeds that report these items, each with its state."""
    cursor: str | None
    """Where the stream of this league goes on: the page has everything up to it, and may have newer changes. Null
    for several leagues, and where the log does not say which one it is.
    """


class PlayerPage(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of one player."""

    data: LeaguePlayer
    """The items."""
    meta: PlayerMeta
    """What is known of the page."""


class Prediction(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Topic `analytics.predictions`, key `event_id|model|market`. The last one before the observed start stays."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None
    """Set when the record has ended. The message is then a notice, not an offer."""
    event_id: str
    """Our id of the game."""
    league: League
    """The league."""
    model: str
    """`market`, `elo`."""
    artefact: str
    """The sha256 of the model's parameters, in hexadecimal digits."""
    uses_market: bool
    """Whether it looks at prices."""
    market: MarketKey
    period: Period
    """The part of the game that decides."""
    scope: SettlementScope
    """Whether overtime counts."""
    probabilities: dict[str, float]
    """By selection, to 9 decimals. Their sum is 1 within the last decimal of each."""
    interval: dict[str, ProbabilityInterval] | None
    """By selection. Null where nothing says how sure the model is, such as a market of one book."""
    start_time: datetime | None
    """The game's start as it was known then."""
    sealed_at: datetime
    """The time of the last record that it follows from: before the observed start."""
    as_of: dict[str, int]
    """Topic → offset of the last record of the league that it follows from."""
    inputs: dict[str, float]
    """What it follows from, by name: ratings, games played, results behind them, versions of records."""
    unproven: bool
    """Whether fewer than 1,000 of the model's predictions in the league have been graded."""


class PredictionProof(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What shows that a prediction was sealed before the start."""

    id: str
    """The record's id, which `a1 prove` takes."""
    event_id: str
    """Our id of the game."""
    model: str
    """`market`, `elo`."""
    artefact: str
    """The sha256 of the model's parameters, in hexadecimal digits."""
    sealed_at: datetime
    """The time of the last record that the prediction follows from."""
    start_time: datetime | None
    """The game's start as it was known when the prediction was sealed."""
    is_before_start: bool | None
    """Whether `sealed_at` is before `start_time`; null where no start was known."""
    start_time_now: datetime | None
    """The game's start as it is known now."""
    status: EventStatus
    """The game's status now. Until the game starts, a newer prediction may replace this one."""
    as_of: dict[str, int]
    """Topic → offset of the last record of the league's partition that the prediction follows from."""
    record: RecordPlace
    """Where the prediction lies in the log."""
    sha256: str
    """The hash of the UTF-8 bytes of `content`, in hexadecimal digits."""
    content: str
    """The value of the record in the log, byte for byte: the prediction as it was published."""


class PriceAt(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A quote at one time."""

    price: float | None
    """Decimal odds."""
    line: float | None
    """Null for a market without lines."""
    observed_at: datetime | None
    """The provider's own time; where it reports none, when the body was fetched."""


class ProbabilityInterval(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The 95 % interval of a probability, to 9 decimals."""

    low: float
    high: float


class ProblemDetails(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An error (RFC 9457)."""

    type: str
    """A URN that ends with the code of the problem."""
    title: str
    """What the code means, the same for every request."""
    status: int
    """The HTTP status."""
    detail: str
    """What is wrong with this request."""
    request_id: str
    """The request in our logs, as in `x-request-id`."""
    parameter: str | None = None
    """The parameter at fault."""
    allowed: list[str] | None = None
    """What it may be."""
    near: list[str] | None = None
    """Values that are nearly the one sent, the nearest first."""
    leagues: list[dict[str, str]] | None = None
    """For an unknown sport: all leagues there are."""


class ProcessFigures(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The gateway's process."""

    rss: int
    """Bytes of resident memory."""
    threads: int
    """Its threads."""


class ProfileSource(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A feed that describes the team or the player."""

    provider: Provider
    """The provider that reports it."""
    feed: str
    """The provider's feed that reports it."""
    changed_at: datetime
    """When the provider's answer that changed it was fetched."""
    freshness: str
    """Whether the feeds that report it are believed now."""


class Prop(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One source's ladder of lines for one player and one statistic in one game."""

    event_id: str
    """Our id of the game."""
    league: League
    """The league."""
    start_time: datetime | None
    """When it starts; null where that is to be announced."""
    status: EventStatus
    """The status of the game."""
    home: Team
    """The home side."""
    away: Team
    """The away side."""
    opponent: Team | None
    """The side that the player is not on; null where the player's side is unknown."""
    stat_type: StatType
    """The statistic."""
    native_stat: str | None
    """The statistic in the provider's words, where no vocabulary of ours has it."""
    period: Period
    """The part of the game that decides."""
    player: PropPlayer
    """The first of `players`."""
    players: list[PropPlayer]
    """One player, or up to four of a combo."""
    source: Provider
    """The provider that reports it."""
    feed: str
    """The provider's feed that reports it."""
    bookmaker: str
    """The bookmaker's key."""
    lines: list[PropLine]
    """The rungs, by line."""
    observed_at: datetime | None
    """The provider's own time, if it reports one."""
    changed_at: datetime
    """When the provider's answer that changed it was fetched."""
    freshness: str
    """Whether the feeds that report it are believed now."""


class PropLine(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One rung of a ladder. Pick'em providers have no price; a yes/no market has no line."""

    line: float | None
    """Null for a yes/no market."""
    line_type: LineType
    """How the provider sells the line."""
    over: PropPrice | None
    """The price of over (or of yes)."""
    under: PropPrice | None
    """The price of under (or of no)."""
    sides: list[PropSide] | None
    """The sides that can be taken. Null in records of before."""
    adjusted: bool | None
    """Whether the line pays otherwise than its type does."""
    multiplier: float | None
    """The factor of this pick in an entry's payout, where the provider reports it."""
    promo: bool
    """Whether the line is a promotion."""
    regular_line: float | None
    """The line without the promotion, if there is one."""
    suspended: bool
    """Whether no bets are taken at present."""
    native_id: str | None
    """The provider's own id of the rung."""
    mapped: bool | None
    """False where the statistic is in no vocabulary of ours. Null in records of before."""


class PropOfBooks(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The ladders of all bookmakers for one player and one statistic in one game."""

    event_id: str
    """Our id of the game."""
    league: League
    """The league."""
    start_time: datetime | None
    """When it starts; null where that is to be announced."""
    status: EventStatus
    """The status of the game."""
    home: Team
    """The home side."""
    away: Team
    """The away side."""
    opponent: Team | None
    """The side that the player is not on; null where the player's side is unknown."""
    stat_type: StatType
    """The statistic."""
    native_stat: str | None
    """The statistic in the provider's words, where no vocabulary of ours has it."""
    period: Period
    """The part of the game that decides."""
    player: ReportedPlayer
    """The first of `players`."""
    players: list[ReportedPlayer]
    """One player, or up to four of a combo."""
    books: dict[str, BookLadder]
    """The ladder of each bookmaker by its key: a fresh one before a stale one, then by the providers' precedence."""
    changed_at: datetime
    """The newest of its ladders."""
    freshness: str
    """Stale only where every ladder is."""


class PropPlayer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The player, as resolved within the event's two teams."""

    player_id: str
    """Our id of the player, or a team's for its defence, which some markets list among players."""
    name: str
    """The player's name: one spelling in all records of this id (see `a1_identity.spelling`)."""
    team: str | None
    """The player's `team_id`."""
    confidence: float
    """1 for a certain match, less for an inferred one."""
    native_id: str | None
    """The provider's own id of the player."""
    position: str | None
    """As the provider writes it: `SF`, `QB`, `goalkeeper`."""
    jersey: str | None
    """The number on the shirt."""
    written: str | None
    """The name as the provider writes it. Null where that is `name`."""


class PropPrice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a side pays: decimal odds or a multiplier. The form of odds that the provider did not write is derived."""

    price: float | None
    """Decimal odds. Null where the book pays a multiplier."""
    american: int | None
    """A whole number."""
    multiplier: float | None
    """Daily fantasy: the factor of this pick in an entry's payout."""
    native_id: str | None
    """The bookmaker's own id of the selection."""
    link: str | None
    """The bookmaker's bet slip with this selection, https."""
    limit: float | None
    """The highest stake, in the bookmaker's currency."""


class QuoteChange(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change of a quote."""

    changed_at: datetime
    """When the body with the change was fetched."""
    observed_at: datetime | None
    """The provider's own time."""
    price: float | None
    """Decimal odds; null once withdrawn."""
    line: float | None
    """Null for a market without lines."""
    american: int | None
    """American odds."""
    suspended: bool
    """Whether no bets were taken."""
    withdrawn: str | None
    """Why the quote ended; null while it is offered."""
    source_state: str | None
    """The source's state at that time."""


class QuotedPrice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A bookmaker's price of one selection."""

    selection: Selection
    """The side of the market."""
    price: float
    """Decimal odds."""


class RecordPlace(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a record lies in the log. No other record of the topic has its key and version."""

    topic: str
    partition: int
    key: str
    """The market."""
    version: int
    """The sum of the offsets in its header `causes`, plus one each. Each change of the key raises it."""


class RedisHealth(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Redis as the gateway sees it."""

    state: str
    """Whether it answers."""
    reason: str | None
    """Why it does not answer; null where it does."""
    latency_ms: float | None
    """Milliseconds of a ping; null where it does not answer."""


class RefusalCount(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Topic `analytics.refusals`, key `league|kind|reason`."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None
    """Set when the record has ended. The message is then a notice, not an offer."""
    league: League
    """The league."""
    kind: Claim
    reason: RefusalReason
    """Why the feed is in this state."""
    count: int
    """How often a combination began to be refused for this reason, since the record began."""
    now: int
    """How many combinations are refused for it at present."""
    last: RefusalExample | None
    """The newest one."""


class RefusalExample(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A number that was refused."""

    event_id: str
    """Our id of the game."""
    market: str
    period: Period
    """The part of the game that decides."""
    scope: SettlementScope | None
    """Null where the legs differ in it."""
    line: float | None
    """Null for a market without lines, and where the legs differ in it."""
    player_id: str | None
    bookmakers: list[str]
    """The books of the quotes that were refused."""
    at: datetime


class RefusedQuote(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A bookmaker's prices that were left out."""

    provider: Provider
    """The provider that reports it."""
    bookmaker: str
    """The bookmaker's key."""
    reason: RefusalReason
    """Why the feed is in this state."""


class ReliabilityBin(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Forecasts of about the same probability, and how often what they spoke of occurred."""

    low: float
    """The lower end of the bin, included."""
    high: float
    """Its upper end."""
    count: int
    forecast: float
    """The mean of the forecasts."""
    observed: float
    """The share that occurred."""
    band_low: float
    """The lower end of the 95 % band in which `observed` lies if the forecasts are right, resampled."""
    band_high: float
    """Its upper end."""


class Removals(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The records that ended, the oldest first."""

    records: list[RemovedRecord]
    """The records, at most 500."""
    has_more: bool
    """Whether there are more than 500: then read the list again."""


class RemovedRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A record that ended."""

    kind: Kind
    """The kind of record: several offers make one item of odds."""
    key: str
    """Its key in the canonical stream."""
    event_id: str | None
    """Its game; null for what belongs to none."""
    removed: RemovalReason
    """Why it ended."""
    version: int
    """The version of its end."""
    changed_at: datetime
    """When the provider's answer that changed it was fetched."""


class ReportedPlayer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A player, with the facts that any provider of the row reports. The ids of providers stand with their
    reports.
    """

    player_id: str
    """Our id of the player."""
    name: str
    """The player's name."""
    team: str | None
    """The player's `team_id`."""
    position: str | None
    """As the provider writes it: `SF`, `QB`, `goalkeeper`."""
    jersey: str | None
    """The number on the shirt."""


class Scorecard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Topic `analytics.scorecards`, key `league|model`."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None
    """Set when the record has ended. The message is then a notice, not an offer."""
    league: League
    """The league."""
    model: str
    artefact: str
    """The sha256 of the model's parameters, in hexadecimal digits."""
    uses_market: bool
    all: ForecastScores
    """Every graded prediction."""
    selected: SelectedScores
    unproven: bool
    """Below 1,000 games."""
    first_sealed_at: datetime | None
    """The oldest prediction among them."""
    last_sealed_at: datetime | None
    """The newest."""


class Season(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The season of a game."""

    year: int | None
    """As the provider counts it; a winter season by its own rule of naming."""
    type: SeasonType | None
    """Whether it is preseason, regular season or play-offs."""


class SeasonRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A team's results in the season so far."""

    wins: int
    """Games won."""
    losses: int
    """Games lost, in overtime too where the league counts no overtime losses."""
    ties: int | None
    """Games drawn."""
    overtime_losses: int | None
    """Games lost after regulation, where the league counts them apart."""


class SelectedScores(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Outcomes that the model called likelier than the close by an edge: what it would have bet on."""

    edge: float
    """The least difference in probability."""
    count: int
    claimed: float | None
    """The mean probability of the model."""
    close: float | None
    """That of the close."""
    observed: float | None
    """The share that occurred."""
    observed_se: float | None
    """Its standard error."""


class SentClose(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The close of the bet's selection: one book's prices, or a price without margin."""

    taken_side: float | str | None = None
    """The closing price of the same selection."""
    other_side: float | str | None = None
    """That of the other selection; without it the fair close is not known."""
    fair_price: float | str | None = None
    """A closing price without margin, in place of the others."""


class Series(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The play-off series of a game."""

    game: int | None
    """Counts from 1."""
    of: int | None
    """The most games that the series can have."""
    home_wins: int | None
    """Games won by this game's home side."""
    away_wins: int | None
    """Games won by this game's away side."""


class ServiceHealth(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A service by the heartbeats of its instances."""

    service: str
    """Its name."""
    state: ServiceState
    """Up while one instance is."""
    reason: Cause | None
    """Why it is not up; null where it is."""
    instances: int
    """Instances whose heartbeat is valid."""
    last_heartbeat_at: datetime | None
    """When the newest was sent; null if never."""
    version: str | None
    """The version of the newest."""
    lag: int | None
    """Its unread records; null where unknown."""
    quota: dict[str, int]
    """What is left of providers' quotas, by name."""
    cache: dict[str, int]
    """Figures of its caches, by name."""
    findings: list[str]
    """What its instances find wrong, as words."""


class SideCards(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The cards shown to one side's players."""

    yellow: int | None
    """Yellow cards."""
    red: int | None
    """Red cards, second yellows included."""


class SideScores(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A score of both sides."""

    home: int | None
    """The home side's points."""
    away: int | None
    """The away side's points."""


class SideTotals(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A side's figures: the sums of its players' ones, without what only a team has, such as team rebounds."""

    side: str
    """The side."""
    team: Team
    """Its team."""
    stats: dict[str, float]
    """The sums by statistic. Minutes, plus-minus, percentages and longest plays have none."""


class Situation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The state of play; each sport has some of the fields."""

    possession: HomeOrAway | None
    """American football: the side with the ball."""
    down: int | None
    """American football: 1 to 4."""
    distance: int | None
    """Yards to the next first down."""
    yard_line: str | None
    """As spoken: `BUF 35`."""
    outs: int | None
    """Baseball: 0 to 3."""
    balls: int | None
    """Baseball: of the present count."""
    strikes: int | None
    """Baseball: of the present count."""
    bases: list[int] | None
    """The occupied bases in order, 1 to 3."""
    batter: str | None
    """The batter's name."""
    pitcher: str | None
    """The pitcher's name."""
    power_play: HomeOrAway | None
    """Ice hockey: the side with more skaters."""
    cards: Cards | None
    """Soccer: the cards shown so far."""


class Source(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The state of one provider's feed of a league."""

    provider: Provider
    """The provider that reports it."""
    league: str
    """The league."""
    feed: str
    """The provider's feed that reports it."""
    state: SourceState
    """Whether the feed is up."""
    reason: SourceReason
    """Why the feed is in this state."""
    last_success_at: datetime | None
    """When the feed was last read; null if never."""
    valid_until: datetime
    """After this time the state counts as down."""


class SourceHealth(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The state of one provider's feed of a league."""

    provider: Provider
    """The provider."""
    league: str
    """The league, or `multi`."""
    feed: str
    """The provider's feed."""
    state: SourceState
    """Whether the feed is up."""
    reason: str
    """Why it is in this state."""
    last_success_at: datetime | None
    """When the feed was last read; null if never."""
    valid_until: datetime
    """After this time the state counts as down."""
    quota_remaining: int | None
    """What is left of the provider's quota; null where unknown."""


class Statistics(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One player's statistics in one game, as one provider reports them."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None
    """Set when the record has ended. The message is then a notice, not an offer."""
    event_id: str
    """Our id of the game."""
    league: League
    """The league."""
    provider: Provider
    """The provider that reports it."""
    feed: str
    """The provider's feed that reports it."""
    target: str
    """The request whose answer reports it."""
    native_event_id: str
    """The provider's own id of the game."""
    player: PropPlayer
    """The player."""
    starter: bool | None
    """Whether the player started, where the provider reports it."""
    stats: dict[str, float]
    """The figures by statistic."""
    game_status: EventStatus | None
    """The status of the game in the same body. Figures of a game in play need not be the final ones."""
    freshness: str
    """Whether the feeds that report it are believed now."""


class StatisticsReport(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One provider's report of the player in this game."""

    provider: Provider
    """The provider that reports it."""
    feed: str
    """The provider's feed that reports it."""
    native_id: str | None
    """The provider's own id of the player."""
    changed_at: datetime
    """When the provider's answer that changed it was fetched."""
    freshness: str
    """Whether the feeds that report it are believed now."""


class SteamMove(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Several bookmakers that moved this selection the same way within a minute."""

    direction: str
    """`price-up`, `price-down`, `line-up` or `line-down`."""
    began_at: datetime
    """When the first of them moved."""
    ended_at: datetime
    """When the last of them moved."""
    bookmakers: list[str]
    """Those that moved, three or more."""


class SystemFigures(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The machine that the gateway runs on."""

    cpu_percent: float
    """The part of all cores in use since the last answer."""
    memory: MemoryFigures
    """Its memory."""
    disk: DiskFigures
    """Its disk."""
    process: ProcessFigures


class Team(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A side, without its score."""

    team_id: str | None
    """Our id of the team."""
    name: str
    """The name."""
    abbreviation: str | None
    """As the league abbreviates it."""


class Venue(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The place of a game."""

    name: str
    """The venue's name."""
    city: str | None
    """Its city."""
    state: str | None
    """Its state or province."""
    country: str | None
    """Its country, as the provider writes it."""
    indoor: bool | None
    """Whether it has a closed roof."""


class Weather(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The weather at the venue."""

    text: str | None
    """The provider's own words."""
    temperature_c: float | None
    """Degrees Celsius."""
    wind_kmh: float | None
    """Kilometres an hour."""


class WordsOfContest(Struct, frozen=True, kw_only=True, omit_defaults=True):
    data: list[Contest]
    """The rows."""
    meta: Count
    """What is known of the list."""


class WordsOfKnownBookmaker(Struct, frozen=True, kw_only=True, omit_defaults=True):
    data: list[KnownBookmaker]
    """The rows."""
    meta: Count
    """What is known of the list."""


class WordsOfKnownLeague(Struct, frozen=True, kw_only=True, omit_defaults=True):
    data: list[KnownLeague]
    """The rows."""
    meta: Count
    """What is known of the list."""


class WordsOfKnownMarket(Struct, frozen=True, kw_only=True, omit_defaults=True):
    data: list[KnownMarket]
    """The rows."""
    meta: Count
    """What is known of the list."""


class WordsOfKnownStatistic(Struct, frozen=True, kw_only=True, omit_defaults=True):
    data: list[KnownStatistic]
    """The rows."""
    meta: Count
    """What is known of the list."""
