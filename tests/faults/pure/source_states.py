"""C1: the status of a target under random polls, bodies, faulty stamps and restarts, held against a model.

The model knows the rules of the state machine and none of its code. A status is not rewritten by every poll, so its
times may lag behind the model's by a quarter of a validity; all else must be equal after each event.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from tests.faults.pure.records import START, Topics

from a1_mappers.extracted import Extracted
from a1_mappers.memory import PieceMemory
from a1_resolving.effective_time import MOST_AHEAD
from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_resolving.resolution import Resolution
from a1_resolving.statuses import Status
from a1_schemas.causes import version_of
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind, PollOutcome, PollReason, SourceReason, SourceState

TARGET = "odds/feed/nba"
VALIDITY = timedelta(seconds=60)
LAG = VALIDITY / 4
BODY_VALIDITY = timedelta(minutes=2)
LONGEST = 24
"""The most events of one sequence."""
UNREADABLE = b"unreadable"
UP, DELAYED, DOWN, RECOVERING = SourceState.UP, SourceState.DELAYED, SourceState.DOWN, SourceState.RECOVERING


def read(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:
    """A mapper with a fault on some bodies."""
    if body == UNREADABLE:
        raise ZeroDivisionError
    yield from ()


MAPPERS = {(Provider.ODDS, "feed"): read}


@dataclass(frozen=True)
class Expected:
    """What the model says of the target."""

    state: SourceState
    reason: SourceReason
    failures: int = 0
    success: datetime | None = None
    content: datetime | None = None
    sequence: int | None = None
    valid_until: datetime = START


class Source:
    """One target in one league, with its model, its log and the violations found."""

    def __init__(self, random: Random) -> None:
        self.violations: list[str] = []
        self._random = random
        self._topics = Topics()
        self._now = START
        self._attempt = 0
        self._state = LeagueState("nba")
        self._log: list[tuple[Kind, str, bytes | None, Mapping[str, int]]] = []
        self._model: Expected | None = None
        self._last: RawRecord | None = None
        self._version = 0

    def step(self, event: str) -> None:
        """Let some seconds pass, let one event happen, and compare."""
        self._now += timedelta(seconds=self._random.randrange(1, 30))
        EVENTS[event](self)
        self._compare(event)

    def proven(self, outcome: PollOutcome) -> None:
        """An attempt that was answered."""
        self._attempt += 1
        self._poll(outcome, None, self._attempt)

    def failed(self, reason: PollReason) -> None:
        """An attempt that was not."""
        self._attempt += 1
        self._poll(PollOutcome.ERROR, reason, self._attempt)

    def disabled(self) -> None:
        """A provider without a key."""
        self._attempt += 1
        self._poll(PollOutcome.DISABLED, PollReason.NO_KEY, self._attempt)

    def overtaken_poll(self) -> None:
        """The poll record of an attempt before the last body, sent late."""
        if self._model is not None and self._model.sequence is not None and self._model.sequence > 0:
            self._poll(PollOutcome.ERROR, PollReason.TIMEOUT, self._model.sequence - 1)

    def poll_ahead(self) -> None:
        """A poll by a host whose clock is an hour ahead."""
        self._attempt += 1
        self._poll(PollOutcome.UNCHANGED, None, self._attempt, timedelta(hours=1))

    def body(self, skew: timedelta = timedelta(), value: bytes = b"{}") -> None:
        """A new body, with this error of its stamp."""
        self._attempt += self._random.choice((1, 1, 1, 1_000))
        self._body(self._attempt, skew, value)

    def late_body(self) -> None:
        """A body of a sequence below the last one's."""
        if self._model is not None and self._model.sequence is not None and self._model.sequence > 0:
            self._body(self._random.randrange(self._model.sequence), timedelta(), b"{}")

    def repeated_body(self) -> None:
        """A body of the last one's sequence, sent twice by its producer."""
        if self._model is not None and self._model.sequence is not None:
            self._body(self._model.sequence, timedelta(), b"{}")

    def tombstone(self) -> None:
        """The target is polled no longer."""
        self._handle(self._topics.tombstone(TARGET, self._now))
        self._model = None

    def silence(self) -> None:
        """Nothing for longer than any validity."""
        self._now += 4 * BODY_VALIDITY

    def restart(self) -> None:
        """The state is restored from its log; the last record is handled again."""
        self._state = LeagueState("nba")
        for record in self._log:
            self._state.restore(*record)
        if self._last is not None and self._handle(self._last).changes:
            self.violations.append("a record that is read again changes something")

    def _poll(
        self, outcome: PollOutcome, reason: PollReason | None, sequence: int, skew: timedelta = timedelta()
    ) -> None:
        stamp = self._now + skew
        poll = PollRecord(
            provider=Provider.ODDS,
            feed="feed",
            league="nba",
            target=TARGET,
            outcome=outcome,
            reason=reason,
            valid_until=stamp + VALIDITY,
            fetched_at=stamp,
            sequence=sequence,
        )
        self._handle(self._topics.poll(poll, self._now))
        before = self._model
        if before is None or before.sequence is None or sequence >= before.sequence:
            at = believed(stamp, self._now, None if before is None else before.success)
            self._model = after_poll(before, outcome, reason, at)

    def _body(self, sequence: int, skew: timedelta, value: bytes) -> None:
        stamp = self._now + skew
        before = self._model
        is_late = before is not None and before.sequence is not None and sequence <= before.sequence
        found = self._handle(self._topics.body(TARGET, value, stamp, self._now, sequence))
        if found.is_late is not is_late or (is_late and found.changes):
            self.violations.append(f"a body of sequence {sequence} is late: {found.is_late}")
        if not is_late:
            at = believed(stamp, self._now, None if before is None else before.content)
            self._model = after_body(before, sequence, at, is_read=value != UNREADABLE)

    def _handle(self, record: RawRecord) -> Resolution:
        found = normalize(record, self._state, MAPPERS)
        self._state.apply(found)
        self._log += [(change.kind, change.key, change.value, change.causes) for change in found.changes]
        self._last = record
        for change in found.changes:
            if version_of(change.causes) <= self._version:
                self.violations.append(f"version {version_of(change.causes)} after {self._version}")
            self._version = version_of(change.causes)
        return found

    def _compare(self, event: str) -> None:
        status = self._state.statuses.get(TARGET)
        wrong = None if status is None and self._model is None else differences(status, self._model, self._now)
        if wrong:
            self.violations.append(f"after {event}: {wrong}")


