"""Every league, a row each: its sport, partition, calendar and clock, and its names at each provider.

Partitions, the ingesters' paths and boards, the mappers' names of leagues follow from these rows.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import NamedTuple, Self

from a1_schemas.vocabulary import Sport


class Clock(Enum):
    """Which way the clock of a sport runs."""

    DOWN = "down"
    UP = "up"
    NONE = "none"


class Espn(NamedTuple):
    """A league at ESPN."""

    path: str
    """Its sport and its slug, as they stand in every path."""
    number: str
    """Its number in ESPN's uids."""
    group: str | None = None
    """`groups` of a college board; without it only ranked teams' games are listed."""

    @property
    def slug(self) -> str:
        """`nba` of `basketball/nba`."""
        return self.path.partition("/")[2]


class Board(NamedTuple):
    """A board of PrizePicks: its name in the catalogue, and its id, which is stable."""

    name: str
    id: str


class Sportradar(NamedTuple):
    """A league at Sportradar."""

    product: str
    """What it is sold as: a quota of its own, and a part of its paths."""
    version: str
    segment: str = ""
    """A part of its paths after the product."""
    aliases: tuple[str, ...] = ()
    """Its names in the bodies of its own product."""
    competition: str | None = None
    """Its number in `sr:competition:<number>`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeagueTraits:
    """The facts of one league."""

    sport: Sport
    partition: int
    """Its partition in every topic. A league never moves, and no two leagues share one."""
    zone: str
    """The zone whose calendar day its schedule follows where a venue's own is unknown."""
    periods: int
    """The number of periods in regulation."""
    period_name: str
    clock: Clock
    keeps_nicknames: bool
    """Whether a team that moves keeps a nickname that no other team has, as professionals in North America do."""
    odds_api_key: str
    espn: Espn
    prizepicks: Board
    """The board of its own rows."""
    prizepicks_mixed: Board | None = None
    """The board that lists its rows beside those of other leagues; it is the one that is asked for."""
    sportradar: Sportradar


_EASTERN = "America/New_York"
_SOCCER_BOARD = Board("SOCCER", "82")


