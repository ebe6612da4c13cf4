"""What providers report of a game besides its sides, start and status. Listings and events have the same fields.

Null means unknown, not reported, or that the sport has none. Home and away are the record's own orientation.
"""

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator

from a1_schemas.base import ExactNumber, Frozen
from a1_schemas.game_words import ClockDirection, HomeOrAway, InningHalf, PeriodType, SeasonType

_CLOCK = re.compile(r"(\d{0,3}):(\d\d(?:\.\d+)?)", re.ASCII)
_SECONDS = re.compile(r"\d{1,3}(?:\.\d+)?", re.ASCII)


class PeriodScore(Frozen):
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


class SideScores(Frozen):
    """A score of both sides."""

    home: int | None
    """The home side's points."""
    away: int | None
    """The away side's points."""


class GameClock(Frozen):
    """The clock of the current period."""

    text: str
    """As the provider writes it: `7:12`, `0:41.3`, `45'+2'`."""
    seconds: ExactNumber | None = None
    """Left in the period, or played of the match where the clock counts up. Null if the text is no time."""
    direction: ClockDirection | None = None
    """Whether it counts down to zero or up from it."""
    running: bool | None = None
    """Whether time runs now."""


class SideCards(Frozen):
    """The cards shown to one side's players."""

    yellow: int | None = None
    """Yellow cards."""
    red: int | None = None
    """Red cards, second yellows included."""


class Cards(Frozen):
    """The cards of a soccer match."""

    home: SideCards
    away: SideCards


class Situation(Frozen):
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
    bases: tuple[int, ...] | None = None
    """The occupied bases in order, 1 to 3."""
    batter: str | None = None
    """The batter's name."""
    pitcher: str | None = None
    """The pitcher's name."""
    power_play: HomeOrAway | None = None
    """Ice hockey: the side with more skaters."""
    cards: Cards | None = None
    """Soccer: the cards shown so far."""


class Season(Frozen):
    """The season of a game."""

    year: int | None
    """As the provider counts it; a winter season by its own rule of naming."""
    type: SeasonType | None = None
    """Whether it is preseason, regular season or play-offs."""


class Series(Frozen):
    """The play-off series of a game."""

    game: int | None = None
    """Counts from 1."""
    of: int | None = None
    """The most games that the series can have."""
    home_wins: int | None = None
    """Games won by this game's home side."""
    away_wins: int | None = None
    """Games won by this game's away side."""


class Venue(Frozen):
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


class Broadcast(Frozen):
    """A channel that shows the game."""

    name: str
    """The channel's name."""
    market: str | None = None
    """`national`, `home` or `away`, where the provider reports it."""


class Weather(Frozen):
    """The weather at the venue."""

    text: str | None = None
    """The provider's own words."""
    temperature_c: ExactNumber | None = None
    """Degrees Celsius."""
    wind_kmh: ExactNumber | None = None
    """Kilometres an hour."""


class Pitchers(Frozen):
    """The starting pitchers' names."""

    home: str | None = None
    """The home side's starting pitcher."""
    away: str | None = None
    """The away side's starting pitcher."""


def seconds_of(text: str) -> Decimal | None:
    """Return the seconds of a clock such as `7:12`, `0:41.3` or `41.3`, or None for any other text."""
    if (match := _CLOCK.fullmatch(text)) is not None:
        return int(match[1] or 0) * 60 + Decimal(match[2])
    return Decimal(text) if _SECONDS.fullmatch(text) else None


def clock_of(text: str) -> GameClock:
    """Return the clock that a text shows, without direction."""
    return GameClock(text=text, seconds=seconds_of(text))


def _clock(value: Any) -> Any:
    return clock_of(value) if isinstance(value, str) else value


def _venue(value: Any) -> Any:
    return Venue(name=value) if isinstance(value, str) else value


class GameFacts(Frozen):
    """The facts of a game. Period, half, label, clock, detail and situation come together from one source."""

    period: int | None = None
    """Quarter, half, period or inning, counted from 1 through overtimes and shoot-out; kept when the game has ended."""
    half: InningHalf | None = None
    """Baseball: the half of the inning."""
    period_label: str | None = None
    """As a screen shows it: `Q4`, `OT`, `Top 6th`, `HT`."""
    clock: Annotated[GameClock | None, BeforeValidator(_clock)] = None
    """Null where the sport has none, and when the game has ended. Read from text in records of before."""
    detail: str | None = None
    """The provider's own words for the state of play: `4:05 - 3rd Quarter`, `Final/OT`."""
    situation: Situation | None = None
    """The state of play."""
    periods: tuple[PeriodScore, ...] | None = None
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
    venue: Annotated[Venue | None, BeforeValidator(_venue)] = None
    """Read from its name alone in records of before."""
    neutral_site: bool | None = None
    """Whether neither side plays at its own venue."""
    game_number: int | None = None
    """1 or 2 in a doubleheader, where a provider says so."""
    broadcasts: tuple[Broadcast, ...] | None = None
    """The channels that show it."""
    weather: Weather | None = None
    """The weather at the venue."""
    pitchers: Pitchers | None = None
    """Baseball: the starting pitchers."""