def believed(stamp: datetime, now: datetime, last: datetime | None) -> datetime:
    """Return the time that a stamp counts as: within the broker's, and not before the target's last."""
    at = now if stamp - now > MOST_AHEAD else stamp
    return at if last is None else max(at, last)


def after_poll(before: Expected | None, outcome: PollOutcome, reason: PollReason | None, at: datetime) -> Expected:
    """Return what a poll leaves."""
    known = before or Expected(DOWN, SourceReason.NO_HEARTBEAT)
    known = replace(known, valid_until=at + VALIDITY)
    if outcome is PollOutcome.DISABLED:
        return replace(known, state=DOWN, reason=SourceReason(reason or SourceReason.DISABLED))
    if outcome is PollOutcome.ERROR:
        failures = known.failures + 1
        is_down = known.state is DOWN or failures >= 3 or reason is PollReason.INVALID_KEY
        shown = SourceReason(reason or SourceReason.UNEXPECTED_STATUS)
        return replace(known, state=DOWN if is_down else DELAYED, reason=shown, failures=failures)
    known = replace(known, failures=0, success=at)
    if before is not None and before.state is DOWN:
        return replace(known, state=RECOVERING, reason=SourceReason.RECOVERED)
    if known.reason is SourceReason.MAPPING_FAILED and outcome is PollOutcome.UNCHANGED:
        return replace(known, state=DELAYED)
    return replace(known, state=UP, reason=SourceReason.CONTENT_NEW)


