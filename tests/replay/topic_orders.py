"""One canonical log through the engine with its topics read in different orders: there is none among them."""

import hashlib
import random
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from tests.replay.analysed import Lasting, Said, lasting, note

from a1_analysis.absorbing import EVENTS, INPUT_TOPICS
from a1_analysis.decide import decide, take_up
from a1_analysis.league_values import LeagueValues
from a1_analysis.outputs import LogRecord
from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.causes import version_of
from a1_schemas.leagues import League
from a1_schemas.removal import removal_of
from a1_schemas.topics import normalized_topic
from a1_schemas.vocabulary import Kind, RemovalReason

Log = Sequence[LogRecord]
Order = Callable[[Log], Iterable[LogRecord]]
_LEAGUES = {str(league): league for league in League}
_AT_ONCE = (1, 5, 50, 500)
"""How many records of a topic are read at a time."""


class TopicOrder(NamedTuple):
    """What an order of the topics ends in."""

    name: str
    digest: str
    keys: int
    of_removed: int
    """Grades of games that are listed no longer."""


def canonical(records: Iterable[RawRecord]) -> dict[League, list[LogRecord]]:
    """Return what the normalizer publishes of these records, by league; then the removal of each game that is over."""
    states: dict[str, LeagueState] = {}
    offsets: defaultdict[tuple[str, str], int] = defaultdict(int)
    logs: defaultdict[League, list[LogRecord]] = defaultdict(list)
    for record in records:
        league = record.source.league
        state = states.setdefault(league, LeagueState(league, spans=None))
        resolution = normalize(record, state)
        state.apply(resolution)
        for change in resolution.changes if league in _LEAGUES else ():
            topic = normalized_topic(change.kind)
            if topic in INPUT_TOPICS:
                place = (league, topic)
                read = LogRecord(topic, offsets[place], change.key, change.value, version_of(change.causes))
                logs[_LEAGUES[league]].append(read)
                offsets[place] += 1
    for league, log in logs.items():
        log.extend(_removals(states[str(league)], offsets[str(league), EVENTS]))
    return logs


def _removals(state: LeagueState, offset: int) -> list[LogRecord]:
    """Return the removals of the games that are over, from this offset on."""
    over = [(key, record.value) for key, record in state.living(Kind.EVENTS) if b'"status":"final"' in record.value]
    return [
        LogRecord(EVENTS, number, key, removal_of(value, RemovalReason.EXPIRED), number + 1)
        for number, (key, value) in enumerate(over, offset)
    ]


def in_turns(topics: Sequence[str]) -> Order:
    """Read one topic after another."""
    return lambda log: (record for topic in topics for record in log if record.topic == topic)


def mixed(seed: int) -> Order:
    """Read the topics in pieces of different sizes."""

    def order(log: Log) -> Iterator[LogRecord]:
        draw = random.Random(seed)
        unread = {topic: deque(record for record in log if record.topic == topic) for topic in INPUT_TOPICS}
        while rest := [topic for topic, records in unread.items() if records]:
            records = unread[draw.choice(rest)]
            for _ in range(min(draw.choice(_AT_ONCE), len(records))):
                yield records.popleft()

    return order


ORDERS: Mapping[str, Order] = {
    "as published": lambda log: log,
    "topic by topic": in_turns(INPUT_TOPICS),
    "topic by topic, the last first": in_turns(INPUT_TOPICS[::-1]),
    "mixed": mixed(1),
    "mixed otherwise": mixed(2),
}


def ends(logs: Mapping[League, Log]) -> Iterator[TopicOrder]:
    """Yield what lasts of analytics in each order."""
    newest = {league: LeagueValues(league) for league in logs}
    for league, log in logs.items():
        for record in log:
            with suppress(ValueError):
                take_up(newest[league], record)
    for name, order in ORDERS.items():
        values: Lasting = {}
        for league, log in logs.items():
            state, said = LeagueValues(league), Said()
            for record in order(log):
                note(said, decide(state, record))
            values |= lasting(newest[league], said)
        digest = hashlib.sha256(
            b"\0".join(b"%b %b" % (key.encode(), values[kind, key]) for kind, key in sorted(values))
        )
        yield TopicOrder(name, digest.hexdigest(), len(values), _of_removed(newest.values(), values))


def _of_removed(states: Iterable[LeagueValues], values: Lasting) -> int:
    graded = [key.partition("|")[0] for kind, key in values if kind is AnalyticsKind.GRADES]
    events = [state.grades.event(event_id) for state in states for event_id in graded]
    return sum(event is not None and event.removed is not None for event in events)
