"""The records of the stream and its frames. Generated from the AsyncAPI document by `make golden`."""

from __future__ import annotations

from datetime import datetime

from msgspec import Raw, Struct, field

from a1betting.models import (
    Claim,
    ClockDirection,
    CorrectionReason,
    DevigMethod,
    EndReason,
    EventStatus,
    ForecastScores,
    GradeResult,
    GradeRule,
    HomeOrAway,
    InjuryStatus,
    InningHalf,
    League,
    LineType,
    MarketKey,
    MarketPhase,
    MatchMethod,
    OpportunityKind,
    OpportunityState,
    Period,
    PeriodType,
    PickemEntry,
    ProbabilityInterval,
    PropSide,
    Provider,
    RefusalReason,
    RemovalReason,
    RosterStatus,
    SeasonType,
    SelectedScores,
    Selection,
    SettlementScope,
    SideScores,
    SourceReason,
    SourceState,
    Sport,
)
from a1betting.words import Word


class Why(Word):
    """Why a delta leaves out changes that newer ones of the same record follow."""

    ASKED = "asked"
    RESUME = "resume"
    SLOW_CLIENT = "slow-client"


class BettingOdds(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Topic `normalized.odds`, key `event_id|provider|feed|bookmaker`."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None = None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None = None
    """Set when the record has ended. The message is then a notice, not an offer."""
    event_id: str
    league: League
    provider: Provider
    feed: str
    target: str
    native_event_id: str
    bookmaker: str
    bookmaker_name: str
    markets: list[OfferMarket]


class Broadcast(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A channel that shows the game."""

    name: str
    """The channel's name."""
    market: str | None = None
    """`national`, `home` or `away`, where the provider reports it."""


class Cards(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The cards of a soccer match."""

    home: SideCards
    away: SideCards


class Correction(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A change of the game after it was final for the first time."""

    before: GradeEvidence
    """What the first grade followed from."""
    reason: CorrectionReason


class Delta(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="op", tag="delta"):
    """What changed in `(from, to]`."""

    id: str
    from_: str = field(name="from")
    to: str
    con: int
    """Changes left out because a newer one of the same record follows; at most so many where that is not known."""
    why: Why | None
    records: list[Record]


class Error(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="op", tag="error"):
    """A problem document, as REST answers. A close follows where the connection cannot go on."""

    type: str
    title: str
    status: int
    detail: str
    id: str | None = None
    """The subscription at fault."""
    parameter: str | None = None
    allowed: list[str] | None = None
    near: list[str] | None = None
    """Values that are nearly the one sent, the nearest first."""


class EventSide(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of the two sides. `team_id` is absent if no registered team was recognised (all-star teams)."""

    team_id: str | None
    """Our id of the team."""
    name: str
    """The side's name."""
    abbreviation: str | None = None
    """As the league abbreviates it."""
    score: int | None = None
    """Its points; null before the start."""


class EventSource(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One provider's listing of this game."""

    provider: Provider
    native_id: str
    """The provider's own id of the game."""
    observed_at: datetime | None = None
    """The provider's own time of its listing."""
    method: MatchMethod
    confidence: float
    """1 for a certain match, less for an inferred one."""


class FairPrice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Topic `analytics.fair`, key `event_id|id`.

    The last one before the observed start of the game stays, `closed`.
    """

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None = None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None = None
    """Set when the record has ended. The message is then a notice, not an offer."""
    id: str
    event_id: str
    league: League
    market: str
    period: Period
    scope: SettlementScope
    line: float | None
    """Of a spread that of the home side. Null for a market without lines, and for legs at different lines."""
    side: HomeOrAway | None = None
    """Whose total it is, of a team's total."""
    player_id: str | None = None
    """Of a player's prop; a combo has the ids of its players, joined by `+`."""
    player_name: str | None = None
    stat_type: str | None = None
    """Of a player's prop."""
    start_time: datetime | None = None
    """The game's start when this was computed."""
    config: str
    """A hash of the configuration that it was computed with."""
    fair: list[FairSelection]
    """Empty where it is refused; `reason` says why."""
    method: DevigMethod
    overround: float | None
    """The mean over the books of the sum of the inverse prices less 1."""
    inputs: list[Quote]
    """The quotes it follows from, by bookmaker."""
    refused: list[RefusedQuote]
    reason: RefusalReason | None = None
    valid_until: datetime | None = None
    """When the first quote among the inputs becomes too old, or the game starts."""
    closed: bool = False
    """Whether the game has started, so that it is the closing price."""
    sealed_at: datetime | None = None
    """When the start was observed."""


class FairSelection(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The fair probability of one selection, to 9 decimals."""

    selection: Selection
    probability: float
    low: float | None
    """The lower end of the 95 % interval, from the books' spread."""
    high: float | None
    """The upper end."""
    price: float
    """Decimal odds without a margin."""


class GameClock(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The clock of the current period."""

    text: str
    """As the provider writes it: `7:12`, `0:41.3`, `45'+2'`."""
    seconds: float | None = None
    """Left in the period, or played of the match where the clock counts up. Null if the text is no time."""
    direction: ClockDirection | None = None
    """Whether it counts down to zero or up from it."""
    running: bool | None = None
    """Whether time runs now."""


class Grade(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Topic `analytics.grades`, key `event_id|market|period|scope|profile`.

    A prop's key is `event_id|market|player_id|stat_type|period|profile`.
    """

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None = None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None = None
    """Set when the record has ended. The message is then a notice, not an offer."""
    event_id: str
    league: League
    market: str
    period: Period
    scope: SettlementScope
    profile: str
    """The profile of rules: a bookmaker's key, or `a1` for the neutral one."""
    player_id: str | None = None
    """Of a prop; a combo has the ids of its players, joined by `+`."""
    player_name: str | None = None
    stat_type: str | None = None
    """Of a prop."""
    start_time: datetime | None = None
    """The game's start."""
    results: list[GradedBet]
    """By selection and line. A newer version replaces all of them."""
    evidence: GradeEvidence
    corrected: Correction | None = None
    """Set when the game changed after it was final."""


class GradeEvidence(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the results follow from. A change of versions alone is not published."""

    score: SideScores | None
    """Both sides' points as the game's record has them."""
    periods: list[PeriodScore] | None
    """The line score."""
    regulation: SideScores | None = None
    """The score at the end of regulation time."""
    status: EventStatus
    sources: list[Provider]
    """The providers that list the game, in alphabetical order."""
    version: int
    """The version of the game in `normalized.events`."""
    figures: list[PlayerFigure] = field(default_factory=list)
    """Of a prop: what each report says."""


class GradedBet(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The result of one selection at one line."""

    selection: Selection
    line: float | None
    """The selection's own line. Null for a market without lines."""
    result: GradeResult
    rule: GradeRule | None
    """What decided it. Null where it is ungraded."""
    reason: RefusalReason | None
    """Why it is ungraded."""


class Hello(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="op", tag="hello"):
    """The first frame."""

    protocol: str
    epoch: str
    server: str
    limits: Limits
    resume_until: ResumeUntil


class Injury(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Topic `normalized.injuries`, key `league|provider|feed|team|player_id`."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None = None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None = None
    """Set when the record has ended. The message is then a notice, not an offer."""
    league: League
    provider: Provider
    feed: str
    target: str
    player: PropPlayer
    status: InjuryStatus
    native_status: str
    """The provider's own word: `Out`, `Day-To-Day`."""
    body_part: str | None = None
    """The provider's own word."""
    comment: str | None = None
    """The provider's own text."""
    expected_return_on: str | None = None
    """The day on which the player is expected back."""


class Limits(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a connection may do: so many subscriptions, values of filters in each, and so on."""

    streams: int
    filters: int
    frame_bytes: int
    frames_per_s: int
    heartbeat_s: float


class Listing(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Topic `normalized.listings`, key `provider|league|native_id`.

    Contains all that a restart needs to resolve again.
    """

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None = None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None = None
    """Set when the record has ended. The message is then a notice, not an offer."""
    period: int | None = None
    """Quarter, half, period or inning, counted from 1 through overtimes and shoot-out; kept when the game has
    ended.
    """
    half: InningHalf | None = None
    """Baseball: the half of the inning."""
    period_label: str | None = None
    """As a screen shows it: `Q4`, `OT`, `Top 6th`, `HT`."""
    clock: GameClock | None = None
    """Null where the sport has none, and when the game has ended. Read from text in records of before."""
    detail: str | None = None
    """The provider's own words for the state of play: `4:05 - 3rd Quarter`, `Final/OT`."""
    situation: Situation | None = None
    """The state of play."""
    periods: list[PeriodScore] | None = None
    """The line score, in the order of play."""
    regulation: SideScores | None = None
    """The score at the end of regulation time, without overtime and shoot-out."""
    season: Season | None = None
    """Its season."""
    week: int | None = None
    """The week of the season, where the league counts in weeks."""
    round: str | None = None
    """The round of a cup, a play-off or a match day, in the provider's words."""
    series: Series | None = None
    """Its play-off series."""
    venue: Venue | None = None
    """Read from its name alone in records of before."""
    neutral_site: bool | None = None
    """Whether neither side plays at its own venue."""
    game_number: int | None = None
    """1 or 2 in a doubleheader, where a provider says so."""
    broadcasts: list[Broadcast] | None = None
    """The channels that show it."""
    weather: Weather | None = None
    """The weather at the venue."""
    pitchers: Pitchers | None = None
    """Baseball: the starting pitchers."""
    provider: Provider
    native_id: str
    league: League
    own_id: str
    """The listing's own event id. It never changes."""
    event_id: str
    """The id of its game, which is the own id of the game's earliest listing."""
    method: MatchMethod
    confidence: float
    margin: float | None = None
    """The lead in confidence over the next nearest game, if there is one."""
    pinned: str | None = None
    """Key of the listing that a person pinned it to; its own key if a person split it off as its own game."""
    swapped: bool = False
    """The provider has home and away the other way round. Its spreads are flipped."""
    first_fetched_at: datetime
    first_start_time: datetime | None
    first_home: str | None
    first_away: str | None
    start_time: datetime | None
    start_time_confirmed: bool = True
    status: EventStatus | None
    ended_at: datetime | None = None
    """When the provider first said that the game is final or cancelled, as long as it says so."""
    home: ListingSide
    away: ListingSide
    sides_ordered: bool = True
    """False where the provider does not say which side is at home."""
    also_ids: list[str] = field(default_factory=list)
    target: str
    named_by: list[str] = field(default_factory=list)
    """Targets whose newest complete body contains the listing."""
    unnamed_since: datetime | None = None
    facts_fetched_at: datetime
    progress_fetched_at: datetime | None = None
    """When the present period, clock and situation were first fetched."""
    score_fetched_at: datetime | None = None
    """When the present score was first fetched."""
    score_status: EventStatus | None = None
    """The status with which the present score was reported last. A score in play need not be the final one."""


class ListingSide(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A side as the provider names it, and the registered team it was recognised as."""

    team_id: str | None
    name: str | None
    native_id: str | None = None
    abbreviation: str | None = None
    score: int | None = None


class Live(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="op", tag="live"):
    """The client has caught up."""

    id: str
    at: str


class Mark(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="op", tag="mark"):
    """Moves the cursor over what the filters hid, proves life, and says how late the truth is."""

    id: str
    from_: str = field(name="from")
    to: str
    digest: str
    """The digest of the stream's records at `to`."""
    count: int
    """How many records these are."""
    sources: str | None
    """The worst state of the league's sources; null where it has none."""


class NewsImage(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A picture of an article."""

    url: str
    """Where the picture is, https."""
    width: int | None = None
    """In pixels."""
    height: int | None = None
    """In pixels."""
    caption: str | None = None
    """What it shows, in the provider's words."""


class NewsItem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Topic `normalized.news`, key `league|provider|native_id`."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None = None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None = None
    """Set when the record has ended. The message is then a notice, not an offer."""
    league: League
    provider: Provider
    native_id: str
    """The provider's own id of the article."""
    headline: str
    """The headline."""
    description: str | None = None
    """The first sentences, or a summary."""
    article_type: str | None = None
    """The provider's own word: `Story`, `Recap`, `Media`."""
    url: str | None = None
    """Where it can be read, https."""
    byline: str | None = None
    """Its authors."""
    published_at: datetime | None = None
    """When it was published."""
    premium: bool | None = None
    """Whether only subscribers of the provider can read it."""
    team_ids: list[str] = field(default_factory=list)
    """The teams that it is about."""
    event_ids: list[str] = field(default_factory=list)
    """The games that it is about."""
    players: list[NewsPlayer] = field(default_factory=list)
    """The players that it is about."""
    images: list[NewsImage] = field(default_factory=list)
    """Its first pictures, in the provider's order."""


class NewsPlayer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A player that an article is about."""

    player_id: str
    """Our id of the player, by the rosters of the league, else by name."""
    name: str
    """The player's name."""
    native_id: str | None = None
    """The provider's own id of the player."""


class OfferMarket(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A market of the offer. A market missing from the offer's next version has been withdrawn."""

    key: MarketKey
    period: Period = Period("game")
    scope: SettlementScope = SettlementScope("including-overtime")
    outcomes: list[OfferOutcome]
    """One for each selection and line."""
    phase: MarketPhase | None = None
    """Whether it is offered before the game or during it, or is closed."""
    suspended: bool | None = None
    """Whether the bookmaker takes no bets at present."""
    main: bool | None = None
    """Whether this is the bookmaker's main line among its lines of this market."""
    provider_main: bool | None = None
    """Whether the provider marks it as the main line."""
    complete: bool | None = None
    """False where a selection that the market must have is missing."""
    observed_at: datetime | None = None
    """The provider's own time of this market."""
    limit: float | None = None
    """The highest stake, in the bookmaker's currency."""
    link: str | None = None
    """The market's page at the bookmaker, https."""


class OfferOutcome(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A price for one selection. `price` is decimal odds; the form that the provider did not write is derived."""

    selection: Selection
    line: float | None = None
    """In the event's canonical orientation. A spread belongs to its own selection."""
    price: float | None
    """Null where the book pays a multiplier."""
    american: int | None = None
    """A whole number. Null for decimal odds of 1, which have no American form."""
    native_id: str | None = None
    """The bookmaker's own id of the selection."""
    link: str | None = None
    """The bookmaker's bet slip with this selection, https."""
    limit: float | None = None
    """The highest stake, in the bookmaker's currency."""
    multiplier: float | None = None
    """Daily fantasy: the factor of this pick in an entry's payout."""
    opening: OpeningPrice | None = None
    """What the bookmaker offered first."""


class OpeningPrice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The first line and price that the bookmaker offered for a selection."""

    line: float | None = None
    """Null for a market without lines."""
    price: float | None = None
    """Decimal odds."""


class Opportunity(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Topic `analytics.opportunities`, key `event_id|id`. One record for each set of legs: opened again it is a
    new
    version.
    """

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None = None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None = None
    """Set when the record has ended. The message is then a notice, not an offer."""
    id: str
    event_id: str
    league: League
    market: str
    period: Period
    scope: SettlementScope
    line: float | None
    """Of a spread that of the home side. Null for a market without lines, and for legs at different lines."""
    side: HomeOrAway | None = None
    """Whose total it is, of a team's total."""
    player_id: str | None = None
    """Of a player's prop; a combo has the ids of its players, joined by `+`."""
    player_name: str | None = None
    stat_type: str | None = None
    """Of a player's prop."""
    start_time: datetime | None = None
    """The game's start when this was computed."""
    config: str
    """A hash of the configuration that it was computed with."""
    kind: OpportunityKind
    profit: float
    """As a share of the sum staked: of an arbitrage and a low hold the worst branch, of others the expected
    profit.
    """
    legs: list[OpportunityLeg]
    """Of an entry its picks, each of another game. `event_id` is that of the first."""
    worst_branch: float
    """The profit in the branch that pays least, in the unit of the stakes."""
    void_branches: list[list[float]] = field(default_factory=list)
    """By void leg the profit by winning leg; of an entry by the number of other picks that are right, all first."""
    standard_error: float | None = None
    """Of an expected profit."""
    hit_probability: float | None = None
    """Of a middle and an entry: that all legs win."""
    against: list[Quote] = field(default_factory=list)
    """The quotes of other books that an expected profit is measured against."""
    state: OpportunityState
    opened_at: datetime
    """`changed_at` of the record that opened it."""
    ended_at: datetime | None = None
    reason: EndReason | None = None
    """Why it ended."""
    entry: PickemEntry | None = None
    """What an entry pays. Null for other kinds."""
    paid: float | None = None
    """The profit as the games ended, by the neutral rules, as a share of the sum staked. Null until that is known."""


class OpportunityLeg(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One bet of an opportunity."""

    event_id: str
    player_id: str | None = None
    """Of a player's prop."""
    selection: Selection
    line: float | None
    """The selection's own line: of a spread each side has its own."""
    bookmaker: str
    provider: Provider
    feed: str
    price: float | None
    """Decimal odds. Null where the book pays by the entry."""
    stake: float
    """Of an entry, which is paid for as a whole, an equal share."""
    observed_at: datetime | None
    """The provider's own time of the price."""
    version: int
    """The version of the bookmaker's record in `normalized.odds` or `normalized.props`."""
    probability: float | None = None
    """The fair probability that it is compared with, if it is."""
    standard_error: float | None = None
    """Of that probability, in an entry."""
    player_name: str | None = None
    """Of an entry's pick, like all below."""
    stat_type: str | None = None
    """What the line is of."""
    period: Period | None = None
    """The part of the game that it is of."""
    against: list[Quote] = field(default_factory=list)
    """The quotes of books that the probability follows from."""


class PeriodScore(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The points of one period alone."""

    number: int
    """Counts from 1 through overtimes and shoot-out."""
    type: PeriodType | None
    """Null where the provider does not say."""
    label: str
    """As a screen shows it: `Q4`, `OT`, `2OT`, `P3`, `H2`, `SO`; an inning is its number."""
    home: int | None = None
    """Null for the half of a last inning that was not played."""
    away: int | None = None
    """Null for the half of a last inning that was not played."""


class Ping(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="op", tag="ping"):
    """Ask for a sign of life."""

    pass


class Pitchers(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The starting pitchers' names."""

    home: str | None = None
    """The home side's starting pitcher."""
    away: str | None = None
    """The away side's starting pitcher."""


class PlayerFigure(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A player's figure in one report."""

    player_id: str
    provider: Provider
    feed: str
    figure: float | None
    """Null where the report does not have it."""
    version: int
    """The version of the report in `normalized.player-stats`."""


class PlayerProfile(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Topic `normalized.players`, key `league|provider|feed|team_id|player_id`. What it lacks is null."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None = None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None = None
    """Set when the record has ended. The message is then a notice, not an offer."""
    player_id: str
    """Our id of the player: that of the first roster that listed the person (see `a1_identity.persons`)."""
    league: League
    provider: Provider
    feed: str
    target: str
    name: str
    """The player's name: one spelling in all records of this id (see `a1_identity.spelling`)."""
    team_id: str
    """The team whose roster it is."""
    position: str | None = None
    """As the provider writes it: `SF`, `QB`, `goalkeeper`."""
    jersey: str | None = None
    """The number on the shirt."""
    headshot: str | None = None
    """A link to an image."""
    status: RosterStatus | None = None
    """Null also where the provider's word is in no vocabulary."""
    native_status: str | None = None
    """The provider's own word: `Active`, `ACT`, `IR`."""
    provider_ids: dict[str, str] | None = None
    """The provider's own id of the player, by provider."""
    written: str | None = None
    """The name as the roster writes it. Null where that is `name`."""
    first_listed_at: datetime | None = None
    """When this roster listed the player first. Null in records of before, where `changed_at` stands for it."""
    pinned: str | None = None
    """The player that a person said this one is, as `provider/native id`; its own if it is one apart."""


class PlayerProp(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Topic `normalized.props`, key `event_id|provider|feed|bookmaker|player_id|stat_type|period`.

    A combo has the ids of its players there, joined by `+`.
    """

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None = None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None = None
    """Set when the record has ended. The message is then a notice, not an offer."""
    event_id: str
    league: League
    provider: Provider
    feed: str
    target: str
    native_event_id: str
    bookmaker: str
    """The bookmaker, or the provider itself if it is the bookmaker (PrizePicks)."""
    player: PropPlayer
    """The first of `players`."""
    players: list[PropPlayer] = field(default_factory=list)
    """One player, or up to four of a combo. Empty in records of before."""
    stat_type: str
    native_stat: str | None = None
    """The statistic in the provider's words, where no vocabulary of ours has it."""
    period: Period = Period("game")
    lines: list[PropLine]


class PlayerStats(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Topic `normalized.player-stats`, key `event_id|provider|feed|player_id`."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None = None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None = None
    """Set when the record has ended. The message is then a notice, not an offer."""
    event_id: str
    league: League
    provider: Provider
    feed: str
    target: str
    native_event_id: str
    """The provider's own id of the game."""
    player: PropPlayer
    starter: bool | None = None
    """Whether the player started, where the provider reports it."""
    stats: dict[str, float]
    """The figures by statistic."""
    game_status: EventStatus | None = None
    """The status of the game in the same body. Figures of a game in play need not be the final ones."""


class Pong(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="op", tag="pong"):
    """The answer to `ping`."""

    pass


class Prediction(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Topic `analytics.predictions`, key `event_id|model|market`. The last one before the observed start stays."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None = None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None = None
    """Set when the record has ended. The message is then a notice, not an offer."""
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


class PropLine(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One rung of a ladder. Pick'em providers have no price; a yes/no market has no line."""

    line: float | None
    """Null for a yes/no market."""
    line_type: LineType = LineType("standard")
    over: PropPrice | None = None
    """The price of over (or of yes)."""
    under: PropPrice | None = None
    """The price of under (or of no)."""
    sides: list[PropSide] | None = None
    """The sides that can be taken. Null in records of before."""
    adjusted: bool | None = None
    """Whether the line pays otherwise than its type does."""
    multiplier: float | None = None
    """The factor of this pick in an entry's payout, where the provider reports it."""
    promo: bool = False
    """Whether the line is a promotion."""
    regular_line: float | None = None
    """The line without the promotion, if there is one."""
    suspended: bool = False
    """Whether no bets are taken at present."""
    native_id: str | None = None
    """The provider's own id of the rung."""
    mapped: bool | None = None
    """False where the statistic is in no vocabulary of ours. Null in records of before."""


class PropPlayer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The player, as resolved within the event's two teams."""

    player_id: str
    """Our id of the player, or a team's for its defence, which some markets list among players."""
    name: str
    """The player's name: one spelling in all records of this id (see `a1_identity.spelling`)."""
    team: str | None = None
    """The player's `team_id`."""
    confidence: float
    """1 for a certain match, less for an inferred one."""
    native_id: str | None = None
    """The provider's own id of the player."""
    position: str | None = None
    """As the provider writes it: `SF`, `QB`, `goalkeeper`."""
    jersey: str | None = None
    """The number on the shirt."""
    written: str | None = None
    """The name as the provider writes it. Null where that is `name`."""


class PropPrice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a side pays: decimal odds or a multiplier. The form of odds that the provider did not write is derived."""

    price: float | None
    """Decimal odds. Null where the book pays a multiplier."""
    american: int | None = None
    """A whole number."""
    multiplier: float | None = None
    """Daily fantasy: the factor of this pick in an entry's payout."""
    native_id: str | None = None
    """The bookmaker's own id of the selection."""
    link: str | None = None
    """The bookmaker's bet slip with this selection, https."""
    limit: float | None = None
    """The highest stake, in the bookmaker's currency."""


class Quote(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One bookmaker's prices of all selections of a market, with the record that they come from."""

    provider: Provider
    feed: str
    bookmaker: str
    prices: list[QuotedPrice]
    observed_at: datetime | None
    """The provider's own time of the prices."""
    version: int
    """The version of the bookmaker's record in `normalized.odds` or `normalized.props`."""
    line: float | None = None
    """The line that is priced, where it is another than that of the market: a rung beside a pick's line."""


class QuotedPrice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A bookmaker's price of one selection."""

    selection: Selection
    price: float
    """Decimal odds."""


class Reconnect(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="op", tag="reconnect"):
    """The server will close; connect again at a random time within `spread_ms`, and before `within_ms`."""

    reason: str
    within_ms: int
    spread_ms: int


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A record as every transport sends it."""

    kind: str
    key: str
    version: int
    value: Raw
    removed: str | None
    """Why it was removed: a reason of the contract, or `filtered` where it lives and no longer passes the filters."""


class RefusalCount(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Topic `analytics.refusals`, key `league|kind|reason`."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None = None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None = None
    """Set when the record has ended. The message is then a notice, not an offer."""
    league: League
    kind: Claim
    reason: RefusalReason
    count: int
    """How often a combination began to be refused for this reason, since the record began."""
    now: int
    """How many combinations are refused for it at present."""
    last: RefusalExample | None
    """The newest one."""


class RefusalExample(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A number that was refused."""

    event_id: str
    market: str
    period: Period
    scope: SettlementScope | None
    """Null where the legs differ in it."""
    line: float | None
    """Null for a market without lines, and where the legs differ in it."""
    player_id: str | None = None
    bookmakers: list[str]
    """The books of the quotes that were refused."""
    at: datetime


class RefusedQuote(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A bookmaker's prices that were left out."""

    provider: Provider
    bookmaker: str
    reason: RefusalReason


class Renewed(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="op", tag="renewed"):
    """The connection goes on with the other token."""

    until: str
    """When that one ends."""


class Resnapshot(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="op", tag="resnapshot"):
    """The cursor cannot be resumed; a snapshot follows by itself."""

    id: str
    reason: str
    retry_ms: int


class ResumeUntil(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """For how long a cursor is good, in seconds."""

    every_change: int
    """Every change is still there, and `every_change` is possible."""
    latest: int
    """The latest change of each record that changed is there."""


class Scope(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A league and kinds of records."""

    league: str
    kinds: list[str]


class Score(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The score, with its source."""

    home: int
    """The home side's points."""
    away: int
    """The away side's points."""
    source: Provider
    observed_at: datetime
    """When this score was first fetched from the source."""


class Scorecard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Topic `analytics.scorecards`, key `league|model`."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None = None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None = None
    """Set when the record has ended. The message is then a notice, not an offer."""
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
    first_sealed_at: datetime | None
    """The oldest prediction among them."""
    last_sealed_at: datetime | None
    """The newest."""


class Season(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The season of a game."""

    year: int | None
    """As the provider counts it; a winter season by its own rule of naming."""
    type: SeasonType | None = None
    """Whether it is preseason, regular season or play-offs."""


class Series(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The play-off series of a game."""

    game: int | None = None
    """Counts from 1."""
    of: int | None = None
    """The most games that the series can have."""
    home_wins: int | None = None
    """Games won by this game's home side."""
    away_wins: int | None = None
    """Games won by this game's away side."""


class SideCards(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The cards shown to one side's players."""

    yellow: int | None = None
    """Yellow cards."""
    red: int | None = None
    """Red cards, second yellows included."""


class Situation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The state of play; each sport has some of the fields."""

    possession: HomeOrAway | None = None
    """American football: the side with the ball."""
    down: int | None = None
    """American football: 1 to 4."""
    distance: int | None = None
    """Yards to the next first down."""
    yard_line: str | None = None
    """As spoken: `BUF 35`."""
    outs: int | None = None
    """Baseball: 0 to 3."""
    balls: int | None = None
    """Baseball: of the present count."""
    strikes: int | None = None
    """Baseball: of the present count."""
    bases: list[int] | None = None
    """The occupied bases in order, 1 to 3."""
    batter: str | None = None
    """The batter's name."""
    pitcher: str | None = None
    """The pitcher's name."""
    power_play: HomeOrAway | None = None
    """Ice hockey: the side with more skaters."""
    cards: Cards | None = None
    """Soccer: the cards shown so far."""


class Snapshot(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="op", tag="snapshot"):
    """A part of the whole state at `to`. The parts of one snapshot replace what the client held."""

    id: str
    to: str
    part: int
    parts: int
    reason: str | None
    """Of the resnapshot; null where the client asked for a snapshot."""
    records: list[Record]


class SourceStatus(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Topic `normalized.sources`, key = target. Readers roll targets up to provider, league and feed.

    A reader counts a status whose `valid_until` has passed as down, reason `no-heartbeat`. A killed ingester
    therefore
    shows without a report of its own.
    """

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None = None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None = None
    """Set when the record has ended. The message is then a notice, not an offer."""
    provider: Provider
    feed: str
    league: str
    target: str
    state: SourceState
    reason: SourceReason
    last_success_at: datetime | None
    """The newest poll that proved content, new or unchanged: *last seen* of every record of this target."""
    last_content_at: datetime | None
    """The newest poll whose content was new."""
    last_sequence: int | None = None
    """The `sequence` of the newest body that was handled. A body of a lower or equal one is late."""
    next_poll_at: datetime | None
    valid_until: datetime
    quota_remaining: int | None = None
    consecutive_failures: int = 0


class SportingEvent(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Topic `normalized.events`, key `event_id`."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None = None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None = None
    """Set when the record has ended. The message is then a notice, not an offer."""
    event_id: str
    league: League
    sport: Sport
    start_time: datetime | None
    """Null where it is to be announced."""
    start_time_confirmed: bool = True
    """False while the start is a placeholder."""
    status: EventStatus
    home: EventSide
    away: EventSide
    score: Score | None = None
    """The sides' scores once more, with the source that reports them."""
    period: int | None = None
    """Quarter, half, period or inning, counted from 1 through overtimes and shoot-out; kept when the game has
    ended.
    """
    half: InningHalf | None = None
    """Baseball: the half of the inning."""
    period_label: str | None = None
    """As a screen shows it: `Q4`, `OT`, `Top 6th`, `HT`."""
    clock: GameClock | None = None
    """Null where the sport has none, and when the game has ended. Read from text in records of before."""
    detail: str | None = None
    """The provider's own words for the state of play: `4:05 - 3rd Quarter`, `Final/OT`."""
    situation: Situation | None = None
    """The state of play."""
    periods: list[PeriodScore] | None = None
    """The line score, in the order of play."""
    regulation: SideScores | None = None
    """The score at the end of regulation time, without overtime and shoot-out."""
    season: Season | None = None
    """Its season."""
    week: int | None = None
    """The week of the season, where the league counts in weeks."""
    round: str | None = None
    """The round of a cup, a play-off or a match day, in the provider's words."""
    series: Series | None = None
    """Its play-off series."""
    venue: Venue | None = None
    """Read from its name alone in records of before."""
    neutral_site: bool | None = None
    """Whether neither side plays at its own venue."""
    game_number: int | None = None
    """1 or 2 in a doubleheader, where a provider says so."""
    broadcasts: list[Broadcast] | None = None
    """The channels that show it."""
    weather: Weather | None = None
    """The weather at the venue."""
    pitchers: Pitchers | None = None
    """Baseball: the starting pitchers."""
    sources: list[EventSource]
    """The listings that were merged."""
    aliases: list[str] = field(default_factory=list)
    """Ids that listings of this game had before they were joined to it; never chained."""


class Subscribe(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="op", tag="subscribe"):
    """Begin a stream: with a snapshot, after a cursor, or at a time."""

    id: str
    scope: Scope
    filters: dict[str, list[str]] = field(default_factory=dict)
    cursor: str | None = None
    """Or `now`: after what the log has now."""
    since: str | None = None
    """A time of RFC 3339, in place of a cursor: after what the log had then."""
    every_change: bool = False
    conflate_ms: int = 0
    """Deltas come at most each so many milliseconds, up to `MAX_CONFLATE_MS`."""


class TeamProfile(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Topic `normalized.teams`, key `league|provider|feed|team_id`. A field that the feed does not have is null."""

    version: int
    """Derived from the log positions the record follows from. It increases with every change and is not dense."""
    changed_at: datetime
    """`fetched_at` of the raw record that changed it."""
    observed_at: datetime | None = None
    """The provider's own time, if it reports one."""
    removed: RemovalReason | None = None
    """Set when the record has ended. The message is then a notice, not an offer."""
    team_id: str
    league: League
    provider: Provider
    feed: str
    target: str
    native_id: str | None = None
    """The provider's own id of the team."""
    name: str
    """The registered name, the same in every feed: `Los Angeles Lakers`."""
    nickname: str | None = None
    """The name without its place: `Lakers`."""
    abbreviation: str | None = None
    """As the feed abbreviates it."""
    city: str | None = None
    """The place in the team's name, which may be a state or a school."""
    colors: list[str] = field(default_factory=list)
    """The first colour first, as `#552583`."""
    logo: str | None = None
    """A link to an image."""
    conference: str | None = None
    """As the feed writes it. Baseball's leagues count as conferences."""
    division: str | None = None
    """As the feed writes it."""
    record: TeamRecord | None = None
    """The results of the season."""
    rank: int | None = None
    """The place in the feed's table, from 1: of the conference, of the division, or of the league."""
    standing: str | None = None
    """The same in the feed's words: `1st in Pacific Division`, `Champions League`."""


class TeamRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A team's results in the season so far."""

    wins: int
    """Games won."""
    losses: int
    """Games lost, in overtime too where the league counts no overtime losses."""
    ties: int | None = None
    """Games drawn. Null where the feed reports none."""
    overtime_losses: int | None = None
    """Games lost after regulation. Null where the league counts none apart."""


class Token(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="op", tag="token"):
    """Renew the token of this connection."""

    jwt: str


class Unsubscribe(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="op", tag="unsubscribe"):
    """End a stream."""

    id: str


class Unsubscribed(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="op", tag="unsubscribed"):
    """Nothing more comes for this id."""

    id: str


class Update(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="op", tag="update"):
    """Other filters for a stream; it begins again with a snapshot."""

    id: str
    filters: dict[str, list[str]]


class Venue(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The place of a game."""

    name: str
    """The venue's name."""
    city: str | None = None
    """Its city."""
    state: str | None = None
    """Its state or province."""
    country: str | None = None
    """Its country, as the provider writes it."""
    indoor: bool | None = None
    """Whether it has a closed roof."""


class Weather(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The weather at the venue."""

    text: str | None = None
    """The provider's own words."""
    temperature_c: float | None = None
    """Degrees Celsius."""
    wind_kmh: float | None = None
    """Kilometres an hour."""


Message = (
    BettingOdds
    | FairPrice
    | Grade
    | Injury
    | Listing
    | NewsItem
    | Opportunity
    | PlayerProfile
    | PlayerProp
    | PlayerStats
    | Prediction
    | RefusalCount
    | Scorecard
    | SourceStatus
    | SportingEvent
    | TeamProfile
)
ServerFrame = Hello | Snapshot | Delta | Live | Mark | Resnapshot | Unsubscribed | Pong | Renewed | Reconnect | Error
VALUES: dict[str, type[Message]] = {
    "events": SportingEvent,
    "fair": FairPrice,
    "grades": Grade,
    "injuries": Injury,
    "listings": Listing,
    "news": NewsItem,
    "odds": BettingOdds,
    "opportunities": Opportunity,
    "player-stats": PlayerStats,
    "players": PlayerProfile,
    "predictions": Prediction,
    "props": PlayerProp,
    "refusals": RefusalCount,
    "scorecards": Scorecard,
    "sources": SourceStatus,
    "teams": TeamProfile,
}
"""The message of each kind of record."""
