"""Delivers one webhook: one message at a time, in the order of the log, from where its progress says."""

import ssl
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import httpx

from a1_edge_kit.webhook_owners import OwnerStanding, WebhookOwners
from a1_edge_kit.webhook_standing import standing_of
from a1_schemas.edge_words import DeliveryOutcome, WebhookState
from a1_schemas.webhook import Webhook
from a1_schemas.webhook_progress import WebhookProgress
from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger
from a1_stream.league_log import LeagueLog
from a1_stream.metrics import Metrics
from a1_stream.subscription import Scope
from a1_stream.webhooks import transitions
from a1_stream.webhooks.messages import (
    Begin,
    Delta,
    Message,
    Nothing,
    Snapshot,
    message_of_test,
    next_step,
    scope_of,
)
from a1_stream.webhooks.retries import Retries
from a1_stream.webhooks.sending import Sender, open_client
from a1_streaming.cursors import BadCursorError, decode_cursor

GATHER_S = 0.25
"""Changes that follow each other within this time are one message."""
_SAVE_EVERY_S = 600.0
"""How often a position is saved that moves while nothing is to be sent."""
_WAIT_S = 60.0
_UNREAD_S = 0.5
_CATCHING_UP_S = 2.0
"""For a cursor that is a moment ahead of this reader."""

Save = Callable[[WebhookProgress], Awaitable[None]]
"""Returns when the progress is in the log. Raises LeaseLostError where another process delivers."""


class Delivering(NamedTuple):
    """What the deliveries of a process share."""

    sender: Sender
    trust: ssl.SSLContext
    retries: Retries
    clock: Clock
    metrics: Metrics
    draw: Callable[[], float]
    """Returns a number in [0, 1)."""
    owners: WebhookOwners


