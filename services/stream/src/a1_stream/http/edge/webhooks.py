"""Webhooks over HTTP: the rules, the topics and the audit of `a1 webhooks`. An owner sees its own alone."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from a1_edge_kit import webhook_changes as changes
from a1_edge_kit.destinations import WebhookSettings
from a1_edge_kit.edge_log import read_progress, read_webhooks
from a1_edge_kit.edge_writer import EdgeWriter, webhook_change, write_edge
from a1_edge_kit.identity import Identity
from a1_edge_kit.keys import derived_id, new_id
from a1_edge_kit.refused_credential import forbidden
from a1_edge_kit.scopes import stream_scope
from a1_edge_kit.webhook_owners import owner_of
from a1_edge_kit.webhook_secrets import WebhookSecrets
from a1_edge_kit.webhook_standing import standing_of
from a1_schemas.edge_words import AuditAction
from a1_schemas.leagues import League
from a1_schemas.webhook import Webhook
from a1_schemas.webhook_progress import WebhookProgress
from a1_service_kit.clock import Clock
from a1_service_kit.settings import KafkaSettings
from a1_stream.client_bounds import check_filter_values
from a1_stream.http.edge.asked import Asked, refused_field
from a1_stream.http.edge.keys import LONGEST_NAME
from a1_stream.http.edge.shapes import NewWebhook, Rotation, WebhookList, WebhookRow, WebhookWithSecret
from a1_stream.http.problem import Problem
from a1_stream.known_values import check_values
from a1_stream.league_log import LeagueLog
from a1_stream.subscription import Scope

_SAME = ("name", "url", "league", "kinds", "filters", "start")
"""What a repeated request has to have in common with the first one."""


class Webhooks:
    """Answers operations on webhooks."""

    def __init__(
        self,
        kafka: KafkaSettings,
        logs: Mapping[League, LeagueLog],
        pepper: str,
        settings: WebhookSettings,
        clock: Clock,
    ) -> None:
        self._kafka = kafka
        self._logs = logs
        self._pepper = pepper
        self._secrets = WebhookSecrets(pepper)
        self._settings = settings
        self._clock = clock

    async def list(self, asked: Asked) -> WebhookList:
        """Return the caller's webhooks."""
        own = _own(await read_webhooks(self._kafka), asked.identity)
        progress = await read_progress(self._kafka)
        return WebhookList(data=tuple(_row(each, progress.get(each.id)) for each in own.values()))

    async def get(self, asked: Asked) -> WebhookRow:
        """Return one of the caller's webhooks."""
        webhook = _existing(await read_webhooks(self._kafka), asked)
        return await self._shown(webhook)

    async def create(self, asked: Asked) -> WebhookWithSecret:
        """Make a webhook. The same request with the same `Idempotency-Key` answers the same webhook again.

        Raises Problem for what it cannot be and above the plan's number, RefusedCredentialError for a lacking scope.
        """
        wanted = self._wanted(asked)

        async def work(writer: EdgeWriter) -> Webhook:
            found = await read_webhooks(self._kafka)
            before = found.get(wanted.id)
            if before is not None:
                return _repeated(before, wanted)
            if len(_own(found, asked.identity)) >= asked.identity.plan.webhooks:
                raise _too_many(asked.identity)
            change = webhook_change(AuditAction.WEBHOOK_CREATED, wanted.id, None, wanted)
            await writer.write(change, actor=_actor(asked), at=wanted.created_at)
            return wanted

        return await self._with_secret(await write_edge(self._kafka, work))

    async def pause(self, asked: Asked) -> WebhookRow:
        """Send nothing. A paused one stays as it is."""
        return await self._changed(
            asked, AuditAction.WEBHOOK_PAUSED, lambda old: old if old.is_paused else changes.paused(old)
        )

    async def resume(self, asked: Asked) -> WebhookRow:
        """Go on in a new run."""
        return await self._changed(asked, AuditAction.WEBHOOK_RESUMED, changes.resumed)

    async def test(self, asked: Asked) -> WebhookRow:
        """Ask for a test message. It has been sent once `tested` is `test`."""
        return await self._changed(asked, AuditAction.WEBHOOK_TESTED, changes.tested)

    async def rotate(self, asked: Asked) -> WebhookWithSecret:
        """Give a webhook another secret."""
        until = self._clock.now() + timedelta(hours=asked.sent(Rotation).grace_hours)
        new = await self._written(asked, AuditAction.WEBHOOK_ROTATED, lambda old: changes.rotated(old, until))
        return await self._with_secret(new)

    async def delete(self, asked: Asked) -> None:
        """End a webhook for good."""
        await self._written(asked, AuditAction.WEBHOOK_DELETED, lambda _: None)

    def _wanted(self, asked: Asked) -> Webhook:
        sent, owner = asked.sent(NewWebhook), owner_of(asked.identity)
        try:
            league, kinds = changes.chosen_league(sent.league), changes.chosen_kinds(sent.kinds)
            filters = changes.checked_filters(league, kinds, sent.filters)
            changes.checked_url(sent.url, self._settings)
            changes.checked_start(sent.start)
        except changes.BadWebhookError as error:
            raise refused_field(error.field, f"{error.detail}.", error.allowed) from None
        check_filter_values(filters, asked.identity)
        check_values(self._logs[league], Scope(tuple(changes.KINDS[kind] for kind in kinds), filters))
        for kind in kinds:
            scope = stream_scope(changes.KINDS[kind])
            if scope not in asked.identity.scopes:
                raise forbidden(scope)
        suffix = derived_id(self._pepper, "webhook", owner, asked.repeat) if asked.repeat else new_id()
        return Webhook(
            id=f"wh_{suffix}",
            name=sent.name,
            url=sent.url,
            league=league,
            kinds=kinds,
            filters=dict(sent.filters),
            start=sent.start,
            created_at=self._clock.now(),
            created_by=_actor(asked)[:LONGEST_NAME],
            owner=owner,
        )

    async def _changed(
        self, asked: Asked, action: AuditAction, change: Callable[[Webhook], Webhook | None]
    ) -> WebhookRow:
        return await self._shown(await self._written(asked, action, change))

    async def _written(self, asked: Asked, action: AuditAction, change: Callable[[Webhook], Webhook | None]) -> Webhook:
        """Write a change of one of the caller's webhooks, and return it as it was last."""

        async def work(writer: EdgeWriter) -> Webhook:
            old = _existing(await read_webhooks(self._kafka), asked)
            new = change(old)
            if new != old:
                made = webhook_change(action, old.id, old, new)
                await writer.write(made, actor=_actor(asked), at=self._clock.now())
            return new or old

        return await write_edge(self._kafka, work)

    async def _shown(self, webhook: Webhook) -> WebhookRow:
        return _row(webhook, (await read_progress(self._kafka)).get(webhook.id))

    async def _with_secret(self, webhook: Webhook) -> WebhookWithSecret:
        row = await self._shown(webhook)
        return WebhookWithSecret(**row.model_dump(), secret=self._secrets.present(webhook))