class League(StrEnum):
    """The leagues that work end to end. A raw header may name others; those are reported as unsupported."""

    _value_: str
    traits: LeagueTraits

    def __new__(cls, value: str, traits: LeagueTraits) -> Self:
        """A member is its name on the wire, and carries its row."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.traits = traits
        return member

    NBA = (
        "nba",
        LeagueTraits(
            sport=Sport.BASKETBALL,
            partition=0,
            zone=_EASTERN,
            periods=4,
            period_name="quarter",
            clock=Clock.DOWN,
            keeps_nicknames=True,
            odds_api_key="basketball_nba",
            espn=Espn("basketball/nba", "46"),
            prizepicks=Board("NBA", "7"),
            sportradar=Sportradar("nba", "v8", aliases=("NBA",), competition="132"),
        ),
    )
    WNBA = (
        "wnba",
        LeagueTraits(
            sport=Sport.BASKETBALL,
            partition=1,
            zone=_EASTERN,
            periods=4,
            period_name="quarter",
            clock=Clock.DOWN,
            keeps_nicknames=True,
            odds_api_key="basketball_wnba",
            espn=Espn("basketball/wnba", "59"),
            prizepicks=Board("WNBA", "3"),
            sportradar=Sportradar("wnba", "v8", aliases=("WNBA",)),
        ),
    )
    NCAAM = (
        "ncaam",
        LeagueTraits(
            sport=Sport.BASKETBALL,
            partition=3,
            zone=_EASTERN,
            periods=2,
            period_name="half",
            clock=Clock.DOWN,
            keeps_nicknames=False,
            odds_api_key="basketball_ncaab",
            espn=Espn("basketball/mens-college-basketball", "41", group="50"),
            prizepicks=Board("CBB", "20"),
            sportradar=Sportradar("ncaamb", "v8", aliases=("NCAAM",)),
        ),
    )
    NFL = (
        "nfl",
        LeagueTraits(
            sport=Sport.AMERICAN_FOOTBALL,
            partition=4,
            zone=_EASTERN,
            periods=4,
            period_name="quarter",
            clock=Clock.DOWN,
            keeps_nicknames=True,
            odds_api_key="americanfootball_nfl",
            espn=Espn("football/nfl", "28"),
            prizepicks=Board("NFL", "9"),
            sportradar=Sportradar("nfl", "v7", "/official", aliases=("NFL",), competition="31"),
        ),
    )
    NCAAF = (
        "ncaaf",
        LeagueTraits(
            sport=Sport.AMERICAN_FOOTBALL,
            partition=6,
            zone=_EASTERN,
            periods=4,
            period_name="quarter",
            clock=Clock.DOWN,
            keeps_nicknames=False,
            odds_api_key="americanfootball_ncaaf",
            espn=Espn("football/college-football", "23", group="80"),
            prizepicks=Board("CFB", "15"),
            sportradar=Sportradar("ncaafb", "v7", aliases=("NCAAF", "NCAAFB")),
        ),
    )
    MLB = (
        "mlb",
        LeagueTraits(
            sport=Sport.BASEBALL,
            partition=7,
            zone=_EASTERN,
            periods=9,
            period_name="inning",
            clock=Clock.NONE,
            keeps_nicknames=True,
            odds_api_key="baseball_mlb",
            espn=Espn("baseball/mlb", "10"),
            prizepicks=Board("MLB", "2"),
            sportradar=Sportradar("mlb", "v7", aliases=("MLB",), competition="109"),
        ),
    )
    NHL = (
        "nhl",
        LeagueTraits(
            sport=Sport.ICE_HOCKEY,
            partition=9,
            zone=_EASTERN,
            periods=3,
            period_name="period",
            clock=Clock.DOWN,
            keeps_nicknames=True,
            odds_api_key="icehockey_nhl",
            espn=Espn("hockey/nhl", "90"),
            prizepicks=Board("NHL", "8"),
            sportradar=Sportradar("nhl", "v7", aliases=("NHL",), competition="234"),
        ),
    )
    EPL = (
        "epl",
        LeagueTraits(
            sport=Sport.SOCCER,
            partition=10,
            zone="Europe/London",
            periods=2,
            period_name="half",
            clock=Clock.UP,
            keeps_nicknames=False,
            odds_api_key="soccer_epl",
            espn=Espn("soccer/eng.1", "700"),
            prizepicks=Board("EPL", "14"),
            prizepicks_mixed=_SOCCER_BOARD,
            sportradar=Sportradar("soccer", "v4", competition="17"),
        ),
    )
    MLS = (
        "mls",
        LeagueTraits(
            sport=Sport.SOCCER,
            partition=11,
            zone=_EASTERN,
            periods=2,
            period_name="half",
            clock=Clock.UP,
            keeps_nicknames=False,
            odds_api_key="soccer_usa_mls",
            espn=Espn("soccer/usa.1", "770"),
            prizepicks=Board("MLS", "6"),
            prizepicks_mixed=_SOCCER_BOARD,
            sportradar=Sportradar("soccer", "v4", competition="242"),
        ),
    )

    @property
    def registry_file(self) -> str:
        """The file of its teams in the identity's registry."""
        return f"{self.value}.json"

    @property
    def prizepicks_board(self) -> Board:
        """The board of PrizePicks on which its rows are asked for."""
        return self.traits.prizepicks_mixed or self.traits.prizepicks


def leagues_of(sport: Sport) -> tuple[League, ...]:
    """Every supported league of a sport, in the order of the rows."""
    return tuple(league for league in League if league.traits.sport is sport)


def prizepicks_boards() -> dict[Board, tuple[League, ...]]:
    """The boards of PrizePicks that are asked for, each with the leagues that are on it, in the order of the rows."""
    names = dict.fromkeys(league.prizepicks_board for league in League)
    return {board: tuple(each for each in League if each.prizepicks_board == board) for board in names}


def sportradar_products() -> dict[str, tuple[League, ...]]:
    """Sportradar's products, each with the leagues that are sold in it, in the order of the rows."""
    names = dict.fromkeys(league.traits.sportradar.product for league in League)
    return {name: tuple(each for each in League if each.traits.sportradar.product == name) for name in names}
