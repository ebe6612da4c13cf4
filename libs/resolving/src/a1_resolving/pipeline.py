"""Resolves one input record against the state of its league. No Kafka, Redis, HTTP or clock."""

from collections.abc import Mapping
from dataclasses import replace

from pydantic import ValidationError

from a1_mappers.extracted import Reject
from a1_mappers.mapper import Mapper
from a1_mappers.registry import MAPPERS
from a1_resolving.agreement import disagreement, misplacement
from a1_resolving.body import Body
from a1_resolving.body_contents import BodyContents
from a1_resolving.changes import Changes
from a1_resolving.dead_letters import failed, letter_of, rejected
from a1_resolving.effective_time import EffectiveTime, effective_time
from a1_resolving.league_state import LeagueState
from a1_resolving.raw_record import RawRecord
from a1_resolving.removals import fall_due
from a1_resolving.resolution import Resolution
from a1_resolving.resolve import resolve, resolve_decision, settle_players
from a1_resolving.source_status import note_body, note_poll
from a1_resolving.statuses import Status
from a1_resolving.steps import Steps, finish
from a1_resolving.target_end import end_target
from a1_schemas.identity_decision import IdentityDecision
from a1_schemas.leagues import League
from a1_schemas.newer_words import read_newer
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.raw import HeaderError, RawHeaders
from a1_schemas.topics import OPERATOR
from a1_schemas.vocabulary import RejectReason

Mappers = Mapping[tuple[Provider, str], Mapper]

_LEAGUES = frozenset(str(league) for league in League)


def normalize(record: RawRecord, state: LeagueState, mappers: Mappers = MAPPERS) -> Resolution:
    """Take all steps of `normalize_in_steps` at once."""
    return finish(normalize_in_steps(record, state, mappers))


def normalize_in_steps(record: RawRecord, state: LeagueState, mappers: Mappers = MAPPERS) -> Steps[Resolution]:
    """Return what one record of `raw.*`, `polls.*` or `raw.operator` changes in its league. Never raises.

    Bad data and an exception of ours become rejects and a dead letter; after an exception of resolving, the only change
    is the target's status. The caller passes the result to `state.apply` before it normalises the next record, and
    discards the state if the result cannot be delivered. A record older than the target's last handled body returns a
    resolution with `is_late` set and no changes. A body without a mapper, or of a league that is not ours, returns one
    with `is_unsupported` set.
    """
    try:
        if record.topic.startswith("polls."):
            return _normalize_poll(record, state)
        if record.topic == OPERATOR:
            return _normalize_decision(record, state)
        return (yield from _normalize_raw(record, state, mappers))
    except Exception as error:  # noqa: BLE001  a bug of ours costs its record, not the partition
        state.abandon()
        return rejected(record, state.league, failed(RejectReason.RESOLVER_FAILED, error))


def _normalize_raw(record: RawRecord, state: LeagueState, mappers: Mappers) -> Steps[Resolution]:
    try:
        said = RawHeaders.from_kafka(record.headers)
    except HeaderError as error:
        return rejected(record, state.league, Reject(RejectReason.INVALID_HEADERS, "$headers", str(error)))
    time = effective_time(said.fetched_at, record)
    wrong = disagreement(record, said)
    if wrong is not None or time is None:
        detail = wrong or f"fetched_at {said.fetched_at} cannot be"
        return rejected(record, state.league, Reject(RejectReason.INVALID_HEADERS, "$headers", detail))
    status = state.statuses.get(said.target)
    if status is not None and _is_late(said, time, status):
        return Resolution(league=said.league, headers=said, is_late=True, is_clock_ahead=time.is_ahead)
    at = time.at if status is None or status.last_content_at is None else max(time.at, status.last_content_at)
    headers = said if at == said.fetched_at else replace(said, fetched_at=at)
    try:
        found = yield from _normalize_body(record, headers, state, mappers)
    except Exception as error:  # noqa: BLE001  a bug of ours costs its record, not the partition
        state.abandon()
        found = _failed_body(record, headers, state, error)
    return replace(found, is_clock_ahead=True) if time.is_ahead else found


def _is_late(said: RawHeaders, time: EffectiveTime, status: Status) -> bool:
    """Whether a body of the target that is not older was handled before: by sequence, or by time if one has none.

    A stamp ahead of the broker's time still says that the body is not the older one.
    """
    if said.sequence is None or status.last_sequence is None:
        return status.last_content_at is not None and max(said.fetched_at, time.at) < status.last_content_at
    if said.replayed_from is not None:
        return said.sequence < status.last_sequence
    return said.sequence <= status.last_sequence


