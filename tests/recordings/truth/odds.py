"""Reads bodies of The Odds API with plain JSON: what each field of a game, an offer and a prop must be."""

from typing import Any

from tests.recordings.truth.rows import Rows, flat, line_name, rung_name
from tests.recordings.truth.words import COMPLETE, american_price, decimal_price, side_name

_MARKETS = {"h2h": "moneyline", "spreads": "spread", "totals": "total", "h2h_lay": "moneyline-lay"}
_STATS = {
    "player_points": "points",
    "player_rebounds": "rebounds",
    "player_assists": "assists",
    "player_threes": "three-pointers-made",
    "player_blocks": "blocks",
    "player_steals": "steals",
    "player_points_rebounds_assists": "points-rebounds-assists",
}


def read(body: Any, row: dict[str, Any]) -> Rows:
    """Return every field of a board's games, of one game's offers and props, or of scores."""
    rows: Rows = {}
    is_american = row["request"]["params"].get("oddsFormat") == "american"
    for event in body if isinstance(body, list) else [body]:
        rows |= _game(event)
        for book in event.get("bookmakers", ()):
            rows |= _book(event, book, row, is_american=is_american)
    return rows


def _game(event: Any) -> Rows:
    scores = {each["name"]: int(each["score"]) for each in event.get("scores") or ()}
    home, away = event["home_team"], event["away_team"]
    status = "final" if event.get("completed") else "live" if scores else "scheduled"
    return flat(
        ("game", event["id"]),
        {
            "start_time": event["commence_time"],
            "start_time_confirmed": True,
            "status": status,
            "home": {"name": side_name(home), "score": scores.get(home)},
            "away": {"name": side_name(away), "score": scores.get(away)},
            "score": {"home": scores[home], "away": scores[away], "source": "odds"} if scores else None,
            "observed_at": event.get("last_update"),
        },
    )


def _book(event: Any, book: Any, row: dict[str, Any], *, is_american: bool) -> Rows:
    rows: Rows = {}
    times = [market.get("last_update") or book.get("last_update") for market in book["markets"]]
    observed_at = max(times, default=book.get("last_update"))
    games = [market for market in book["markets"] if market["key"] in _MARKETS]
    for market in games:
        rows |= _market(event, book, market, row, is_american=is_american)
    if games:
        rows |= flat(("book", event["id"], book["key"]), {"name": book["title"], "observed_at": observed_at})
    ladders: dict[tuple[str, str], dict[Any, dict[str, Any]]] = {}
    for market in book["markets"]:
        if market["key"] in _STATS:
            for outcome in market["outcomes"]:
                rungs = ladders.setdefault((outcome["description"], _STATS[market["key"]]), {})
                rungs.setdefault(outcome["point"], {})[outcome["name"].casefold()] = _price(
                    outcome, is_american=is_american
                )
    for (player, stat), rungs in ladders.items():
        rows |= flat(("prop", event["id"], book["key"], player, stat, "game"), _ladder(player, rungs, observed_at))
    return rows


def _ladder(player: str, rungs: dict[Any, dict[str, Any]], observed_at: str | None) -> Any:
    found: dict[str, Any] = {}
    for line, prices in rungs.items():
        rung = {"line": line, "line_type": "standard", "native_id": None, "promo": False, "suspended": False}
        sides = [side for side in ("over", "under") if side in prices]
        found[rung_name(rung)] = rung | prices | {"sides": sides, "mapped": True}
    return {"lines": found, "players": [{"name": player}], "observed_at": observed_at}


def _market(event: Any, book: Any, market: Any, row: dict[str, Any], *, is_american: bool) -> Rows:
    is_soccer = row["sport"] == "soccer"
    key = _MARKETS[market["key"]]
    if key.startswith("moneyline") and (is_soccer or any(each["name"] == "Draw" for each in market["outcomes"])):
        key = key.replace("moneyline", "moneyline-3-way")
    scope = "regulation" if is_soccer or "3-way" in key else "including-overtime"
    observed_at = market.get("last_update") or book.get("last_update")
    outcomes: dict[str, Any] = {}
    for outcome in market["outcomes"]:
        selection = {event["home_team"]: "home", event["away_team"]: "away"}.get(
            outcome["name"], outcome["name"].casefold()
        )
        line = outcome.get("point")
        outcomes[f"{selection} {line_name(line)}"] = {"selection": selection, "line": line} | _price(
            outcome, is_american=is_american
        )
    return flat(
        ("offer", event["id"], book["key"], key, "game", scope),
        {
            "outcomes": outcomes,
            "phase": "live" if observed_at is not None and observed_at >= event["commence_time"] else "prematch",
            "main": True,
            "complete": COMPLETE[key] <= {each["selection"] for each in outcomes.values()},
            "observed_at": observed_at,
        },
    )


def _price(outcome: Any, *, is_american: bool) -> Any:
    return american_price(outcome["price"]) if is_american else decimal_price(outcome["price"])
