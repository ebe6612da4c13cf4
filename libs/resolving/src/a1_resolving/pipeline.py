"""Resolves one input record against the state of its league. No Kafka, Redis, HTTP or clock."""

from collections import Counter
from collections.abc import Mapping
from importlib.metadata import version

from pydantic import ValidationError

from a1_mappers.extracted import Reject
from a1_mappers.mapper import Mapper
from a1_mappers.registry import MAPPERS
from a1_resolving.body import Body
from a1_resolving.body_contents import BodyContents
from a1_resolving.changes import Changes
from a1_resolving.league_state import LeagueState
from a1_resolving.raw_record import RawRecord
from a1_resolving.removals import fall_due
from a1_resolving.resolution import Resolution
from a1_resolving.resolve import resolve, resolve_decision
from a1_resolving.source_status import note_body, note_poll
from a1_resolving.target_end import end_target
from a1_schemas.dead_letter import DeadLetter
from a1_schemas.identity_decision import IdentityDecision
from a1_schemas.leagues import League
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.raw import HeaderError, RawHeaders
from a1_schemas.topics import OPERATOR
from a1_schemas.vocabulary import RejectReason

Mappers = Mapping[tuple[Provider, str], Mapper]

_CODE_VERSION = version("a1-resolving")
_LEAGUES = frozenset(str(league) for league in League)


def normalize(record: RawRecord, state: LeagueState, mappers: Mappers = MAPPERS) -> Resolution:
    """Return what one record of `raw.*`, `polls.*` or `raw.operator` changes in its league.

    Bad data and a mapper's exception become rejects and a dead letter. The caller passes the result to `state.apply`
    before it normalises the next record, and discards the state if the result cannot be delivered. A record older than
    the target's last handled body returns a resolution with `is_late` set and no changes. A body without a mapper, or
    of a league that is not ours, returns one with `is_unsupported` set.
    """
    if record.topic.startswith("polls."):
        return _normalize_poll(record, state)
    if record.topic == OPERATOR:
        return _normalize_decision(record, state)
    try:
        headers = RawHeaders.from_kafka(record.headers)
    except HeaderError as error:
        return _rejected(record, state.league, Reject(RejectReason.INVALID_HEADERS, "$headers", str(error)))
    return _normalize_body(record, headers, state, mappers)


def _normalize_body(record: RawRecord, headers: RawHeaders, state: LeagueState, mappers: Mappers) -> Resolution:
    status = state.statuses.get(headers.target)
    if status is not None and status.last_content_at is not None and headers.fetched_at < status.last_content_at:
        return Resolution(league=headers.league, headers=headers, is_late=True)
    changes = Changes(state, record.topic, record.offset, max(state.now, headers.fetched_at), headers.target)
    changes.fetched_at = headers.fetched_at
    mapper = mappers.get((headers.provider, headers.feed))
    if mapper is None:
        note_body(changes, headers, is_mapped=True)
        return Resolution(league=headers.league, headers=headers, changes=changes.finish(), is_unsupported=True)
    contents = _read(record, headers, state, mapper)
    is_mapped = RejectReason.MAPPER_FAILED not in contents.rejects
    if headers.league in _LEAGUES:
        resolve(Body(headers, League(headers.league), contents, changes))
        state.resolving()
    fall_due(changes)
    note_body(changes, headers, is_mapped=is_mapped)
    return Resolution(
        league=headers.league,
        headers=headers,
        changes=changes.finish(),
        dead_letter=_dead_letter(record, contents),
        rejects=contents.rejects,
        mapped=contents.mapped,
        is_unsupported=headers.league not in _LEAGUES and bool(contents.contests),
    )


def _read(record: RawRecord, headers: RawHeaders, state: LeagueState, mapper: Mapper) -> BodyContents:
    """Return the body's contents. If the mapper raises, the only content is a `mapper-failed` reject."""
    contents = BodyContents()
    try:
        contents.collect(mapper(record.value or b"", headers, state.reading(headers.target)))
    except Exception as error:  # noqa: BLE001  a mapper's bug must not stop its neighbours
        state.abandon()
        contents = BodyContents()
        contents.reject(Reject(RejectReason.MAPPER_FAILED, "$", f"{type(error).__name__}: {error}"))
    return contents


def _normalize_poll(record: RawRecord, state: LeagueState) -> Resolution:
    if record.value is None:
        changes = Changes(state, record.topic, record.offset, state.now, (record.key or b"").decode())
        end_target(changes)
        return Resolution(league=state.league, changes=changes.finish())
    try:
        poll = PollRecord.model_validate_json(record.value)
    except ValidationError:
        return Resolution(league=state.league, rejects=Counter({RejectReason.UNEXPECTED_SHAPE: 1}))
    changes = Changes(state, record.topic, record.offset, state.now, poll.target)
    changes.fetched_at = poll.fetched_at
    note_poll(changes, poll)
    return Resolution(league=poll.league, changes=changes.finish())


def _normalize_decision(record: RawRecord, state: LeagueState) -> Resolution:
    """Apply a decision at once, without advancing league time, which only bodies do."""
    if record.value is None:
        return Resolution(league=state.league)
    try:
        decision = IdentityDecision.model_validate_json(record.value)
    except ValidationError as error:
        return _rejected(record, state.league, Reject(RejectReason.UNEXPECTED_SHAPE, "$", str(error)))
    if decision.league.value != state.league:
        return _rejected(record, state.league, Reject(RejectReason.UNSUPPORTED_LEAGUE, "$.league", decision.league))
    changes = Changes(state, record.topic, record.offset, state.now, decision.target)
    changes.fetched_at = decision.decided_at
    reject = resolve_decision(changes, decision)
    if reject is not None:
        return _rejected(record, state.league, reject)
    state.resolving()
    return Resolution(league=state.league, changes=changes.finish())


def _rejected(record: RawRecord, league: str, reject: Reject) -> Resolution:
    contents = BodyContents()
    contents.reject(reject)
    return Resolution(league=league, dead_letter=_dead_letter(record, contents), rejects=contents.rejects)


def _dead_letter(record: RawRecord, contents: BodyContents) -> DeadLetter | None:
    first = contents.first_reject
    if first is None:
        return None
    return DeadLetter(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        reason=first.reason,
        detail=first.detail,
        path=first.path,
        rejects=dict(contents.rejects),
        code_version=_CODE_VERSION,
    )
