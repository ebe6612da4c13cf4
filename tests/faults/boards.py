"""A seeded world of odds for the load of an entry: boards of leagues whose prices move, as The Odds API sends them."""

import itertools
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from a1_sandbox.world.team import teams_of
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.targets import target_of

# fmt: off
BOOKS = (
    "draftkings", "fanduel", "betmgm", "betrivers", "bovada", "betonlineag", "lowvig", "mybookieag", "betus",
    "fanatics", "hardrockbet", "ballybet",
)
# fmt: on
_DAYS_AHEAD = 3


class Body(NamedTuple):
    """What a poll of a target brings."""

    provider: Provider
    feed: str
    league: str
    target: str
    content: bytes


class Boards:
    """One league's games, each with a quote at each of some books. `board` and `game` are two targets of it."""

    def __init__(self, league: League, dice: random.Random, *, games: int, books: int) -> None:
        self.league = league
        self._dice = dice
        self._games = list(self._made(games, BOOKS[:books]))
        self._at = 0

    @property
    def quotes(self) -> int:
        """How many quotes a board has: the canonical changes of a board on which all move."""
        return sum(len(game["bookmakers"]) for game in self._games)

    def board(self, *, moving: float = 1.0) -> Body:
        """The next board of all games. This share of its quotes moves; now and then a book leaves or comes back."""
        for game in self._games:
            for book in game["bookmakers"]:
                if self._dice.random() < moving:
                    self._move(book)
        shown = [game | {"bookmakers": self._shown(game)} for game in self._games]
        target = target_of(Provider.ODDS, "odds", self.league, "us")
        return Body(Provider.ODDS, "odds", self.league, target, json.dumps(shown, separators=(",", ":")).encode())

    def game(self) -> Body:
        """The next body of one game, each in its turn; all its quotes move."""
        game = self._games[self._at % len(self._games)]
        self._at += 1
        for book in game["bookmakers"]:
            self._move(book)
        target = target_of(Provider.ODDS, "event-odds", self.league, game["id"])
        content = json.dumps(game, separators=(",", ":")).encode()
        return Body(Provider.ODDS, "event-odds", self.league, target, content)

    def _shown(self, game: dict[str, Any]) -> list[dict[str, Any]]:
        return [book for book in game["bookmakers"] if self._dice.random() > 0.01]

    def _move(self, book: dict[str, Any]) -> None:
        outcome = book["markets"][0]["outcomes"][0]
        outcome["price"] = round(1.2 + (outcome["price"] - 1.2 + self._dice.uniform(0.05, 2.5)) % 3, 2)

    def _made(self, count: int, books: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        teams = [team.odds_name for team in teams_of(self.league)]
        self._dice.shuffle(teams)
        midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        days = (_round(teams, day) for day in itertools.count())
        pairs = ((day, *pair) for day, pairs in enumerate(days) for pair in pairs)
        for day, home, away in itertools.islice(pairs, count):
            starts_at = midnight + timedelta(days=_DAYS_AHEAD + day, hours=1)
            yield {
                "id": f"{self._dice.getrandbits(128):032x}",
                "sport_key": self.league.traits.odds_api_key,
                "commence_time": starts_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "home_team": home,
                "away_team": away,
                "bookmakers": [self._bookmaker(key, home, away) for key in books],
            }

    def _bookmaker(self, key: str, home: str, away: str) -> dict[str, Any]:
        def priced(name: str, point: float | None = None) -> dict[str, Any]:
            price = {"name": name, "price": round(self._dice.uniform(1.2, 4.2), 2)}
            return price if point is None else price | {"point": point}

        spread, total = self._dice.choice((-7.5, -3.5, 1.5, 4.5)), self._dice.choice((2.5, 6.5, 219.5))
        sides = {
            "h2h": [priced(home), priced(away)],
            "spreads": [priced(home, spread), priced(away, -spread)],
            "totals": [priced("Over", total), priced("Under", total)],
        }
        markets = [{"key": market, "outcomes": outcomes} for market, outcomes in sides.items()]
        return {"key": key, "title": key.title(), "markets": markets}


def _round(teams: list[str], day: int) -> list[tuple[str, str]]:
    """Who plays whom on a day: each two teams meet once in a round robin, by the circle method."""
    first, *others = teams
    turn = day % len(others)
    circle = [first, *others[turn:], *others[:turn]]
    return list(zip(circle[: len(circle) // 2], reversed(circle), strict=False))