def after_body(before: Expected | None, sequence: int, at: datetime, *, is_read: bool) -> Expected:
    """Return what a body in order leaves."""
    known = before or Expected(DOWN, SourceReason.NO_HEARTBEAT)
    return Expected(
        state=UP if is_read else DELAYED,
        reason=SourceReason.CONTENT_NEW if is_read else SourceReason.MAPPING_FAILED,
        success=at if known.success is None else max(at, known.success),
        content=at,
        sequence=sequence,
        valid_until=at + BODY_VALIDITY if before is None else max(at + BODY_VALIDITY, before.valid_until),
    )


def differences(status: Status | None, model: Expected | None, now: datetime) -> list[str]:
    """Return what of a status is not as the model says, or could not be at any time."""
    if status is None or model is None:
        return [f"status {status}, model {model}"]
    found = [
        f"{name} is {getattr(status, name)} instead of {expected}"
        for name, expected in (
            ("state", model.state),
            ("consecutive_failures", model.failures),
            ("last_content_at", model.content),
            ("last_sequence", model.sequence),
        )
        if getattr(status, name) != expected
    ]
    if model.state is not UP and status.reason is not model.reason:
        found.append(f"reason is {status.reason} instead of {model.reason}")
    for name, expected in (("last_success_at", model.success), ("valid_until", model.valid_until)):
        if not is_near(getattr(status, name), expected):
            found.append(f"{name} is {getattr(status, name)}, too far from {expected}")
    if status.valid_until > now + MOST_AHEAD + max(VALIDITY, BODY_VALIDITY):
        found.append(f"valid until {status.valid_until}, and it is {now}")
    return found


def is_near(time: datetime | None, expected: datetime | None) -> bool:
    """Whether a published time is the model's, or lags behind it as far as it may."""
    if time is None or expected is None:
        return time is expected
    return timedelta() <= expected - time <= LAG


AHEAD, BEHIND = timedelta(days=365), -timedelta(days=365)
EVENTS: Mapping[str, Callable[[Source], None]] = {
    "poll of new content": lambda source: source.proven(PollOutcome.NEW),
    "poll of unchanged content": lambda source: source.proven(PollOutcome.UNCHANGED),
    "timeout": lambda source: source.failed(PollReason.TIMEOUT),
    "rejected key": lambda source: source.failed(PollReason.INVALID_KEY),
    "disabled": Source.disabled,
    "overtaken poll": Source.overtaken_poll,
    "poll ahead": Source.poll_ahead,
    "body": Source.body,
    "body that a mapper fails on": lambda source: source.body(value=UNREADABLE),
    "body ahead": lambda source: source.body(AHEAD),
    "body behind": lambda source: source.body(BEHIND),
    "late body": Source.late_body,
    "repeated body": Source.repeated_body,
    "tombstone": Source.tombstone,
    "silence": Source.silence,
    "restart": Source.restart,
}
"""The kinds of events, by name."""


def violations(random: Random, events: list[str]) -> list[str]:
    """Return what one sequence of events finds wrong."""
    source = Source(random)
    for event in events:
        source.step(event)
    return source.violations


def run(sequences: int, seed: int) -> dict[str, Any]:
    """Return the figures of C1: `sequences`, `violations`, and the first few violations as `examples`."""
    names = list(EVENTS)
    found: list[str] = []
    for number in range(sequences):
        random = Random(f"{seed}:{number}")
        events = random.choices(names, k=random.randrange(1, LONGEST + 1))
        found += (f"{seed}:{number} {wrong}" for wrong in violations(random, events))
    return {"sequences": sequences, "violations": len(found), "examples": found[:3]}
