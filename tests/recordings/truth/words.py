"""What readers of different providers write alike: sides and teams as we call them, periods, prices."""

import re
import unicodedata
from fractions import Fraction
from typing import Any

OUR_NAMES = {
    "Los Angeles Clippers": "LA Clippers",
    "Oakland Athletics": "Athletics",
    "Brighton and Hove Albion": "Brighton & Hove Albion",
    "Bournemouth": "AFC Bournemouth",
}
"""Sides that we call otherwise than a provider does."""
_OUR_IDS = {"LA Clippers": "los-angeles-clippers"}
"""Teams whose id is not their name."""

REGULAR_PERIODS = {
    **dict.fromkeys(("nba", "wnba", "nfl", "ncaaf"), ("Q", 4)),
    **dict.fromkeys(("ncaam", "epl", "mls"), ("H", 2)),
    "nhl": ("P", 3),
    "mlb": ("", 9),
}
"""The letter of a league's periods, and how many there are in regulation time."""
SOCCER = frozenset({"epl", "mls"})


def side_name(written: str) -> str:
    """Return a side as we call it."""
    return OUR_NAMES.get(written, written)


def team_id(league: str, written: str) -> str:
    """Return our id of a team: its league and its name in ASCII."""
    if (known := _OUR_IDS.get(side_name(written))) is not None:
        return f"{league}-{known}"
    ascii_name = unicodedata.normalize("NFKD", side_name(written)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[&'.]", "", ascii_name.casefold())).strip("-")
    return f"{league}-{words}"


def period_label(league: str, number: int, *, half: str | None = None, is_play_off: bool = False) -> str:
    """Return a period as a screen shows it."""
    if league == "mlb":
        ending = "th" if 10 <= number <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{ {'top': 'Top ', 'bottom': 'Bot '}.get(half or '', '') }{number}{ending}"
    return short_label(league, number, is_play_off=is_play_off)


def short_label(league: str, number: int, *, is_play_off: bool = False) -> str:
    """Return a period as a line score heads it."""
    letter, regular = REGULAR_PERIODS[league]
    if league == "mlb":
        return str(number)
    if number <= regular:
        return f"{number}H" if letter == "H" else f"{letter}{number}"
    if league in SOCCER:
        return "PEN" if number == 5 else f"ET{number - regular}"
    if league == "nhl" and number == 5 and not is_play_off:
        return "SO"
    return "OT" if number == regular + 1 else f"{number - regular}OT"


def line_score(league: str, home: list[Any], away: list[Any], *, is_play_off: bool = False) -> list[dict[str, Any]]:
    """Return the line score of two lists of points."""
    periods: list[dict[str, Any]] = []
    for number in range(1, max(len(home), len(away)) + 1):
        label = short_label(league, number, is_play_off=is_play_off)
        is_regular = (league == "mlb" and number <= 9) or number <= REGULAR_PERIODS[league][1]
        kind = "regular" if is_regular else "shootout" if label in ("SO", "PEN") else "overtime"
        points = {side: _at(list_, number) for side, list_ in (("home", home), ("away", away))}
        periods.append({"number": number, "type": kind, "label": label} | points)
    return periods


def _at(points: list[Any], number: int) -> Any:
    return points[number - 1] if number <= len(points) else None


def regulation(league: str, periods: list[dict[str, Any]], *, is_over: bool) -> dict[str, Any] | None:
    """Return the score at the end of regulation time, or None while it runs."""
    regular = [each for each in periods if each["type"] == "regular"]
    ended = is_over or len(periods) > len(regular)
    if not regular or not ended or (league != "mlb" and len(regular) < REGULAR_PERIODS[league][1]):
        return None
    return {side: sum(each[side] or 0 for each in regular) for side in ("home", "away")}


def american_price(written: Any) -> dict[str, Any] | None:
    """Return an American price in both forms, or None where none is written."""
    try:
        american = 100 if str(written).upper() == "EVEN" else int(float(str(written)))
    except ValueError:
        return None
    if abs(american) < 100:
        return None
    decimal = 1 + (Fraction(american, 100) if american > 0 else Fraction(100, -american))
    return {"price": round(float(decimal), 6), "american": american}


def decimal_price(written: Any) -> dict[str, Any]:
    """Return a decimal price in both forms. A price of 1 has no American form."""
    price = Fraction(str(written))
    if price == 1:
        return {"price": float(price), "american": None}
    american = (price - 1) * 100 if price >= 2 else -100 / (price - 1)
    return {"price": float(price), "american": round(american)}


COMPLETE = {
    "moneyline": {"home", "away"},
    "moneyline-3-way": {"home", "draw", "away"},
    "moneyline-3-way-lay": {"home", "draw", "away"},
    "moneyline-lay": {"home", "away"},
    "spread": {"home", "away"},
    "total": {"over", "under"},
}
"""The selections that a market must have."""
