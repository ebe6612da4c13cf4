"""Posts one message to a receiver: signed, to an address that was judged, without following anything.

A name is resolved once an attempt, all of its addresses are judged, and the connection goes to one of them; the
certificate is still checked against the name. A second look-up, which could answer otherwise, does not happen.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx
from standardwebhooks import Webhook as Signer

from a1_edge_kit.address_ranges import Address, read_address
from a1_edge_kit.destinations import (
    Destination,
    RefusedDestinationError,
    WebhookSettings,
    chosen_address,
    destination_of,
)
from a1_edge_kit.webhook_secrets import WebhookSecrets
from a1_schemas.edge_words import DeliveryOutcome
from a1_schemas.webhook import Webhook
from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger
from a1_stream.webhooks.messages import Message

WITHIN_S = 10.0
"""For a whole attempt: looking up, connecting, sending and the answer."""
_MOST_OF_AN_ANSWER = 16 * 1024
"""What is read of an answer's body, so that the connection can be used again; of a longer one it is closed."""
_AGENT = "a1betting-webhooks"
_SUCCESS, _REDIRECT, _BAD_REQUEST, _GONE = 200, 300, 400, 410

Resolve = Callable[[str, int], Awaitable[Sequence[Address]]]
"""Returns the addresses of a name. Raises OSError where it has none."""


async def resolve(host: str, port: int) -> Sequence[Address]:
    """Ask the system's resolver."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    texts = dict.fromkeys(str(place[0]) for *_, place in found)
    return [address for text in texts if (address := read_address(text)) is not None]


@asynccontextmanager
async def open_client(trust: ssl.SSLContext) -> AsyncGenerator[httpx.AsyncClient]:
    """Open the client of one webhook. It is not shared: a connection to an address is good for one name only."""
    async with httpx.AsyncClient(
        verify=trust, trust_env=False, follow_redirects=False, timeout=WITHIN_S, headers={"user-agent": _AGENT}
    ) as client:
        yield client


class Sender:
    """Sends messages, one at a time for each client."""

    def __init__(
        self,
        settings: WebhookSettings,
        secrets: WebhookSecrets,
        clock: Clock,
        lookup: Resolve = resolve,
        within_s: float = WITHIN_S,
    ) -> None:
        self._settings = settings
        self._secrets = secrets
        self._clock = clock
        self._lookup = lookup
        self._within_s = within_s
        self._logger = get_logger("a1.stream.webhooks")

    async def send(self, client: httpx.AsyncClient, webhook: Webhook, message: Message) -> DeliveryOutcome:
        """Post a message. Returns how it ended, within 10 s; raises nothing for what a receiver does."""
        try:
            async with asyncio.timeout(self._within_s):
                status = await self._post(client, webhook, message)
        except RefusedDestinationError as refused:
            self._logger.warning("webhook.refused-destination", webhook=webhook.id, reason=refused.reason)
            return DeliveryOutcome.REFUSED_DESTINATION
        except TimeoutError:
            return DeliveryOutcome.TIMEOUT
        except (httpx.TransportError, httpx.InvalidURL, OSError) as error:
            self._logger.info("webhook.unreachable", webhook=webhook.id, error=type(error).__name__)
            return DeliveryOutcome.UNREACHABLE
        return _outcome(status)

    async def _post(self, client: httpx.AsyncClient, webhook: Webhook, message: Message) -> int:
        destination = destination_of(webhook.url, self._settings)
        address = await self._address(destination)
        parts = urlsplit(webhook.url)
        origin = f"{parts.scheme}://{_in_url(address)}:{destination.port}"
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        request = client.build_request(
            "POST",
            origin + target,
            content=message.body,
            headers={"host": parts.netloc, "content-type": "application/json", **self._signed(webhook, message)},
            extensions={"sni_hostname": destination.host} if destination.is_encrypted else {},
        )
        answer = await client.send(request, stream=True)
        try:
            read = 0
            async for chunk in answer.aiter_raw():
                read += len(chunk)
                if read > _MOST_OF_AN_ANSWER:
                    break
        finally:
            await answer.aclose()
        return answer.status_code

    async def _address(self, destination: Destination) -> Address:
        literal = read_address(destination.host)
        if literal is not None:
            return literal
        addresses = await self._lookup(destination.host, destination.port)
        if not addresses:
            raise OSError("the name has no address")
        return chosen_address(addresses, self._settings)

    def _signed(self, webhook: Webhook, message: Message) -> dict[str, str]:
        now = self._clock.now()
        body = message.body.decode()
        signatures = (Signer(each).sign(message.id, now, body) for each in self._secrets.signing(webhook, now))
        return {
            "webhook-id": message.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(signatures),
        }


def _outcome(status: int) -> DeliveryOutcome:
    if _SUCCESS <= status < _REDIRECT:
        return DeliveryOutcome.DELIVERED
    if status == _GONE:
        return DeliveryOutcome.GONE
    return DeliveryOutcome.REDIRECTED if _REDIRECT <= status < _BAD_REQUEST else DeliveryOutcome.REJECTED


def _in_url(address: Address) -> str:
    return str(address) if address.version == 4 else f"[{address}]"
