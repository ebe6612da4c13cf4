"""The fields of Sportradar's Odds Comparison that are read: the old product (v1) and the current one (v2)."""

import msgspec


class Outcome(msgspec.Struct, frozen=True, gc=False):
    """A bookmaker's selection. v1 has `odds` in the package's format, an exchange back and lay, v2 every format."""

    type: str | None = None
    odds: object = None
    opening_odds: object = None
    back_odds: object = None
    lay_odds: object = None
    odds_decimal: object = None
    odds_american: object = None
    odds_fraction: object = None
    spread: object = None
    handicap: object = None
    total: object = None
    opening_spread: object = None
    opening_total: object = None
    removed: bool | None = None


class Book(msgspec.Struct, frozen=True, gc=False):
    """A bookmaker with its outcomes. The same one may occur once for each country."""

    id: str
    name: str | None = None
    outcomes: list[Outcome] = []
    removed: bool | None = None


class Market(msgspec.Struct, frozen=True, gc=False):
    """A market with its bookmakers. v1 identifies it by name, v2 by number (`sr:market:219`)."""

    id: str | None = None
    name: str | None = None
    books: list[Book] = []


class BookPrice(msgspec.Struct, frozen=True, gc=False):
    """A book's price for one competitor."""

    id: str
    name: str | None = None
    odds: object = None
    removed: bool | None = None


class OutrightCompetitor(msgspec.Struct, frozen=True, gc=False):
    """A possible winner."""

    id: str
    name: str | None = None
    books: list[BookPrice] = []


class Outright(msgspec.Struct, frozen=True, gc=False):
    """A bet on the winner of a whole competition."""

    id: str | int
    tournament_id: str | None = None
    competitors: list[OutrightCompetitor] = []


class Priced(msgspec.Struct, frozen=True):
    """The markets of a match."""

    markets: list[Market] = []


class CdnGame(msgspec.Struct, frozen=True):
    """A game with ids only, as the NBA republishes it."""

    game_id: str = msgspec.field(name="gameId")
    sr_id: str | None = None
    home_team_id: str | None = msgspec.field(default=None, name="homeTeamId")
    away_team_id: str | None = msgspec.field(default=None, name="awayTeamId")
    markets: list[Market] = []


class Comparison(msgspec.Struct, frozen=True):
    """The odds of several matches, of one match, of games with ids only, or outrights."""

    generated_at: str | None = None
    sport_events: list[msgspec.Raw] | None = None
    sport_event: msgspec.Raw = msgspec.Raw()
    markets: list[Market] = []
    games: list[msgspec.Raw] | None = None
    outrights: list[msgspec.Raw] | None = None
