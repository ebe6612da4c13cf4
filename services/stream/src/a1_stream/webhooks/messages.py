"""What a webhook gets next, found in the maps: the frames of the stream, as the bodies of its messages."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from a1_schemas.analytics_words import VIEW_KINDS
from a1_schemas.raw import format_time
from a1_schemas.webhook import Webhook
from a1_schemas.webhook_progress import WebhookProgress
from a1_stream.catching_up import changes_since, snapshot_bodies
from a1_stream.league_log import LeagueLog, Positions
from a1_stream.subscription import Scope
from a1_streaming.cursors import BadCursorError, decode_cursor
from a1_streaming.filters import filters_of
from a1_streaming.frames import Why, snapshot_part
from a1_streaming.resuming import ResnapshotReason, why_not_resumed

NOW, BEGINNING = "now", "beginning"
_KINDS = {str(kind): kind for kind in VIEW_KINDS}


class Message(NamedTuple):
    """One request to the receiver. A retry has the same id."""

    id: str
    body: bytes


class Begin(NamedTuple):
    """Delivery begins at this cursor, with nothing yet to send."""

    cursor: str


class Nothing(NamedTuple):
    """Nothing is to be sent up to this cursor."""

    cursor: str


class Delta(NamedTuple):
    """What has changed up to this cursor."""

    message: Message
    cursor: str


class Snapshot(NamedTuple):
    """All that lives at this cursor, in parts that replace what the receiver held."""

    parts: tuple[Message, ...]
    cursor: str


Step = Begin | Nothing | Delta | Snapshot


class _Reader(NamedTuple):
    id: str
    scope: Scope
    positions: Positions
    cursor: str
    why: Why | None = None


def scope_of(webhook: Webhook) -> Scope:
    """Return the scope of a webhook. Raises ValueError for words that this release does not have."""
    unknown = [kind for kind in webhook.kinds if kind not in _KINDS]
    if unknown:
        raise ValueError(f"no kinds of this release: {', '.join(unknown)}")
    kinds = tuple(_KINDS[kind] for kind in webhook.kinds)
    return Scope(kinds, filters_of(webhook.league, kinds, webhook.filters))


def next_step(log: LeagueLog, webhook: Webhook, scope: Scope, progress: WebhookProgress) -> Step:
    """Return what follows a webhook's progress. The log must be loaded.

    A message that was under way is found again from the same interval: what newer changes have replaced since is
    left out of it, and follows.
    """
    if progress.position is None and webhook.start == NOW:
        return Begin(log.cursor_text(log.positions(scope.kinds)))
    if progress.position is None and webhook.start != BEGINNING:
        return Begin(webhook.start)
    if progress.position is None:
        return _snapshot(log, webhook, scope, None)
    try:
        stands = decode_cursor(progress.position)
        until = decode_cursor(progress.pending).positions if progress.pending is not None else None
    except BadCursorError:  # of another release
        return _snapshot(log, webhook, scope, ResnapshotReason.EPOCH_CHANGED)
    reason = why_not_resumed(stands, log.epoch, scope.kinds, log.maps)
    if reason is not None:
        return _snapshot(log, webhook, scope, reason)
    reader = _Reader(webhook.id, scope, stands.positions, progress.delivered or progress.position)
    return _changes(log, reader, until)


def message_of_test(webhook: Webhook, now: datetime) -> Message:
    """Return a message that moves nothing."""
    frame = {"op": "test", "id": webhook.id, "at": format_time(now)}
    return Message(f"{webhook.id}:test:{webhook.test}", msgspec.json.encode(frame))


def _changes(log: LeagueLog, reader: _Reader, until: Positions | None) -> Step:
    catch = next(changes_since(log, reader, until), None)
    if catch is None:
        return Nothing(log.cursor_text(log.positions(reader.scope.kinds)))
    if not catch.records and until is None:
        return Nothing(catch.cursor)
    if catch.conflated:
        slow = next(changes_since(log, reader._replace(why=Why.SLOW_CLIENT), until))
        return Delta(Message(f"{reader.id}:{slow.cursor}", slow.payload), slow.cursor)
    return Delta(Message(f"{reader.id}:{catch.cursor}", catch.payload), catch.cursor)


def _snapshot(log: LeagueLog, webhook: Webhook, scope: Scope, reason: str | None) -> Snapshot:
    cursor = log.cursor_text(log.positions(scope.kinds))
    bodies = snapshot_bodies(log, scope)
    parts = (
        Message(f"{webhook.id}:{cursor}:{number}", snapshot_part(webhook.id, cursor, number, len(bodies), reason, body))
        for number, body in enumerate(bodies, 1)
    )
    return Snapshot(tuple(parts), cursor)
