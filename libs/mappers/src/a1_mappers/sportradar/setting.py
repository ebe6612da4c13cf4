"""What surrounds a league product's game: season, week, round, series, venue, broadcasts, weather, pitchers."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from a1_mappers.parsing import ParseError, parse_number
from a1_mappers.sportradar import wire
from a1_mappers.sportradar.progress import person
from a1_mappers.untyped import Json, dig, items, text, whole
from a1_schemas.game_facts import Broadcast, Pitchers, Season, Series, Venue, Weather
from a1_schemas.game_words import SeasonType

_SEASON_TYPES = {
    "PRE": SeasonType.PRESEASON,
    "REG": SeasonType.REGULAR,
    **dict.fromkeys(("PST", "PIT", "CT"), SeasonType.POSTSEASON),
}
_ROOFS = {"dome": True, "outdoor": False}
"""Whether games are indoors. A roof that opens decides it on the day."""
_TWO_YEARS = re.compile(r"(?:20)?(\d\d)/(?:20)?\d\d", re.ASCII)
_CENTURY = 2000
_GAME = re.compile(r"(?:(.*) - )?game (\d)", re.IGNORECASE)
_WEATHER = re.compile(r"(.*?)\s*\bTemp: (-?\d+) F\b.*?(?:Wind: \D*(\d+) mph.*)?", re.IGNORECASE)
_MARKETS = frozenset({"national", "home", "away"})
_TENTH = Decimal("0.1")
_KM_IN_A_MILE = Decimal("1.609344")


def season_of(season: Json, kind: Json = None) -> Season | None:
    """Return a season: an object, or a year with its type beside it. One over two years has the first one's number."""
    written = dig(season, "year") if isinstance(season, dict) else season
    years = _TWO_YEARS.fullmatch(written) if isinstance(written, str) else None
    year = whole(written) if years is None else _CENTURY + int(years[1])
    word = (text(season, "type") or text({"type": kind}, "type") or "").upper()
    found = Season(year=year, type=_SEASON_TYPES.get(word))
    return None if found == Season(year=None) else found


def week_of(week: Json) -> int | None:
    """Return the number of a week: an object, or the number."""
    return whole(dig(week, "sequence") or dig(week, "title")) if isinstance(week, dict) else whole(week)


def setting_of(game: wire.Game, sides: tuple[wire.Team, wire.Team]) -> dict[str, Any]:
    """Return the facts that do not change with play, without those of the list that the game is in."""
    apart = game.summary or wire.Sides()
    match = _GAME.fullmatch(text({"title": game.title}, "title") or "")
    return {
        "season": season_of(apart.season),
        "week": week_of(apart.week),
        "series": Series(game=int(match[2])) if match and match[1] is None else None,
        "venue": venue_of(game.venue or apart.venue),
        "broadcasts": tuple(dict.fromkeys(_broadcasts(game))) or None,
        "weather": _weather(game.weather),
        "pitchers": _pitchers(*sides),
    }


def venue_of(venue: wire.Venue | None) -> Venue | None:
    """Return the venue, or None without a name."""
    row = {} if venue is None else {name: getattr(venue, name) for name in venue.__struct_fields__}
    name = text(row, "name")
    if name is None:
        return None
    return Venue(
        name=name,
        city=text(row, "city") or text(row, "city_name"),
        state=text(row, "state"),
        country=text(row, "country") or text(row, "country_name"),
        indoor=_ROOFS.get((text(row, "roof_type") or text(row, "type") or "").casefold()),
    )


def _broadcasts(game: wire.Game) -> Iterator[Broadcast]:
    for row in (*items(game.broadcasts), game.broadcast):
        market = (text(row, "locale") or "").casefold()
        if (name := text(row, "network")) is not None:
            yield Broadcast(name=name, market=market if market in _MARKETS else None)


def _weather(weather: Json) -> Weather | None:
    """Return the weather: an object of several shapes, or a line of text, in Fahrenheit and miles an hour."""
    if isinstance(weather, str):
        match = _WEATHER.fullmatch(weather)
        return _weather_of(*match.groups()) if match else _weather_of(text({"text": weather}, "text"), None, None)
    now = dig(weather, "current_conditions") or dig(weather, "forecast") or weather
    degrees = next((found for key in ("temp", "temperature", "temp_f") if (found := dig(now, key)) is not None), None)
    speed = dig(now, "wind", "speed")
    return _weather_of(text(now, "condition"), degrees, dig(now, "wind", "speed_mph") if speed is None else speed)


def _weather_of(shown: str | None, fahrenheit: Json, miles: Json) -> Weather | None:
    degrees, speed = _number(fahrenheit), _number(miles)
    found = Weather(
        text=shown or None,
        temperature_c=None if degrees is None else _rounded((degrees - 32) * 5 / 9),
        wind_kmh=None if speed is None else _rounded(speed * _KM_IN_A_MILE),
    )
    return None if found == Weather() else found


def _number(value: Json) -> Decimal | None:
    try:
        number = None if value is None else parse_number(value)
    except ParseError:
        return None
    return number if number is not None and abs(number) < 1000 else None


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_TENTH).normalize() + 0


def _pitchers(home: wire.Team, away: wire.Team) -> Pitchers | None:
    found = Pitchers(home=_pitcher(home), away=_pitcher(away))
    return None if found == Pitchers() else found


def _pitcher(team: wire.Team) -> str | None:
    return person(team.starting_pitcher) or person(team.probable_pitcher)