def _actor(asked: Asked) -> str:
    return owner_of(asked.identity)


def _own(found: Mapping[str, Webhook], identity: Identity) -> dict[str, Webhook]:
    owner = owner_of(identity)
    return {each.id: each for each in found.values() if each.owner == owner}


def _existing(found: Mapping[str, Webhook], asked: Asked) -> Webhook:
    """Return a webhook of the caller's. Another's is as unknown as one that there is not."""
    own = _own(found, asked.identity)
    if asked.id not in own:
        raise Problem(404, "unknown-id", "Unknown id", "You have no webhook of this id.")
    return own[asked.id]


def _repeated(before: Webhook, wanted: Webhook) -> Webhook:
    if any(getattr(before, name) != getattr(wanted, name) for name in _SAME):
        detail = f"This `Idempotency-Key` made the webhook {before.id}, which is another one."
        raise Problem(409, "made-before", "Made before", detail)
    return before


def _too_many(identity: Identity) -> Problem:
    detail = f"The plan `{identity.plan.name}` has {identity.plan.webhooks} webhooks; delete one first."
    return Problem(409, "too-many-webhooks", "Too many webhooks", detail)


def _row(webhook: Webhook, progress: WebhookProgress | None) -> WebhookRow:
    done = progress or WebhookProgress(id=webhook.id, run=webhook.run)
    shown = {
        **done.model_dump(),
        **webhook.model_dump(),
        **standing_of(webhook, progress)._asdict(),
        "tested": done.test,
    }
    return WebhookRow.model_validate(shown)
