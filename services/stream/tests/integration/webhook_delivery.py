"""Deliveries of one webhook over a log of the test, to a receiver on loopback."""

import asyncio
import ssl
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any

from prometheus_client import CollectorRegistry

from a1_edge_kit.address_ranges import Address
from a1_edge_kit.destinations import WebhookSettings
from a1_edge_kit.key_ring import KeyRing
from a1_edge_kit.settings import Auth
from a1_edge_kit.webhook_owners import WebhookOwners
from a1_edge_kit.webhook_secrets import WebhookSecrets
from a1_schemas.webhook import Webhook
from a1_schemas.webhook_progress import WebhookProgress
from a1_service_kit.clock import SystemClock
from a1_stream.league_log import LeagueLog
from a1_stream.metrics import Metrics
from a1_stream.webhooks.delivering import Delivering, Delivery
from a1_stream.webhooks.retries import Retries
from a1_stream.webhooks.sending import WITHIN_S, Sender, resolve

PEPPER = "0123456789abcdef0123456789abcdef-a-pepper"
SECRETS = WebhookSecrets(PEPPER)
ID = "wh_abcd2345"


def webhook_of(url: str, **changed: Any) -> Webhook:
    fields: dict[str, Any] = {
        "id": ID,
        "name": "board",
        "url": url,
        "league": "nba",
        "kinds": ("events", "odds"),
        "filters": {},
        "start": "now",
        "created_at": datetime(2026, 11, 29, tzinfo=UTC),
        "created_by": "test",
    }
    return Webhook.model_validate(fields | changed)


class Deliverer:
    """Runs a webhook's delivery, and keeps what it saves as the log would."""

    def __init__(self, log: LeagueLog, *delays_s: float, patience_s: float = 3_600) -> None:
        self.saved: list[WebhookProgress] = []
        self.registry = CollectorRegistry()
        self.lookups: list[str] = []
        self.addresses: Sequence[Address] | None = None
        """What every name leads to; None asks the system."""
        self.settings = WebhookSettings(allow_loopback=True)
        self.within_s = WITHIN_S
        self.trust = ssl.create_default_context()
        self.delivery: Delivery | None = None
        self.ring = KeyRing(PEPPER, "dev")
        self._log = log
        self._retries = Retries(patience_s, delays_s or (0.05,))

    @property
    def progress(self) -> WebhookProgress | None:
        return self.saved[-1] if self.saved else None

    @property
    def has_moved_in_silence(self) -> bool:
        """Whether the delivery stands after the last message."""
        assert self.delivery is not None
        return self.delivery.progress.position != self.delivery.progress.delivered

    def attempts(self, outcome: str) -> float:
        return self.registry.get_sample_value("stream_webhook_attempts_total", {"outcome": outcome}) or 0.0

    @asynccontextmanager
    async def running(self, webhook: Webhook) -> AsyncGenerator["asyncio.Task[None]"]:
        """Deliver from what was saved until the context ends."""
        self.registry = CollectorRegistry()
        clock = SystemClock()
        parts = Delivering(
            sender=Sender(self.settings, SECRETS, clock, self._lookup, self.within_s),
            trust=self.trust,
            retries=self._retries,
            clock=clock,
            metrics=Metrics(self.registry),
            draw=lambda: 0.5,
            owners=WebhookOwners(Auth.OPEN, self.ring, clock),
        )
        self.delivery = Delivery(webhook, self.progress, self._log, parts, self._save, self._owned)
        task = asyncio.create_task(self.delivery.run())
        try:
            yield task
            assert not task.done() or task.exception() is None
        finally:
            task.cancel()
            await asyncio.wait({task})

    async def _save(self, progress: WebhookProgress) -> None:
        self.saved.append(WebhookProgress.model_validate_json(progress.model_dump_json()))

    async def _owned(self) -> None:
        """The test is alone."""

    async def _lookup(self, host: str, port: int) -> Sequence[Address]:
        self.lookups.append(host)
        return self.addresses if self.addresses is not None else await resolve(host, port)


LOOPBACK = ip_address("127.0.0.1")