class Delivery:
    """The delivery of one webhook. `ensure_owned` raises LeaseLostError where another process delivers it."""

    def __init__(
        self,
        webhook: Webhook,
        progress: WebhookProgress | None,
        log: LeagueLog,
        shared: Delivering,
        save: Save,
        ensure_owned: Callable[[], Awaitable[None]],
    ) -> None:
        self.webhook = webhook
        self.progress = transitions.in_run(progress, webhook)
        """What was done, ahead of what is saved by the last message at most."""
        self._log = log
        self._shared = shared
        self._clock = shared.clock
        self._save = save
        self._ensure_owned = ensure_owned
        self._saved: WebhookProgress | None = progress
        self._saved_at = self._clock.monotonic()
        self._logger = get_logger("a1.stream.webhooks").bind(webhook=webhook.id)

    async def run(self) -> None:
        """Deliver until cancelled, or until the webhook stops. Raises ValueError for a scope of another release."""
        scope = scope_of(self.webhook)
        async with open_client(self._shared.trust) as client:
            if not await self._owner_holds():
                return
            if self.webhook.test > self.progress.test:
                await self._test(client)
            if not self._is_active:
                return
            await self._wait_for_retry()
            await self._wait_for_log(scope)
            while self._is_active:
                await self._step(client, scope)

    @property
    def _is_active(self) -> bool:
        return standing_of(self.webhook, self.progress).state is WebhookState.ACTIVE

    async def _step(self, client: httpx.AsyncClient, scope: Scope) -> None:
        while not await self._log.wait_loaded(_WAIT_S):
            pass
        step = next_step(self._log, self.webhook, scope, self.progress)
        if isinstance(step, Begin):
            await self._save_as(transitions.begun(self.progress, step.cursor))
        elif isinstance(step, Nothing):
            await self._rest(step.cursor, scope)
        elif isinstance(step, Delta):
            await self._save_as(transitions.sending(self.progress, step.cursor))
            if await self._sent(client, step.message):
                self.progress = transitions.delivered(self.progress, step.cursor, self._clock.now())
        else:
            await self._send_snapshot(client, step)

    async def _send_snapshot(self, client: httpx.AsyncClient, snapshot: Snapshot) -> None:
        """Send the parts. One that fails is the end of this snapshot: the next attempt sends what lives by then."""
        await self._save_as(transitions.sending(self.progress, None))
        for part in snapshot.parts:
            if not await self._sent(client, part):
                return
        await self._save_as(transitions.delivered(self.progress, snapshot.cursor, self._clock.now()))

    async def _rest(self, cursor: str, scope: Scope) -> None:
        """Note that everything up to a cursor is done, and wait for what follows it."""
        self.progress = transitions.moved(self.progress, cursor)
        has_delivered = self._saved is None or self.progress.delivered != self._saved.delivered
        if has_delivered or self._clock.monotonic() - self._saved_at >= _SAVE_EVERY_S:
            await self._save_as(self.progress)
        positions = decode_cursor(cursor).positions
        if await self._log.wait_beyond({kind: positions[kind] for kind in scope.kinds}, _WAIT_S):
            await self._clock.sleep(GATHER_S)

    async def _sent(self, client: httpx.AsyncClient, message: Message) -> bool:
        """Send a message once. After a failure it is noted, and the time until the next attempt waited for."""
        if not await self._owner_holds():
            return False
        outcome = await self._attempt(client, message)
        if outcome is DeliveryOutcome.DELIVERED:
            return True
        now = self._clock.now()
        failing_for_s = (now - (self.progress.failing_since or now)).total_seconds()
        retry_after_s = self._shared.retries.after(self.progress.failures + 1, failing_for_s, self._shared.draw())
        await self._save_as(transitions.failed(self.progress, outcome, now, retry_after_s))
        self._logger.info("webhook.failed", outcome=outcome, failures=self.progress.failures)
        if self.progress.stopped is not None:
            self._logger.warning("webhook.stopped", reason=self.progress.stopped)
        await self._wait_for_retry()
        return False

    async def _owner_holds(self) -> bool:
        """Return whether the owner may be sent anything, and stop where it may not. Waits until keys have been read."""
        owners, owner = self._shared.owners, self.webhook.owner
        while (standing := owners.standing(owner)) is OwnerStanding.UNREAD:
            await self._clock.sleep(_UNREAD_S)
        if standing is OwnerStanding.ENDED and self.progress.stopped is None:
            await self._save_as(transitions.owner_ended(self.progress))
            self._logger.warning("webhook.stopped", reason=self.progress.stopped)
        return standing is OwnerStanding.HOLDS

    async def _attempt(self, client: httpx.AsyncClient, message: Message) -> DeliveryOutcome:
        await self._ensure_owned()
        with self._shared.metrics.webhook_attempt_seconds.time():
            outcome = await self._shared.sender.send(client, self.webhook, message)
        self._shared.metrics.webhook_attempts.labels(outcome).inc()
        return outcome

    async def _test(self, client: httpx.AsyncClient) -> None:
        outcome = await self._attempt(client, message_of_test(self.webhook, self._clock.now()))
        await self._save_as(transitions.tested(self.progress, self.webhook.test, outcome))

    async def _wait_for_retry(self) -> None:
        due = self.progress.next_at
        if due is not None:
            await self._clock.sleep((due - self._clock.now()).total_seconds())

    async def _wait_for_log(self, scope: Scope) -> None:
        """Wait a moment for a log that has not been read up to where delivery stands."""
        text = self.progress.position or self.webhook.start
        try:
            cursor = decode_cursor(text)
        except BadCursorError:  # a word
            return
        await self._log.wait_loaded(_WAIT_S)
        if cursor.epoch == self._log.epoch:
            await self._log.wait_reached(
                {kind: position for kind, position in cursor.positions.items() if kind in scope.kinds}, _CATCHING_UP_S
            )

    async def _save_as(self, progress: WebhookProgress) -> None:
        self.progress = progress
        await self._save(progress)
        self._saved, self._saved_at = progress, self._clock.monotonic()
