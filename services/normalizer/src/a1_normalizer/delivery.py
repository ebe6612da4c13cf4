"""Publishes resolutions to Kafka: canonical records and dead letters, in the order in which they must be
acknowledged.
"""

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError
from prometheus_client import Counter

from a1_normalizer.pacing import Pace
from a1_resolving.raw_record import RawRecord
from a1_resolving.resolution import Change, Resolution
from a1_resolving.steps import AT_ONCE, Steps
from a1_schemas.causes import format_causes
from a1_schemas.dead_letter import ORIGINAL_KEY, DeadLetter
from a1_schemas.raw import ANSWERED_AT, SCHEMA_VERSION, RawHeaders, format_time
from a1_schemas.topics import normalized_topic, partition_of
from a1_schemas.vocabulary import Kind
from a1_service_kit.broker_errors import is_outage
from a1_service_kit.clock import Clock
from a1_service_kit.lease import Lease
from a1_service_kit.outage import Outage
from a1_service_kit.together import together
from a1_stage_kit.writers import Headers, Outgoing, Wave, Writers, Written

_FIRST = frozenset({Kind.LISTINGS, Kind.EVENTS})
"""Kinds that other records refer to: acknowledged before any record that may refer to them is sent."""

_MESSAGE_TYPES = {
    Kind.EVENTS: b"SportingEvent",
    Kind.ODDS: b"BettingOdds",
    Kind.PROPS: b"PlayerProp",
    Kind.PLAYER_STATS: b"PlayerStats",
    Kind.NEWS: b"NewsItem",
    Kind.INJURIES: b"Injury",
    Kind.SOURCES: b"SourceStatus",
    Kind.LISTINGS: b"Listing",
    Kind.TEAMS: b"TeamProfile",
    Kind.PLAYERS: b"PlayerProfile",
}


HandOver = Callable[[Sequence[Written]], Awaitable[None]]
"""Awaited with what was published, before anything else is."""


async def hand_nothing_over(_written: Sequence[Written]) -> None:
    """Leave it to those who read the log."""


@dataclass(frozen=True, slots=True)
class Handled:
    """An input record, its resolution, and the traceparent of its span."""

    record: RawRecord
    resolution: Resolution
    traceparent: str | None


class Delivery:
    """Publishes the resolutions of a batch, each partition number by its own writer. `errors` counts failed tries."""

    def __init__(
        self,
        writers: Writers,
        clock: Clock,
        code_version: str,
        errors: Counter,
        hand_over: HandOver = hand_nothing_over,
    ) -> None:
        self._writers = writers
        self._hand_over = hand_over
        self._errors = errors
        self._clock = clock
        self._code_version = code_version

    async def deliver(self, lease: Lease, batch: Sequence[Handled]) -> None:
        """Publish listings and events, then all other kinds, then dead letters, then the sources that vouch for them.

        Returns when all is acknowledged. Waits in place while the broker is away. Raises LeaseLostError where another
        owns the partitions by now, and what the broker refuses for good; part of the batch may then have been
        published, on Apache Kafka only whole partition numbers.
        """
        by_number: dict[int, list[Handled]] = {}
        for handled in batch:
            by_number.setdefault(handled.record.partition, []).append(handled)
        pace = Pace(self._clock)
        waves = {number: await pace.taken(self._waves(of_number)) for number, of_number in by_number.items()}
        await together(self._write(lease, number, of_number) for number, of_number in waves.items() if of_number)

    async def _write(self, lease: Lease, number: int, waves: deque[Wave]) -> None:
        """Ownership is proven right before, and again after a new producer: a fenced one may be owner still, since a
        transaction that took too long is fenced too.
        """
        outage = Outage("delivery.retried", self._clock, partition=number)
        while True:
            try:
                if await self._writers.renew(number):
                    lease.doubt()
                await lease.ensure_owned()
                written = await self._writers.write(number, waves)
            except (KafkaError, TimeoutError, OSError) as error:
                self._errors.inc()
                if not is_outage(error):
                    raise
                lease.doubt()
                await lease.ensure_owned()
                await outage.wait(error)
            else:
                outage.end()
                await self._hand_over(written)
                return

    def _waves(self, batch: Sequence[Handled]) -> Steps[deque[Wave]]:
        first, rest, dead, last = Wave(), Wave(), Wave(), Wave()
        for handled in batch:
            partition = partition_of(handled.resolution.league)
            places: dict[Kind, list[Outgoing]] = {}
            shared: dict[tuple[Kind, str, bytes], Headers] = {}
            for count, change in enumerate(handled.resolution.changes):
                if count % AT_ONCE == 0:
                    yield
                kind = change.kind
                place = places.get(kind)
                if place is None:
                    wave = first if kind in _FIRST else last if kind is Kind.SOURCES else rest
                    place = places[kind] = wave.setdefault(TopicPartition(normalized_topic(kind), partition), [])
                name = (kind, change.target, change.record.stamp) if change.record is not None else None
                headers = shared.get(name) if name is not None else None
                if headers is None:
                    headers = headers_of(change, handled.traceparent)
                    if kind is Kind.SOURCES:
                        headers += _answer_of(handled.resolution.headers)
                    if name is not None:
                        shared[name] = headers
                place.append(Outgoing(change.key.encode(), change.value, headers))
            letter = handled.resolution.dead_letter
            if letter is not None:
                letter = replace(letter, code_version=self._code_version)
                to = TopicPartition(letter.dead_topic, handled.record.partition)
                dead.setdefault(to, []).append(
                    Outgoing(letter.key.encode(), handled.record.value, headers_of_letter(handled.record, letter))
                )
        return deque(wave for wave in (first, rest, dead, last) if wave)


def headers_of(change: Change, traceparent: str | None) -> Headers:
    """Return the headers of a canonical record. Those that its readers look for come first."""
    headers: Headers = [] if traceparent is None else [("traceparent", traceparent.encode())]
    headers += [
        ("causes", format_causes(change.causes)),
        ("message_type", _MESSAGE_TYPES[change.kind]),
        ("schema_version", SCHEMA_VERSION.encode()),
        ("content_type", b"application/json"),
        ("target", change.target.encode()),
    ]
    return headers


def _answer_of(body: RawHeaders | None) -> Headers:
    """When the body had arrived from which a status follows: readers that see the status have all of the body.

    None for one that a person sent again, whose answer is old.
    """
    if body is None or body.answered_at is None or body.replayed_from is not None:
        return []
    return [(ANSWERED_AT, format_time(body.answered_at).encode())]


def headers_of_letter(record: RawRecord, letter: DeadLetter) -> Headers:
    """Return the headers of a dead letter: those of its record, its key, and the reasons."""
    return [*record.headers, (ORIGINAL_KEY, record.key or b""), *letter.to_kafka()]
