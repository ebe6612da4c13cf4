"""A game of the world and its ids at each provider."""

from dataclasses import dataclass, field
from datetime import datetime

from a1_sandbox.leagues import PLAYED
from a1_sandbox.world import chance
from a1_sandbox.world.rules import sport_of
from a1_sandbox.world.staging import NOTHING_STAGED, Frame, Staging
from a1_sandbox.world.team import Team
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Sport

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True, slots=True)
class Game:
    """What does not change while a game is waited for and played."""

    seed: int
    league: League
    number: int
    home: Team
    away: Team
    starts_at: datetime
    carried_by: frozenset[Provider] = PLAYED
    game_number: int | None = None
    """1 or 2 in a doubleheader."""
    postponed_at: datetime | None = None
    loses_totals_at: datetime | None = None
    """When one book takes its totals down."""
    played_from: datetime | None = None
    """The real start where it is not the announced one."""
    frame: Frame | None = None
    """How all books see this game, where the script says so."""
    staging: Staging = field(default=NOTHING_STAGED, compare=False)
    """What the script sets on this game for a time. It follows from the rest of the world."""
    ids: dict[Provider, str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ids", {provider: self._id(provider) for provider in PLAYED})

    @property
    def kick_off(self) -> datetime:
        """When play begins."""
        return self.starts_at if self.played_from is None else self.played_from

    @property
    def key(self) -> str:
        return f"{self.league}-{self.number}"

    def id_at(self, provider: Provider) -> str:
        """The id under which a provider lists this game."""
        return self.ids[provider]

    @property
    def _place(self) -> int:
        """A number that no other game of the world has."""
        return 50 * list(League).index(self.league) + self.number

    def _id(self, provider: Provider) -> str:
        words = (self.seed, "game", self.key, provider)
        numeral = chance.number(*words)
        if provider is Provider.ESPN:
            return str(401_000_000 + self._place + numeral % 900 * 1000)
        if provider is Provider.ODDS:
            return chance.hexadecimal(*words)
        if provider is Provider.PRIZEPICKS:
            draw = chance.sequence(*words)
            tail = "".join(draw.choice(_LETTERS) for _ in range(24))
            return f"{self.league.upper()}_game_{tail}"
        if sport_of(self.league) is Sport.SOCCER:
            return f"sr:sport_event:{60_000_000 + self._place + numeral % 900 * 1000}"
        return chance.uuid(*words)
