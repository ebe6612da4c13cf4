"""The block of one bookmaker's odds on ESPN's boards, as DraftKings has filled it since 2026."""

from collections.abc import Callable
from decimal import Decimal

from a1_sandbox.world.bodies.espn_parts import Json, link, slug_of, team
from a1_sandbox.world.game import Game
from a1_sandbox.world.odds import Offer
from a1_sandbox.world.quotes import Price, StampedMarket
from a1_sandbox.world.rules import sport_of
from a1_schemas.prices import american_from_decimal
from a1_schemas.vocabulary import MarketKey, Selection, Sport

_LOGO = "https://a.espncdn.com/i/betting/Draftkings.svg"
PROVIDER: Json = {
    "id": "100",
    "name": "Draft Kings",
    "priority": 1,
    "displayName": "Draft Kings",
    "logos": [{"href": _LOGO, "rel": ["light"]}],
}


def odds(game: Game, offer: Offer) -> Json:
    """Moneyline, spread and total with open and close; the close is what is offered now."""
    markets = {market.key: market for market in offer.markets}
    spread = _by_selection(markets[MarketKey.SPREAD])
    total = _by_selection(markets[MarketKey.TOTAL])
    home_line = spread[Selection.HOME].line or Decimal(0)
    home_favoured = home_line < 0
    favourite = game.home if home_favoured else game.away
    block: Json = {
        "provider": PROVIDER,
        "details": f"{favourite.abbreviation} {-abs(home_line)}",
        "overUnder": float(total[Selection.OVER].line or 0),
        "spread": float(home_line),
        "awayTeamOdds": _team_odds(game, favoured=not home_favoured, home=False),
        "homeTeamOdds": _team_odds(game, favoured=home_favoured, home=True),
        "moneyline": _moneyline(game, markets),
        "pointSpread": _block(
            "Spread",
            "Spread",
            home=_lined(game, "home", spread[Selection.HOME], _signed),
            away=_lined(game, "away", spread[Selection.AWAY], _signed),
        ),
        "total": _block(
            "Total",
            "Total",
            over=_lined(game, "over", total[Selection.OVER], lambda line: f"o{line}"),
            under=_lined(game, "under", total[Selection.UNDER], lambda line: f"u{line}"),
        ),
        "link": _bet(game, "game"),
        "header": {"text": "Game Odds", "logo": {"light": _LOGO, "dark": _LOGO}},
        "footer": {"disclaimer": "Odds by DraftKings"},
    }
    if sport_of(game.league) is Sport.SOCCER:
        draw = _by_selection(markets[MarketKey.MONEYLINE_3_WAY])[Selection.DRAW]
        block["drawOdds"] = {"moneyLine": american(draw), "link": _bet_link("Draw Bet", "draw")}
    return block


def american(price: Price) -> int:
    """The price as American odds: what ESPN shows, rounded."""
    return american_from_decimal(price.price) or -100_000


def _moneyline(game: Game, markets: dict[MarketKey, StampedMarket]) -> Json:
    market = markets.get(MarketKey.MONEYLINE) or markets[MarketKey.MONEYLINE_3_WAY]
    sides = {price.selection.value: _priced(game, price.selection.value, price) for price in market.prices}
    return _block("Moneyline", "ML", **sides)


def _block(name: str, short: str, **sides: Json) -> Json:
    return {"displayName": name, "shortDisplayName": short, **sides}


def _priced(game: Game, side: str, price: Price) -> Json:
    return {"close": {"odds": _written(price), "link": _bet(game, side)}, "open": {"odds": "-110"}}


def _lined(game: Game, side: str, price: Price, write_line: Callable[[Decimal], str]) -> Json:
    line = write_line(price.line or Decimal(0))
    return {
        "close": {"line": line, "odds": _written(price), "link": _bet(game, side)},
        "open": {"line": line, "odds": "-110"},
    }


def _written(price: Price) -> str:
    value = american(price)
    return "EVEN" if value == 100 else f"{value:+d}"


def _signed(line: Decimal) -> str:
    return f"{line:+}"


def _bet(game: Game, side: str) -> Json:
    tags = {
        "league": slug_of(game.league),
        "sport": sport_of(game.league).value,
        "gameId": 0,
        "betSide": side,
        "betType": "straight",
        "betDetails": side,
    }
    return {**_bet_link(f"{side.title()} Bet", side), "tracking": {"campaign": "betting-integrations", "tags": tags}}


def _bet_link(text: str, side: str) -> Json:
    return link(text, "https://sportsbook.draftkings.com/gateway", side, "bets") | {"isExternal": True}


def _team_odds(game: Game, *, favoured: bool, home: bool) -> Json:
    side = game.home if home else game.away
    document = team(game.league, side)
    kept = {name: document[name] for name in ("id", "uid", "abbreviation", "name", "displayName", "logo")}
    return {"favorite": favoured, "underdog": not favoured, "team": kept, "favoriteAtOpen": favoured}


def _by_selection(market: StampedMarket) -> dict[Selection, Price]:
    return {price.selection: price for price in market.prices}
