"""The closed vocabularies of the contract. Adding a member is a change to the contract; removing one is a break."""

from enum import StrEnum


class Sport(StrEnum):
    """A sport; a league belongs to exactly one."""

    BASKETBALL = "basketball"
    AMERICAN_FOOTBALL = "american-football"
    BASEBALL = "baseball"
    ICE_HOCKEY = "ice-hockey"
    SOCCER = "soccer"


class EventStatus(StrEnum):
    """The life cycle of a game. A delay keeps the status it interrupts."""

    SCHEDULED = "scheduled"
    LIVE = "live"
    SUSPENDED = "suspended"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    FINAL = "final"


class MarketKey(StrEnum):
    """What is bet on. Two-way and three-way, back and lay never share a key."""

    MONEYLINE = "moneyline"
    MONEYLINE_3_WAY = "moneyline-3-way"
    MONEYLINE_LAY = "moneyline-lay"
    MONEYLINE_3_WAY_LAY = "moneyline-3-way-lay"
    SPREAD = "spread"
    TOTAL = "total"
    ALTERNATE_SPREAD = "alternate-spread"
    SPREAD_3_WAY = "spread-3-way"
    """A handicap in whole goals, where the adjusted draw is a selection of its own."""
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
    """Here and in the two below only that no player scores. Players' prices are props."""
    FIRST_SCORER = "first-scorer"
    LAST_SCORER = "last-scorer"
    OUTRIGHT = "outright"
    OUTRIGHT_LAY = "outright-lay"


class Period(StrEnum):
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


class SettlementScope(StrEnum):
    """Whether overtime counts. Quotes of different scope never share a market."""

    INCLUDING_OVERTIME = "including-overtime"
    REGULATION = "regulation"


class Selection(StrEnum):
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


class LineType(StrEnum):
    """How a prop's line pays: as usual, easier for less (PrizePicks' goblin), harder for more (demon)."""

    STANDARD = "standard"
    DISCOUNTED = "discounted"
    BOOSTED = "boosted"


class InjuryStatus(StrEnum):
    """A player's availability."""

    AVAILABLE = "available"
    PROBABLE = "probable"
    QUESTIONABLE = "questionable"
    DOUBTFUL = "doubtful"
    OUT = "out"
    DAY_TO_DAY = "day-to-day"
    INJURED_RESERVE = "injured-reserve"
    SUSPENDED = "suspended"


class Kind(StrEnum):
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


class RemovalReason(StrEnum):
    """Why a record ended. A removal is a value for eight days of raw time, then a tombstone."""

    WITHDRAWN = "withdrawn"
    """Its own target stopped listing it."""
    UNNAMED = "unnamed"
    """No source has listed the game for 24 hours of raw time."""
    MERGED = "merged"
    """Its event became an alias of another. The record continues under that id."""
    EXPIRED = "expired"
    """Its life span is over, or newer records replaced it (the number of articles is bounded)."""


class PollOutcome(StrEnum):
    """The outcome of one poll."""

    NEW = "new"
    UNCHANGED = "unchanged"
    ERROR = "error"
    DISABLED = "disabled"


class PollReason(StrEnum):
    """Why a poll brought no content."""

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


class SourceState(StrEnum):
    """The state of one target, or rolled up of a provider, league and feed."""

    UP = "up"
    DELAYED = "delayed"
    DOWN = "down"
    RECOVERING = "recovering"


class SourceReason(StrEnum):
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


class RejectReason(StrEnum):
    """Why a raw record, or a piece of one, yielded no canonical record. Dashboards and alerts use these values."""

    INVALID_HEADERS = "invalid-headers"
    INVALID_JSON = "invalid-json"
    UNEXPECTED_SHAPE = "unexpected-shape"
    ERROR_BODY = "error-body"
    TOO_LARGE = "too-large"
    TOO_DEEP = "too-deep"
    MISSING_FIELD = "missing-field"
    INVALID_NUMBER = "invalid-number"
    INVALID_PRICE = "invalid-price"
    INVALID_LINE = "invalid-line"
    INVALID_TIME = "invalid-time"
    UNKNOWN_STATUS = "unknown-status"
    UNKNOWN_MARKET = "unknown-market"
    UNKNOWN_SELECTION = "unknown-selection"
    UNKNOWN_PERIOD = "unknown-period"
    UNKNOWN_LINK_HOST = "unknown-link-host"
    """A link that leads elsewhere than to the bookmaker. The price stands without it; no dead letter."""
    UNKNOWN_LINE_TYPE = "unknown-line-type"
    UNKNOWN_STAT = "unknown-stat"
    UNKNOWN_INJURY_STATUS = "unknown-injury-status"
    UNKNOWN_EVENT = "unknown-event"
    UNNAMED_SIDE = "unnamed-side"
    UNKNOWN_TEAM = "unknown-team"
    """A team of a list of teams or a roster that is not registered. Expected of college leagues; no dead letter."""
    UNSUPPORTED_COMBO = "unsupported-combo"
    UNSUPPORTED_LEAGUE = "unsupported-league"
    NOT_A_CONTEST = "not-a-contest"
    DANGLING_REFERENCE = "dangling-reference"
    DUPLICATE_RECORD = "duplicate-record"
    UNKNOWN_LISTING = "unknown-listing"
    """A decision about a listing that is not there."""
    UNKNOWN_PLAYER = "unknown-player"
    """A decision about a player that is on no roster."""
    CONFLICTING_DECISION = "conflicting-decision"
    """A decision that contradicts another, or that would name one listing of a provider beside another."""
    GAME_EXPIRED = "game-expired"
    """A game that ended too long ago to be listed again. Expected of boards that keep old games; no dead letter."""
    MAPPER_FAILED = "mapper-failed"
    """A bug of ours: the mapper raised. The record is kept and the pipeline goes on."""
    RESOLVER_FAILED = "resolver-failed"
    """A bug of ours: resolving raised. The league's state is as if the record had not been read."""


class MatchMethod(StrEnum):
    """How a listing was matched to its canonical id."""

    FIRST = "first"
    """It was the first listing of its game."""
    NATIVE_ID = "native-id"
    EXACT = "exact"
    ALIAS = "alias"
    SCORED = "scored"
    RESCHEDULED = "rescheduled"
    PINNED = "pinned"
    """A person decided so."""
    ALONE = "alone"
    """Nothing matched, so it is a game by itself."""
    REVIEW = "review"
    """A candidate was too weak or too ambiguous: kept apart, and marked."""
