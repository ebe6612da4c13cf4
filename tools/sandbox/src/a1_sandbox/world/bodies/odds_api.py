"""The Odds API's bodies: sports, events, odds, player markets, scores."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from a1_sandbox.world import chance, further_odds, odds, props
from a1_sandbox.world.bodies.odds_further import further
from a1_sandbox.world.bodies.odds_parts import name_of, number, outcome, price_of, time_of
from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import Moment
from a1_sandbox.world.odds import Offer
from a1_sandbox.world.people import roster_of
from a1_sandbox.world.quotes import Book, Price, StampedMarket
from a1_sandbox.world.rules import sport_of
from a1_sandbox.world.situation import ends_at
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import EventStatus, MarketKey

Json = dict[str, Any]

_TITLES = {
    League.NBA: ("NBA", "Basketball", "US Basketball"),
    League.WNBA: ("WNBA", "Basketball", "US Basketball"),
    League.NCAAM: ("NCAAB", "Basketball", "US College Basketball"),
    League.NFL: ("NFL", "American Football", "US Football"),
    League.NCAAF: ("NCAAF", "American Football", "US College Football"),
    League.MLB: ("MLB", "Baseball", "Major League Baseball"),
    League.NHL: ("NHL", "Ice Hockey", "US Ice Hockey"),
    League.EPL: ("EPL", "Soccer", "English Premier League"),
    League.MLS: ("MLS", "Soccer", "Major League Soccer"),
}
_KEYS = {
    MarketKey.MONEYLINE: "h2h",
    MarketKey.MONEYLINE_3_WAY: "h2h",
    MarketKey.SPREAD: "spreads",
    MarketKey.TOTAL: "totals",
}
_HOSTS = {"draftkings": "draftkings.com", "fanduel": "fanduel.com", "betmgm": "betmgm.com"}
"""The books that have links and ids, which are a part of all."""
_LIMITS = {"betonlineag": 500, "lowvig": 1000}
_LISTED_AFTER_END = timedelta(minutes=10)
_REGION = "us"
_LATER = timedelta(minutes=10)


def sports() -> list[Json]:
    """The catalogue."""
    listed = [
        _sport(league.traits.odds_api_key, *_TITLES[league], has_outrights=False)
        for league in sorted(League, key=lambda each: each.traits.odds_api_key)
    ]
    listed.append(
        _sport(
            "basketball_nba_championship_winner", "NBA Championship Winner", "Basketball", "Winner", has_outrights=True
        )
    )
    return listed


def _sport(key: str, title: str, group: str, description: str, *, has_outrights: bool) -> Json:
    return {
        "key": key,
        "group": group,
        "title": title,
        "description": description,
        "active": True,
        "has_outrights": has_outrights,
    }


def is_listed(game: Game, moment: Moment) -> bool:
    """Whether a game is in the list of events: until some minutes after its end."""
    return Provider.ODDS in game.carried_by and moment.at < ends_at(game, moment.speed) + _LISTED_AFTER_END


def commence_time(game: Game) -> datetime:
    """When The Odds API says a game starts: some of those that others carry too stand ten minutes later here.

    None of the script's do: their quotes are of before the game or of the game in play, as their times say.
    """
    late = (
        game.game_number is None
        and game.frame is None
        and len(game.carried_by) > 1
        and chance.fraction(game.seed, "late", game.key) < 0.3
    )
    return game.starts_at + (_LATER if late else timedelta())


def events(games: Sequence[Game], moment: Moment, query: Mapping[str, str]) -> list[Json]:
    """Games to come and in play, without prices."""
    return [_event(game, query) for game in games if is_listed(game, moment)]


def odds_list(games: Sequence[Game], moment: Moment, query: Mapping[str, str]) -> list[Json]:
    """Featured markets of all games to come and in play."""
    asked = set(query.get("markets", "h2h").split(","))
    found: list[Json] = []
    for game in games:
        if not is_listed(game, moment) or moment.situation(game).status is EventStatus.FINAL:
            continue
        wanted = [offer for offer in odds.offers(game, moment) if _wanted(offer.book.key, query)]
        books = [_book(game, offer, moment, asked, query) for offer in wanted]
        found.append(_event(game, query) | {"bookmakers": [book for book in books if book["markets"]]})
    return found


def event_odds(game: Game, moment: Moment, query: Mapping[str, str]) -> Json:
    """Any markets of one game; books carry no time here, only their markets."""
    asked = set(query.get("markets", "h2h").split(","))
    featured = {offer.book.key: _book(game, offer, moment, asked, query) for offer in odds.offers(game, moment)}
    bookmakers: list[Json] = []
    for book in odds.BOOKS:
        if not _wanted(book.key, query):
            continue
        markets = list(featured.get(book.key, {"markets": []})["markets"])
        markets += further(game, moment, book, asked, query)
        markets += _player_markets(game, moment, book, asked, query)
        if markets:
            bookmakers.append({"key": book.key, "title": book.title, "markets": markets})
    return _event(game, query) | {"bookmakers": bookmakers}


def event_markets(game: Game, moment: Moment, query: Mapping[str, str]) -> Json:
    """The keys of the markets that books have on one game, without prices."""
    everything = ",".join(
        [
            *_KEYS.values(),
            *further_odds.keys_of(sport_of(game.league)),
            *(stat.odds_key for stat in props.STATS[sport_of(game.league)] if stat.odds_key),
        ]
    )
    priced = event_odds(game, moment, {**query, "markets": everything})
    books = [
        {**book, "markets": [{"key": each["key"], "last_update": each["last_update"]} for each in book["markets"]]}
        for book in priced["bookmakers"]
    ]
    return priced | {"bookmakers": books}


def scores(games: Sequence[Game], moment: Moment, query: Mapping[str, str]) -> list[Json]:
    """Games to come, in play and, where days are asked for, over."""
    days = int(query.get("daysFrom", "0"))
    found: list[Json] = []
    for game in games:
        state = moment.situation(game)
        over = state.status is EventStatus.FINAL
        if Provider.ODDS not in game.carried_by or (over and game.starts_at < moment.at - timedelta(days=days)):
            continue
        points = [
            {"name": game.home.odds_name, "score": str(state.tally.score[0])},
            {"name": game.away.odds_name, "score": str(state.tally.score[1])},
        ]
        found.append(
            _event(game, query)
            | {
                "completed": over,
                "scores": points if state.has_begun else None,
                "last_update": time_of(moment.stamp(state.changed_at), query) if state.has_begun else None,
            }
        )
    return found


def _event(game: Game, query: Mapping[str, str]) -> Json:
    return {
        "id": game.id_at(Provider.ODDS),
        "sport_key": game.league.traits.odds_api_key,
        "sport_title": _TITLES[game.league][0],
        "commence_time": time_of(commence_time(game), query),
        "home_team": game.home.odds_name,
        "away_team": game.away.odds_name,
    }


def _wanted(book: str, query: Mapping[str, str]) -> bool:
    if query.get("bookmakers"):
        return book in query["bookmakers"].split(",")
    return _REGION in query.get("regions", "").split(",")


def _book(game: Game, offer: Offer, moment: Moment, asked: set[str], query: Mapping[str, str]) -> Json:
    """A bookmaker with its markets, each with its own time; the book's is the newest of them."""
    updates = {market.key: _updated(market.tick, moment, query) for market in offer.markets}
    markets = [
        {
            "key": _KEYS[market.key],
            "last_update": updates[market.key],
            "outcomes": [
                outcome(game, price, query) | _details(game, offer.book.key, market.key, price.selection, query=query)
                for price in _in_order(game, market)
            ],
        }
        for market in offer.markets
        if _KEYS[market.key] in asked
    ]
    newest = max(updates.values(), default=None)
    return {"key": offer.book.key, "title": offer.book.title, "last_update": newest, "markets": markets}


