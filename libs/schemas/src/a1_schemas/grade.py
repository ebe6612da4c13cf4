"""How the bets on one market of a game, or on one statistic of a player, ended by one profile of rules."""

from a1_schemas.analytics_words import CorrectionReason, GradeResult, GradeRule, PropMarket, RefusalReason
from a1_schemas.base import ExactNumber, Frozen, Message, UtcTime
from a1_schemas.game_facts import PeriodScore, SideScores
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.stats import AnyStat
from a1_schemas.vocabulary import EventStatus, MarketKey, Period, Selection, SettlementScope


class GradedBet(Frozen):
    """The result of one selection at one line."""

    selection: Selection
    line: ExactNumber | None
    """The selection's own line. Null for a market without lines."""
    result: GradeResult
    rule: GradeRule | None
    """What decided it. Null where it is ungraded."""
    reason: RefusalReason | None
    """Why it is ungraded."""


class PlayerFigure(Frozen):
    """A player's figure in one report."""

    player_id: str
    provider: Provider
    feed: str
    figure: ExactNumber | None
    """Null where the report does not have it."""
    version: int
    """The version of the report in `normalized.player-stats`."""


class GradeEvidence(Frozen):
    """What the results follow from. A change of versions alone is not published."""

    score: SideScores | None
    """Both sides' points as the game's record has them."""
    periods: tuple[PeriodScore, ...] | None
    """The line score."""
    regulation: SideScores | None = None
    """The score at the end of regulation time."""
    status: EventStatus
    sources: tuple[Provider, ...]
    """The providers that list the game, in alphabetical order."""
    version: int
    """The version of the game in `normalized.events`."""
    figures: tuple[PlayerFigure, ...] = ()
    """Of a prop: what each report says."""


class Correction(Frozen):
    """A change of the game after it was final for the first time."""

    before: GradeEvidence
    """What the first grade followed from."""
    reason: CorrectionReason


class Grade(Message):
    """Topic `analytics.grades`, key `event_id|market|period|scope|profile`.

    A prop's key is `event_id|market|player_id|stat_type|period|profile`.
    """

    event_id: str
    league: League
    market: MarketKey | PropMarket
    period: Period
    scope: SettlementScope
    profile: str
    """The profile of rules: a bookmaker's key, or `a1` for the neutral one."""
    player_id: str | None = None
    """Of a prop; a combo has the ids of its players, joined by `+`."""
    player_name: str | None = None
    stat_type: AnyStat | None = None
    """Of a prop."""
    start_time: UtcTime | None = None
    """The game's start."""
    results: tuple[GradedBet, ...]
    """By selection and line. A newer version replaces all of them."""
    evidence: GradeEvidence
    corrected: Correction | None = None
    """Set when the game changed after it was final."""
