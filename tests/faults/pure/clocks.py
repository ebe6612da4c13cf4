"""C4: sources on hosts whose clocks are wrong, jump or are set right, and a reader whose clock is true.

Each source is polled on its interval and finds new content half of the time, until it dies. The reader looks at every
status on each tick: a dead source must not look alive for longer than its last validity, and no body may be lost for
the stamp that it had.
"""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from tests.faults.pure.records import START, Topics

from a1_mappers.extracted import Article, Extracted
from a1_mappers.memory import PieceMemory
from a1_resolving.effective_time import MOST_AHEAD
from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, PollOutcome

INTERVAL = timedelta(seconds=20)
VALIDITY = timedelta(seconds=60)
BODY_VALIDITY = timedelta(minutes=2)
SOURCES = 12
"""The targets of one run; a third of them dies."""

_MINUTE = timedelta(minutes=1)
_YEAR = timedelta(days=365)


def article(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:
    """A mapper whose body is one article: its number, so that each body can be found again."""
    yield Article(native_id=headers.target, league=headers.league, headline=body.decode())


MAPPERS = {(Provider.ODDS, "news"): article}


class Clock:
    """A host's clock: its error, which may step at any tick, and single stamps that are a year wrong."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._error = random.randrange(-10, 11) * _MINUTE

    def error(self) -> timedelta:
        """Return the error of the next stamp."""
        kind = self._random.random()
        if kind < 0.02:
            return self._random.choice((_YEAR, -_YEAR))
        if kind < 0.05:
            self._error = self._random.randrange(-10, 11) * _MINUTE
        return self._error


class Host:
    """One source on one host."""

    def __init__(self, number: int, random: Random, ticks: int) -> None:
        self.target = f"odds/news/nba/{number}"
        self.dies_at = random.randrange(1, ticks) if number % 3 == 0 else ticks
        self.last_asked = START
        self.sequence = 0
        self.headline = ""
        self._random = random
        self._clock = Clock(random)

    def ask(self, tick: int, topics: Topics) -> Iterator[RawRecord]:
        """Yield the records of one attempt, first the body if there is a new one."""
        now = self.last_asked = START + tick * INTERVAL
        stamp = now + self._clock.error()
        self.sequence += 1
        is_new = self._random.random() < 0.5
        if is_new:
            self.headline = f"{self.target} {self.sequence}"
            yield topics.body(self.target, self.headline.encode(), stamp, now, self.sequence)
        poll = PollRecord(
            provider=Provider.ODDS,
            feed="news",
            league="nba",
            target=self.target,
            outcome=PollOutcome.NEW if is_new else PollOutcome.UNCHANGED,
            valid_until=stamp + VALIDITY,
            fetched_at=stamp,
            sequence=self.sequence,
        )
        yield topics.poll(poll, now)


def run(minutes: int, seed: int) -> dict[str, Any]:
    """Return the figures of C4: `silent_sources`, `negative_ages`, `dropped`: all must be 0."""
    random, topics, state = Random(seed), Topics(), LeagueState("nba")
    ticks = int(minutes * _MINUTE / INTERVAL)
    hosts = [Host(number, random, ticks) for number in range(SOURCES)]
    silent: dict[str, None] = {}
    negative = dropped = 0
    for tick in range(ticks):
        now = START + tick * INTERVAL
        for host in hosts:
            for record in host.ask(tick, topics) if tick < host.dies_at else ():
                found = normalize(record, state, MAPPERS)
                state.apply(found)
                dropped += found.is_late or found.dead_letter is not None
            status = state.statuses[host.target]
            asked = host.last_asked
            if status.valid_until > now and now - asked > BODY_VALIDITY + MOST_AHEAD:
                silent[host.target] = None
            negative += status.last_success_at is not None and status.last_success_at - now > MOST_AHEAD
    kept = {key.rpartition("|")[2]: record for key, record in state.living(Kind.NEWS)}
    lost = [host for host in hosts if host.headline and host.headline.encode() not in kept[host.target].rest]
    return {"silent_sources": len(silent), "negative_ages": negative, "dropped": dropped + len(lost)}
