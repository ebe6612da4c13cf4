"""One source's ladder of lines for one player and one statistic in one event."""

from a1_schemas.base import ExactNumber, Frozen, Message
from a1_schemas.game_words import PropSide
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.stats import AnyStat
from a1_schemas.vocabulary import LineType, Period


class PropPlayer(Frozen):
    """The player, as resolved within the event's two teams."""

    player_id: str
    """Our id of the player, or a team's for its defence, which some markets list among players."""
    name: str
    """The player's name: one spelling in all records of this id (see `a1_identity.spelling`)."""
    team: str | None = None
    """The player's `team_id`."""
    confidence: ExactNumber
    """1 for a certain match, less for an inferred one."""
    native_id: str | None = None
    """The provider's own id of the player."""
    position: str | None = None
    """As the provider writes it: `SF`, `QB`, `goalkeeper`."""
    jersey: str | None = None
    """The number on the shirt."""
    written: str | None = None
    """The name as the provider writes it. Null where that is `name`."""


class PropPrice(Frozen):
    """What a side pays: decimal odds or a multiplier. The form of odds that the provider did not write is derived."""

    price: ExactNumber | None
    """Decimal odds. Null where the book pays a multiplier."""
    american: int | None = None
    """A whole number."""
    multiplier: ExactNumber | None = None
    """Daily fantasy: the factor of this pick in an entry's payout."""
    native_id: str | None = None
    """The bookmaker's own id of the selection."""
    link: str | None = None
    """The bookmaker's bet slip with this selection, https."""
    limit: ExactNumber | None = None
    """The highest stake, in the bookmaker's currency."""


class PropLine(Frozen):
    """One rung of a ladder. Pick'em providers have no price; a yes/no market has no line."""

    line: ExactNumber | None
    """Null for a yes/no market."""
    line_type: LineType = LineType.STANDARD
    over: PropPrice | None = None
    """The price of over (or of yes)."""
    under: PropPrice | None = None
    """The price of under (or of no)."""
    sides: tuple[PropSide, ...] | None = None
    """The sides that can be taken. Null in records of before."""
    adjusted: bool | None = None
    """Whether the line pays otherwise than its type does."""
    multiplier: ExactNumber | None = None
    """The factor of this pick in an entry's payout, where the provider reports it."""
    promo: bool = False
    """Whether the line is a promotion."""
    regular_line: ExactNumber | None = None
    """The line without the promotion, if there is one."""
    suspended: bool = False
    """Whether no bets are taken at present."""
    native_id: str | None = None
    """The provider's own id of the rung."""
    mapped: bool | None = None
    """False where the statistic is in no vocabulary of ours. Null in records of before."""


class PlayerProp(Message):
    """Topic `normalized.props`, key `event_id|provider|feed|bookmaker|player_id|stat_type|period`.

    A combo has the ids of its players there, joined by `+`.
    """

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
    players: tuple[PropPlayer, ...] = ()
    """One player, or up to four of a combo. Empty in records of before."""
    stat_type: AnyStat
    native_stat: str | None = None
    """The statistic in the provider's words, where no vocabulary of ours has it."""
    period: Period = Period.GAME
    lines: tuple[PropLine, ...]
