"""Keys over HTTP: the rules, the topic and the audit of `a1 keys`."""

from collections.abc import Mapping
from datetime import timedelta

from a1_edge_kit.edge_log import read_keys
from a1_edge_kit.edge_writer import EdgeWriter, key_change, write_edge
from a1_edge_kit.key_changes import KeyMaker, ShownKey, revoked, state_of
from a1_edge_kit.keys import derived_id
from a1_edge_kit.plans import PLANS, Plan
from a1_edge_kit.scopes import SCOPES, UnknownScopeError, expand
from a1_schemas.api_key import ApiKey
from a1_schemas.edge_words import AuditAction
from a1_service_kit.clock import Clock
from a1_service_kit.settings import KafkaSettings
from a1_stream.http.edge.asked import Asked, refused_field
from a1_stream.http.edge.shapes import KeyList, KeyRow, KeyWithText, NewKey, Rotation
from a1_stream.http.problem import Problem

LONGEST_NAME = 200


class Keys:
    """Answers operations on keys. Each caller has `admin:keys`, with which any key can be rotated and so be used:
    therefore it grants every scope and every plan.
    """

    def __init__(self, kafka: KafkaSettings, pepper: str, environment: str, clock: Clock) -> None:
        self._kafka = kafka
        self._pepper = pepper
        self._maker = KeyMaker(pepper, environment)
        self._clock = clock

    async def list(self, asked: Asked) -> KeyList:  # noqa: ARG002  # of every operation
        """Return every key."""
        return KeyList(data=tuple(map(self._row, (await read_keys(self._kafka)).values())))

    async def create(self, asked: Asked) -> KeyWithText:
        """Make a key. Raises Problem for words that are none, and where the same request made one before."""
        sent, actor = asked.sent(NewKey), asked.identity.id
        scopes, plan = _scopes(sent.scopes), _plan(sent.plan)
        lifetime = timedelta(days=sent.days) if sent.days is not None else None
        key_id = derived_id(self._pepper, "key", actor, asked.repeat) if asked.repeat else None

        async def work(writer: EdgeWriter) -> ShownKey:
            if key_id is not None and key_id in await read_keys(self._kafka):
                raise _made_before(key_id)
            now = self._clock.now()
            shown = self._maker.created(
                name=sent.name,
                scopes=scopes,
                plan=plan,
                now=now,
                by=actor[:LONGEST_NAME],
                lifetime=lifetime,
                key_id=key_id,
            )
            await writer.write(key_change(AuditAction.KEY_CREATED, None, shown.key), actor=actor, at=now)
            return shown

        return self._shown(await write_edge(self._kafka, work))

    async def rotate(self, asked: Asked) -> KeyWithText:
        """Give a key another secret. Raises Problem for one that there is not, or that was revoked."""
        grace = timedelta(hours=asked.sent(Rotation).grace_hours)

        async def work(writer: EdgeWriter) -> ShownKey:
            old, now = _existing(await read_keys(self._kafka), asked.id), self._clock.now()
            if old.revoked_at is not None:
                raise Problem(409, "revoked", "Revoked", "A revoked key has ended for good; make another one.")
            shown = self._maker.rotated(old, now=now, grace=grace)
            await writer.write(key_change(AuditAction.KEY_ROTATED, old, shown.key), actor=asked.identity.id, at=now)
            return shown

        return self._shown(await write_edge(self._kafka, work))

    async def revoke(self, asked: Asked) -> KeyRow:
        """End a key for good. One that was revoked before stays as it is. Raises Problem for one that there is not."""

        async def work(writer: EdgeWriter) -> ApiKey:
            old, now = _existing(await read_keys(self._kafka), asked.id), self._clock.now()
            if old.revoked_at is not None:
                return old
            new = revoked(old, now)
            await writer.write(key_change(AuditAction.KEY_REVOKED, old, new), actor=asked.identity.id, at=now)
            return new

        return self._row(await write_edge(self._kafka, work))

    def _row(self, key: ApiKey) -> KeyRow:
        return KeyRow.model_validate({**key.model_dump(), "state": state_of(key, self._clock.now())})

    def _shown(self, shown: ShownKey) -> KeyWithText:
        return KeyWithText(**self._row(shown.key).model_dump(), key=shown.text)


def _scopes(words: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return expand(words)
    except UnknownScopeError:
        raise refused_field("scopes", "One of them is none of the values that are `allowed`.", SCOPES) from None


def _plan(name: str) -> Plan:
    if name not in PLANS:
        raise refused_field("plan", "It is none of the values that are `allowed`.", tuple(PLANS))
    return PLANS[name]


def _existing(found: Mapping[str, ApiKey], key_id: str) -> ApiKey:
    if key_id not in found:
        raise Problem(404, "unknown-id", "Unknown id", "There is no key of this id.")
    return found[key_id]


def _made_before(key_id: str) -> Problem:
    detail = f"This request made the key {key_id} before; its text was shown that once. Rotate it for another one."
    return Problem(409, "made-before", "Made before", detail)