def _updated(tick: int, moment: Moment, query: Mapping[str, str]) -> Any:
    return time_of(moment.stamp(moment.at_tick(tick).at), query)


def _in_order(game: Game, market: StampedMarket) -> list[Price]:
    """The prices sorted by the names of their sides, home or away."""
    return sorted(market.prices, key=lambda price: name_of(game, price.selection))


def _details(game: Game, book: str, *words: str, query: Mapping[str, str]) -> Json:
    """What is asked for beside a price: the book's own id, a link to its bet slip, and the highest stake."""
    sid = str(chance.number(game.seed, "sid", game.key, book, *words) % 10**8)
    wanted: dict[str, Json] = {
        "includeSids": {"sid": sid} if book in _HOSTS else {},
        "includeLinks": {"link": f"https://sportsbook.{_HOSTS[book]}/betslip?id={sid}"} if book in _HOSTS else {},
        "includeBetLimits": {"bet_limit": _LIMITS[book]} if book in _LIMITS else {},
    }
    return {key: each for name, found in wanted.items() if query.get(name) == "true" for key, each in found.items()}


def _player_markets(game: Game, moment: Moment, book: Book, asked: set[str], query: Mapping[str, str]) -> list[Json]:
    if book not in props.BOOKS:
        return []
    markets: dict[str, Json] = {}
    for ladder in props.book_ladders(game, moment, book):
        key = ladder.stat.odds_key
        if key is None or key not in asked:
            continue
        team = (game.home, game.away)[ladder.side]
        name = roster_of(game.seed, game.league, team)[ladder.slot].name_at(Provider.ODDS)
        updated = time_of(ladder.moved.stamp(ladder.moved.at), query)
        market = markets.setdefault(key, {"key": key, "last_update": updated, "outcomes": []})
        market["last_update"] = max(market["last_update"], updated)
        for rung in ladder.rungs:
            point = {} if rung.line is None else {"point": number(rung.line)}
            for side, price in (("Over", rung.over), ("Under", rung.under)):
                if price is not None:
                    said = "Yes" if rung.line is None else side
                    row = {"name": said, "description": name, "price": price_of(price, query), **point}
                    market["outcomes"].append(row)
    return sorted(markets.values(), key=lambda market: market["key"])
