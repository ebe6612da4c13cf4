"""Games of the past with their prices, from rows of a history file. A fault is a value with its line."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path

from a1_forecasting.columns import (
    GAME_NUMBER,
    NEEDED,
    Moment,
    PriceColumn,
    PriceSet,
    bar_of,
    by_prices,
    outcomes_of,
    price_columns,
)
from a1_forecasting.outcomes import Outcomes, result_of
from a1_schemas.leagues import League
from a1_schemas.prices import PriceError, decimal_from_american
from a1_schemas.vocabulary import Selection


class FaultReason(StrEnum):
    """What is wrong with a row or a file."""

    COLUMN_MISSING = "column-missing"
    COLUMNS_TOO_MANY = "columns-too-many"
    TEAM_MISSING = "team-missing"
    SEASON_UNREADABLE = "season-unreadable"
    DATE_UNREADABLE = "date-unreadable"
    DATE_OUT_OF_ORDER = "date-out-of-order"
    SCORE_UNREADABLE = "score-unreadable"
    PRICE_UNREADABLE = "price-unreadable"
    """A text, an American price between -100 and 100, a decimal one that is not above 1."""
    GAME_TWICE = "game-twice"
    LEAGUE_UNKNOWN = "league-unknown"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault, the line that has it, its column and what stands there."""

    line: int
    reason: FaultReason
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture:
    """A game as it is known before its start."""

    league: League
    season: int
    day: date
    home: str
    away: str
    number: str = ""
    """1 or 2 in a doubleheader."""
    prices: Mapping[PriceSet, tuple[Decimal, ...]]
    """Decimal prices in the order of the league's outcomes, where all of a book's are valid."""

    @property
    def outcomes(self) -> Outcomes:
        return outcomes_of(self.league)

    @property
    def opening(self) -> tuple[Decimal, ...] | None:
        """The opening prices of the book that models are compared with, where the file has them."""
        return self.prices.get(PriceSet(bar_of(self.league), Moment.OPEN))

    @property
    def closing(self) -> tuple[Decimal, ...] | None:
        """Its closing prices."""
        return self.prices.get(PriceSet(bar_of(self.league), Moment.CLOSE))


@dataclass(frozen=True, slots=True)
class PlayedGame:
    """A game with its result."""

    line: int
    fixture: Fixture
    home_score: int
    away_score: int

    @property
    def result(self) -> Selection:
        return result_of(self.home_score, self.away_score)


@dataclass(frozen=True, slots=True)
class Games:
    """The games of a file in the order of their days, and what was wrong with other rows."""

    league: League
    played: tuple[PlayedGame, ...]
    faults: tuple[Fault, ...]


def league_of(path: Path) -> League | None:
    """Return the league whose name begins the file's name, up to the first `-`, `_` or dot."""
    word = re.split(r"[-_.]", path.name, maxsplit=1)[0].lower()
    return next((league for league in League if league == word), None)


def read_games(path: Path) -> Games | list[Fault]:
    """Read a file of `docs/history-format.md`. Returns faults alone where no row can be read. Raises OSError."""
    league = league_of(path)
    if league is None:
        return [Fault(1, FaultReason.LEAGUE_UNKNOWN, value=path.name)]
    with path.open(encoding="utf-8-sig", newline="") as file:
        return parse_games(league, file)


def parse_games(league: League, lines: Iterable[str]) -> Games | list[Fault]:
    """Return the games of a file's lines. Returns faults alone where its header lacks a column."""
    reader = csv.DictReader(lines, restval="")
    header = tuple(reader.fieldnames or ())
    if missing := [name for name in NEEDED if name not in header]:
        return [Fault(1, FaultReason.COLUMN_MISSING, name) for name in missing]
    columns = price_columns(header)
    sets = by_prices(columns, outcomes_of(league))
    played: list[PlayedGame] = []
    faults: list[Fault] = []
    known: set[tuple[object, ...]] = set()
    latest = date.min
    for row in reader:
        line = reader.line_num
        wrong, game = _game(league, line, row, columns, sets)
        if game is not None:
            fixture = game.fixture
            key = (fixture.day, fixture.home, fixture.away, fixture.number)
            if key in known:
                wrong.append(Fault(line, FaultReason.GAME_TWICE, "home", f"{fixture.home} {fixture.day}"))
                game = None
            elif fixture.day < latest:
                wrong.append(Fault(line, FaultReason.DATE_OUT_OF_ORDER, "date", str(fixture.day)))
            known.add(key)
            latest = max(latest, fixture.day)
        if game is not None:
            played.append(game)
        faults.extend(wrong)
    played.sort(key=lambda game: (game.fixture.season, game.fixture.day))
    return Games(league, tuple(played), tuple(faults))


def _game(
    league: League,
    line: int,
    row: Mapping[str | None, str],
    columns: Mapping[str, PriceColumn],
    sets: Mapping[PriceSet, tuple[str, ...]],
) -> tuple[list[Fault], PlayedGame | None]:
    """The game of a row, or None; and its faults. A wrong price leaves the game and takes its book's prices away."""
    if None in row:
        return [Fault(line, FaultReason.COLUMNS_TOO_MANY)], None
    season, day = _whole(row["season"]), _day(row["date"])
    home_score, away_score = _whole(row["home_score"]), _whole(row["away_score"])
    home, away = row["home"].strip(), row["away"].strip()
    needed = {
        "season": (season is not None, FaultReason.SEASON_UNREADABLE),
        "date": (day is not None, FaultReason.DATE_UNREADABLE),
        "home": (_is_team(home) and home != away, FaultReason.TEAM_MISSING),
        "away": (_is_team(away), FaultReason.TEAM_MISSING),
        "home_score": (home_score is not None, FaultReason.SCORE_UNREADABLE),
        "away_score": (away_score is not None, FaultReason.SCORE_UNREADABLE),
    }
    faults = [Fault(line, reason, name, row[name]) for name, (is_there, reason) in needed.items() if not is_there]
    if season is None or day is None or home_score is None or away_score is None or faults:
        return faults, None
    prices = {name: price_of(row[name], american=column.american) for name, column in columns.items()}
    faults = [
        Fault(line, FaultReason.PRICE_UNREADABLE, name, row[name])
        for name, price in prices.items()
        if price is None and row[name].strip()
    ]
    complete: dict[PriceSet, tuple[Decimal, ...]] = {}
    for book, names in sets.items():
        valid = tuple(price for name in names if (price := prices[name]) is not None)
        if len(valid) == len(names):
            complete[book] = valid
    fixture = Fixture(
        league=league,
        season=season,
        day=day,
        home=home,
        away=away,
        number=row.get(GAME_NUMBER, "").strip(),
        prices=complete,
    )
    return faults, PlayedGame(line, fixture, home_score, away_score)


def price_of(text: str, *, american: bool) -> Decimal | None:
    """Return the decimal price of a cell, or None where it is none: empty, a text, |American| < 100, decimal <= 1."""
    try:
        if american:
            return decimal_from_american(int(text))
        price = Decimal(text.strip())
    except (ValueError, InvalidOperation, PriceError):
        return None
    return price if price.is_finite() and price > 1 else None


def _whole(text: str) -> int | None:
    return int(text) if text.strip().isdecimal() else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _is_team(name: str) -> bool:
    return any(letter.isalpha() for letter in name)
