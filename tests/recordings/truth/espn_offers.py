"""Reads the odds in ESPN's bodies: blocks by market since 2025, figures beside the sides before."""

from typing import Any
from urllib.parse import urlsplit

from tests.recordings.truth.rows import Rows, flat, line_name
from tests.recordings.truth.words import COMPLETE, SOCCER, american_price

_BOOKS = {
    "45": ("williamhill_us", "Caesars"),
    "55": ("holland-casino", "Holland Casino"),
    "58": ("espnbet", "ESPN BET"),
    "100": ("draftkings", "DraftKings"),
    "1001": ("accuscore", "AccuScore (model)"),
    "1002": ("teamrankings", "TeamRankings (model)"),
    "1003": ("numberfire", "numberFire (model)"),
    "1004": ("espn-consensus", "Consensus (average)"),
}
_HOSTS = {"draftkings": "draftkings.com"}
_PHASES = {"scheduled": "prematch", "final": "closed", "live": "closed"}
_SIDES = {"home": "homeTeamOdds", "away": "awayTeamOdds"}


def read(game_id: str, odds: Any, status: str, league: str) -> Rows:
    """Return every field of the offers on one game."""
    rows: Rows = {}
    for each in odds or ():
        if each is None:
            continue
        key, name = _BOOKS[each["provider"]["id"]]
        markets = _by_market(each, key, league) if "moneyline" in each else _by_side(each, key, league)
        for market, outcomes in markets.items():
            if not any("price" in outcome for outcome in outcomes.values()):
                continue
            offered = {place: outcome for place, outcome in outcomes.items() if "price" in outcome}
            scope = "regulation" if league in SOCCER else "including-overtime"
            rows |= flat(
                ("offer", game_id, key, market, "game", scope),
                {
                    "outcomes": offered,
                    "phase": _PHASES[status],
                    "main": True,
                    "complete": COMPLETE[market] <= {outcome["selection"] for outcome in offered.values()},
                },
            ) | flat(("book", game_id, key), {"name": name})
    return rows


def _by_market(odds: Any, book: str, league: str) -> dict[str, dict[str, Any]]:
    kinds = {"moneyline": _winner(league), "pointSpread": "spread", "total": "total"}
    found: dict[str, dict[str, Any]] = {}
    for block, market in kinds.items():
        outcomes = found.setdefault(market, {})
        for selection, moments in odds.get(block, {}).items():
            if isinstance(moments, dict):
                _put(outcomes, selection, _moment(moments, "close", book), _moment(moments, "open", book))
    draw = american_price(odds.get("drawOdds", {}).get("moneyLine"))
    if draw is not None and not any(name.startswith("draw") for name in found[_winner(league)]):
        link = _link(odds["drawOdds"].get("link", {}).get("href"), book)
        _put(found[_winner(league)], "draw", draw | {"line": None, "link": link}, None)
    return found


def _moment(moments: Any, name: str, book: str) -> dict[str, Any] | None:
    moment = moments.get(name, {})
    price = american_price(moment.get("odds"))
    if price is None:
        return None
    line = moment.get("line")
    return price | {
        "line": None if line is None else float(str(line).lstrip("ou")),
        "link": _link(moment.get("link", {}).get("href"), book),
    }


def _by_side(odds: Any, book: str, league: str) -> dict[str, dict[str, Any]]:
    spread, total = odds.get("spread"), odds.get("overUnder")
    found: dict[str, dict[str, Any]] = {_winner(league): {}, "spread": {}, "total": {}}
    for side, key in _SIDES.items():
        figures = odds.get(key, {})
        link = _link(figures.get("link", {}).get("href"), book)
        winner = american_price(figures.get("moneyLine"))
        _put(found[_winner(league)], side, winner and winner | {"line": None, "link": link}, None)
        if spread is not None:
            price = american_price(figures.get("spreadOdds"))
            line = float(spread) * (1 if side == "home" else -1)
            _put(found["spread"], side, price and price | {"line": line}, None)
    draw = american_price(odds.get("drawOdds", {}).get("moneyLine"))
    _put(found[_winner(league)], "draw", draw and draw | {"line": None}, None)
    for side in ("over", "under"):
        price = american_price(odds.get(f"{side}Odds"))
        _put(found["total"], side, (price and total is not None and price | {"line": float(total)}) or None, None)
    return found


def _put(outcomes: dict[str, Any], selection: str, price: Any, opening: Any) -> None:
    if price is not None:
        opened = opening and {"line": opening["line"], "price": opening["price"]}
        outcomes[f"{selection} {line_name(price['line'])}"] = {"selection": selection, "opening": opened} | price


def _winner(league: str) -> str:
    return "moneyline-3-way" if league in SOCCER else "moneyline"


def _link(href: str | None, book: str) -> str | None:
    """Return a link of the bookmaker's own host."""
    host = urlsplit(href or "").hostname or ""
    return href if book in _HOSTS and host.endswith(_HOSTS[book]) else None
