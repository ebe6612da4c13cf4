"""What surrounds a game in ESPN's bodies: season, week, round, series, venue, broadcasts, weather, pitchers."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from a1_mappers.untyped import Json, dig, items, text, texts, whole
from a1_schemas.game_facts import Broadcast, Pitchers, Season, Series, Venue, Weather
from a1_schemas.game_words import SeasonType

_SEASON_TYPES = {1: SeasonType.PRESEASON, 2: SeasonType.REGULAR, 3: SeasonType.POSTSEASON, 5: SeasonType.POSTSEASON}
"""By number; 5 is basketball's play-in."""
_GAME = re.compile(r"\s*[-,:]?\s*\bgame (\d)\b.*", re.IGNORECASE)
_MARKETS = frozenset({"national", "home", "away"})
_RADIO = "Radio"
_TENTH = Decimal("0.1")


def season_of(event: Json) -> Season | None:
    """Return the season, whose type team schedules keep beside it."""
    season = dig(event, "season")
    number = (
        whole(dig(season, "type")) or whole(dig(event, "seasonType", "type")) or whole(dig(event, "seasonType", "id"))
    )
    year = whole(dig(season, "year"))
    kind = _SEASON_TYPES.get(number or 0)
    return None if year is None and kind is None else Season(year=year, type=kind)


def setting_of(competition: Json, event: Json, home: Json, away: Json, season: Season | None) -> dict[str, Any]:
    """Return the facts that do not change with play."""
    is_late = season is not None and season.type is SeasonType.POSTSEASON
    headline = next((found for note in items(competition, "notes") if (found := text(note, "headline"))), None)
    return {
        "season": season,
        "week": whole(dig(event, "week", "number")) or whole(dig(event, "week")),
        "round": _GAME.sub("", headline) or None if is_late and headline else None,
        "series": _series(competition, home, away, headline if is_late else None),
        "venue": _venue(dig(competition, "venue")),
        "broadcasts": tuple(dict.fromkeys(_broadcasts(competition))) or None,
        "weather": _weather(dig(event, "weather")),
        "pitchers": _pitchers(home, away),
    }


def _series(competition: Json, home: Json, away: Json, headline: str | None) -> Series | None:
    """Return the play-off series. The game's number stands in its headline alone."""
    series = next(
        (
            each
            for each in (dig(competition, "series"), *items(competition, "series"))
            if dig(each, "type") == "playoff"
        ),
        None,
    )
    match = _GAME.search(headline or "")
    if series is None and match is None:
        return None
    wins = {text(each, "id"): whole(dig(each, "wins")) for each in items(series, "competitors")}
    return Series(
        game=int(match[1]) if match else None,
        of=whole(dig(series, "totalCompetitions")),
        home_wins=wins.get(text(home, "id")),
        away_wins=wins.get(text(away, "id")),
    )


def _venue(venue: Json) -> Venue | None:
    name = text(venue, "fullName")
    if name is None:
        return None
    indoor = dig(venue, "indoor")
    return Venue(
        name=name,
        city=text(venue, "address", "city"),
        state=text(venue, "address", "state"),
        country=text(venue, "address", "country"),
        indoor=indoor if isinstance(indoor, bool) else None,
    )


def _broadcasts(competition: Json) -> Iterator[Broadcast]:
    """Iterate over the channels, in the order of the body: several names a market, or one of each entry. Not radio."""
    for entry in items(competition, "broadcasts"):
        if text(entry, "type", "shortName") == _RADIO:
            continue
        market = (text(entry, "market", "type") or text(entry, "market") or "").casefold()
        for name in (*texts(entry, "names"), text(entry, "media", "shortName")):
            if name:
                yield Broadcast(name=name, market=market if market in _MARKETS else None)


def _weather(weather: Json) -> Weather | None:
    shown, fahrenheit = text(weather, "displayValue"), dig(weather, "temperature")
    degrees = None
    if isinstance(fahrenheit, int | Decimal) and not isinstance(fahrenheit, bool) and abs(fahrenheit) < 200:
        degrees = ((Decimal(fahrenheit) - 32) * 5 / 9).quantize(_TENTH).normalize() + 0
    return None if shown is None and degrees is None else Weather(text=shown, temperature_c=degrees)


def _pitchers(home: Json, away: Json) -> Pitchers | None:
    found = Pitchers(home=_pitcher(home), away=_pitcher(away))
    return None if found == Pitchers() else found


def _pitcher(side: Json) -> str | None:
    probables = (each for each in items(side, "probables") if dig(each, "name") == "probableStartingPitcher")
    return next((text(each, "athlete", "displayName") for each in probables), None)
