"""Where webhooks may be sent: what a URL may be, and what the addresses of its name may be.

A URL is judged when a webhook is created and at each attempt; addresses after each resolution, all of a name's.
"""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from pydantic import Field

from a1_edge_kit.address_ranges import LOOPBACK, Address, range_of, read_address
from a1_service_kit.settings import Group

_HTTPS_PORT, _HTTP_PORT = 443, 80
_LONGEST_NAME = 253
_PRINTABLE = re.compile(r"[!-\[\]-~]+", re.ASCII)
"""No space, control character or backslash, which programs read in different ways."""
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
_LOCAL_NAMES = frozenset(
    {"localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "arpa", "onion", "test"}
    | {"invalid", "example", "alt"}
)
"""Last labels that no public name has."""


class WebhookSettings(Group):
    """Where webhooks may be sent, for the stream and `a1 webhooks`."""

    ports: tuple[int, ...] = Field(default=(443, 8443), min_length=1)
    """The ports of receivers."""
    allow_loopback: bool = False
    """Whether receivers of this machine are sent to, over http too and at every port; refused in production."""

    def refused_in_production(self) -> Iterable[str]:
        if self.allow_loopback:
            yield "WEBHOOKS__ALLOW_LOOPBACK is true, which is for development"


class Destination(NamedTuple):
    """The host and the port of a URL. The host is in lower case, and has no brackets."""

    host: str
    port: int
    is_encrypted: bool


class RefusedDestinationError(ValueError):
    """Nothing is sent there. `reason` is a word of a closed list."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"nothing is sent to this URL: {reason}")
        self.reason = reason


def destination_of(url: str, settings: WebhookSettings) -> Destination:
    """Return where a URL leads. Raises RefusedDestinationError with the reason."""
    parts, port = _split(url)
    host = parts.hostname or ""
    is_encrypted = parts.scheme == "https"
    address = read_address(host)
    is_local = settings.allow_loopback and (host == "localhost" or (address is not None and _is_loopback(address)))
    reason = None
    if not is_local:
        reason = _name_refusal(host) if address is None else address_refusal(address, settings)
        if reason is None and not is_encrypted:
            reason = "not-https"
    port = port if port is not None else _HTTPS_PORT if is_encrypted else _HTTP_PORT
    if reason is None and not is_local and port not in settings.ports:
        reason = "port"
    if reason is not None:
        raise RefusedDestinationError(reason)
    return Destination(host, port, is_encrypted)


def address_refusal(address: Address, settings: WebhookSettings) -> str | None:
    """Return why nothing is sent to an address, as the name of its range; None where something is."""
    name = range_of(address)
    return None if name == LOOPBACK and settings.allow_loopback else name


def chosen_address(addresses: Collection[Address], settings: WebhookSettings) -> Address:
    """Return the address of a name to send to. Raises RefusedDestinationError if any of them is refused.

    A name with one address outside and one inside would be sent inside sooner or later.
    """
    for address in addresses:
        reason = address_refusal(address, settings)
        if reason is not None:
            raise RefusedDestinationError(reason)
    return next(iter(addresses))


def shown_url(url: str) -> str:
    """Return a URL without what may be secret in it: its path and query."""
    parts = urlsplit(url)
    rest = "/…" if parts.path.strip("/") or parts.query else "/"
    return f"{parts.scheme}://{parts.netloc}{rest}"


def _split(url: str) -> tuple[SplitResult, int | None]:
    """Return the parts of a URL and the port that it names. Raises RefusedDestinationError."""
    if not _PRINTABLE.fullmatch(url):
        raise RefusedDestinationError("characters")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise RefusedDestinationError("no-url") from None
    if parts.scheme not in ("https", "http"):
        raise RefusedDestinationError("scheme")
    if "@" in parts.netloc:
        raise RefusedDestinationError("user")
    if "#" in url:
        raise RefusedDestinationError("fragment")
    return parts, port


def _is_loopback(address: Address) -> bool:
    return range_of(address) == LOOPBACK


def _name_refusal(host: str) -> str | None:
    """Return why a host is no public name; None for one that may be."""
    labels = host.split(".")
    if not host or len(host) > _LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in labels):
        return "host"
    if _NUMBER.fullmatch(labels[-1]):
        return "number"  # 127.1, 0x7f000001 and the like, which a resolver takes for an address
    if len(labels) == 1 or labels[-1] in _LOCAL_NAMES:
        return "local-name"
    return None