def _normalize_body(record: RawRecord, headers: RawHeaders, state: LeagueState, mappers: Mappers) -> Steps[Resolution]:
    changes = _changes(record, headers, state)
    mapper = mappers.get((headers.provider, headers.feed))
    if mapper is None:
        note_body(changes, headers, is_mapped=True)
        return Resolution(league=headers.league, headers=headers, changes=changes.finish(), is_unsupported=True)
    contents = yield from _read(record, headers, state, mapper)
    is_mapped = RejectReason.MAPPER_FAILED not in contents.rejects
    is_ours = headers.league in _LEAGUES
    if is_ours:
        yield from resolve(Body(headers, League(headers.league), contents, changes))
    yield from fall_due(changes)
    if is_ours:
        yield from settle_players(changes)
    note_body(changes, headers, is_mapped=is_mapped)
    found = Resolution(
        league=headers.league,
        headers=headers,
        changes=(yield from changes.finish_in_steps()),
        dead_letter=letter_of(record, contents),
        rejects=contents.rejects,
        refused=contents.refused,
        mapped=contents.mapped,
        is_unsupported=not is_ours and bool(contents.contests),
    )
    if is_ours:
        state.resolving()
    return found


def _failed_body(record: RawRecord, headers: RawHeaders, state: LeagueState, error: Exception) -> Resolution:
    """Return the resolution of a body on which resolving raised: a dead letter, and the status of its target."""
    changes = _changes(record, headers, state)
    note_body(changes, headers, is_mapped=False)
    found = rejected(record, state.league, failed(RejectReason.RESOLVER_FAILED, error))
    return replace(found, headers=headers, changes=changes.finish())


def _changes(record: RawRecord, headers: RawHeaders, state: LeagueState) -> Changes:
    changes = Changes(state, record.topic, record.offset, max(state.now, headers.fetched_at), headers.target)
    changes.fetched_at = headers.fetched_at
    return changes


def _read(record: RawRecord, headers: RawHeaders, state: LeagueState, mapper: Mapper) -> Steps[BodyContents]:
    """Return the body's contents. If the mapper raises, the only content is a `mapper-failed` reject."""
    contents = BodyContents(fetched_at=headers.fetched_at)
    memory = state.reading(headers.target)
    try:
        yield from contents.collect(mapper(record.value or b"", headers, memory))
    except Exception as error:  # noqa: BLE001  a mapper's bug must not stop its neighbours
        state.abandon()
        contents = BodyContents()
        contents.reject(failed(RejectReason.MAPPER_FAILED, error))
    if contents.is_out_of_time:
        memory.clear()
    return contents


def _normalize_poll(record: RawRecord, state: LeagueState) -> Resolution:
    if record.value is None:
        return _normalize_end(record, state)
    try:
        said = read_newer(PollRecord, record.value)
    except ValidationError as error:
        return rejected(record, state.league, Reject(RejectReason.UNEXPECTED_SHAPE, "$", str(error)))
    time = effective_time(said.fetched_at, record)
    wrong = disagreement(record, said)
    if wrong is not None or time is None:
        detail = wrong or f"fetched_at {said.fetched_at} cannot be"
        return rejected(record, state.league, Reject(RejectReason.INVALID_HEADERS, "$", detail))
    changes = Changes(state, record.topic, record.offset, state.now, said.target)
    note_poll(changes, said, time.at)
    return Resolution(league=said.league, changes=changes.finish(), is_clock_ahead=time.is_ahead)


def _normalize_end(record: RawRecord, state: LeagueState) -> Resolution:
    """End the status of a target that is polled no longer: the tombstone of its poll record."""
    if misplacement(record) is not None:
        return Resolution(league=state.league)
    target = (record.key or b"").decode("utf-8", "replace")
    changes = Changes(state, record.topic, record.offset, state.now, target)
    end_target(changes)
    return Resolution(league=state.league, changes=changes.finish())


def _normalize_decision(record: RawRecord, state: LeagueState) -> Resolution:
    """Apply a decision at once, without advancing league time, which only bodies do."""
    if record.value is None:
        return Resolution(league=state.league)
    try:
        decision = IdentityDecision.model_validate_json(record.value)
    except ValidationError as error:
        return rejected(record, state.league, Reject(RejectReason.UNEXPECTED_SHAPE, "$", str(error)))
    if decision.league.value != state.league:
        return rejected(record, state.league, Reject(RejectReason.UNSUPPORTED_LEAGUE, "$.league", decision.league))
    changes = Changes(state, record.topic, record.offset, state.now, decision.target)
    changes.fetched_at = decision.decided_at
    reject = resolve_decision(changes, decision)
    if reject is not None:
        return rejected(record, state.league, reject)
    found = Resolution(league=state.league, changes=changes.finish())
    state.resolving()
    return found
