"""A stream that asks for credentials, and clients with tokens of chosen subjects and scopes."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx
from pydantic import SecretStr

from a1_edge_kit.destinations import WebhookSettings
from a1_edge_kit.scopes import ADMIN_KEYS, WEBHOOKS_WRITE
from a1_edge_kit.settings import Auth, EdgeSettings
from a1_edge_kit.token_signing import sign_token
from a1_service_kit.clock import SystemClock
from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import free_port

from .conftest import serving
from .webhook_delivery import PEPPER

EDGE = EdgeSettings(
    auth=Auth.REQUIRED,
    key_pepper=SecretStr(PEPPER),
    token_secret=SecretStr("another secret that is only for these tests"),
    limit_per_minute=100_000,
)
WRITES = (WEBHOOKS_WRITE, "stream:odds", "stream:events")


class Clients:
    """Clients of one service. Each is closed with it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.opened: list[httpx.AsyncClient] = []

    def of(self, subject: str, *scopes: str, plan: str = "professional") -> httpx.AsyncClient:
        """Return a client with a token."""
        now = SystemClock().now()
        token = sign_token(EDGE, subject=subject, scopes=scopes, plan=plan, now=now, lifetime=timedelta(hours=1))
        client = httpx.AsyncClient(
            base_url=self.url, headers={"authorization": f"Bearer {token}"}, timeout=30, trust_env=False
        )
        self.opened.append(client)
        return client

    @property
    def admin(self) -> httpx.AsyncClient:
        return self.of("ann", ADMIN_KEYS)

    @property
    def writer(self) -> httpx.AsyncClient:
        return self.of("bob", *WRITES)


@asynccontextmanager
async def edge_clients(
    kafka: KafkaSettings, edge: EdgeSettings = EDGE, webhooks: WebhookSettings | None = None
) -> AsyncGenerator[Clients]:
    """Serve the whole stream on a broker until the context ends."""
    port = free_port()
    async with serving(kafka, edge, webhooks, port=port):
        clients = Clients(f"http://127.0.0.1:{port}")
        try:
            yield clients
        finally:
            for client in clients.opened:
                await client.aclose()


def problem_of(answer: httpx.Response) -> tuple[int, str]:
    """Return the status and the code of a problem document."""
    document = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert document["status"] == answer.status_code
    assert document["request_id"] == answer.headers["x-request-id"]
    return answer.status_code, document["type"].rpartition(":")[2]
