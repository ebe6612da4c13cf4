"""C5: updates of several targets that arrive in any order; the final state is that of the newest of each target.

Every update is one body with its own sequence, a stamp that is minutes wrong, and a delay. Some arrive twice. The state
is restored from its log on the way. The model is one line: a target's newest sequence wins.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tests.faults.pure.records import START, Topics

from a1_mappers.extracted import Complete, Contest, Extracted, Side
from a1_mappers.extracted_offers import Market, Offer, Price
from a1_mappers.memory import PieceMemory
from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_schemas.betting_odds import BettingOdds
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, MarketKey, Selection

TARGETS = 20
LONGEST_DELAY = 50
"""In updates of all targets."""
RESTARTS_EVERY = 5_000
_TWICE = 0.02
_TICK = timedelta(milliseconds=200)


def price(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:
    """A mapper whose body is one game with one price."""
    game = headers.target.rpartition("/")[2]
    yield Contest(
        native_id=game,
        league=headers.league,
        home=Side(name=f"Home {game}"),
        away=Side(name=f"Away {game}"),
        start_time=START,
    )
    outcomes = (Price(Selection.HOME, None, Decimal(body.decode())), Price(Selection.AWAY, None, Decimal(2)))
    market = Market(key=MarketKey.MONEYLINE, native_key="h2h", outcomes=outcomes)
    yield Offer(contest_id=game, league=headers.league, bookmaker="book", bookmaker_name="Book", markets=(market,))
    yield Complete((Kind.LISTINGS, Kind.ODDS))


MAPPERS = {(Provider.ODDS, "event-odds"): price}


def run(updates: int, seed: int) -> dict[str, Any]:
    """Return the figures of C5: `updates`, and `differences`, which must be 0."""
    random, topics, state = Random(seed), Topics(), LeagueState("nba")
    newest: dict[str, tuple[int, str]] = {}
    log: list[tuple[Kind, str, bytes | None, Mapping[str, int]]] = []
    for arrived, (sequence, target, value) in enumerate(arrivals(random, updates)):
        now = START + arrived * _TICK
        stamp = now + timedelta(minutes=random.randrange(-10, 11))
        newest[target] = max(newest.get(target, (-1, "")), (sequence, value))
        found = normalize(topics.body(target, value.encode(), stamp, now, sequence), state, MAPPERS)
        state.apply(found)
        log += [(change.kind, change.key, change.value, change.causes) for change in found.changes]
        if arrived % RESTARTS_EVERY == RESTARTS_EVERY - 1:
            state, log = restored(random, log)
    return {
        "updates": updates,
        "differences": differences(state, newest) + differences(restored(random, log)[0], newest),
    }


def arrivals(random: Random, updates: int) -> list[tuple[int, str, str]]:
    """Return sequence, target and price of each update in the order of its arrival."""
    due: list[tuple[float, int, str, str]] = []
    for number in range(updates):
        target = f"odds/event-odds/nba/{random.randrange(TARGETS)}"
        value = f"{random.randrange(101, 999) / 100:.2f}"
        delays = [random.random() * LONGEST_DELAY for _ in range(1 + (random.random() < _TWICE))]
        due += [(number + delay, number, target, value) for delay in delays]
    return [(number, target, value) for _, number, target, value in sorted(due)]


def restored(
    random: Random, log: list[tuple[Kind, str, bytes | None, Mapping[str, int]]]
) -> tuple[LeagueState, list[tuple[Kind, str, bytes | None, Mapping[str, int]]]]:
    """Return the state of the log's records in some other order, and the log after its compaction."""
    state = LeagueState("nba")
    for record in random.sample(log, len(log)):
        state.restore(*record)
    newest = {(kind, key): (kind, key, value, causes) for kind, key, value, causes in log}
    return state, list(newest.values())


def differences(state: LeagueState, newest: Mapping[str, tuple[int, str]]) -> int:
    """Return how many targets have another price than their newest update."""
    prices: dict[str, Decimal | None] = {}
    for _, record in state.living(Kind.ODDS):
        odds = BettingOdds.model_validate_json(record.value)
        prices[odds.target] = next(
            outcome.price for outcome in odds.markets[0].outcomes if outcome.selection is Selection.HOME
        )
    return sum(prices.get(target) != Decimal(value) for target, (_, value) in newest.items()) + len(
        prices.keys() - newest.keys()
    )
