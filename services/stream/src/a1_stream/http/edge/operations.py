"""What keys and webhooks answer over HTTP, as one table: for routing, for rights and for the OpenAPI document."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import NamedTuple

from pydantic import BaseModel

from a1_edge_kit.scopes import ADMIN_KEYS, WEBHOOKS_WRITE
from a1_stream.http.edge.shapes import (
    KeyList,
    KeyRow,
    KeyWithText,
    NewKey,
    NewWebhook,
    Rotation,
    Sent,
    WebhookList,
    WebhookRow,
    WebhookWithSecret,
)
from a1_stream.metrics import HttpMode

KEYS, WEBHOOKS = "/api/v1/keys", "/api/v1/webhooks"
COST = 5
"""Of a request, for the limits: each reads the log."""
ID = "{id}"


class Resource(NamedTuple):
    """What all paths below one have in common."""

    path: str
    scope: str
    mode: HttpMode


RESOURCES = (Resource(KEYS, ADMIN_KEYS, HttpMode.KEYS), Resource(WEBHOOKS, WEBHOOKS_WRITE, HttpMode.WEBHOOKS))


class Operation(NamedTuple):
    """A method at a path. An `optional` body may be absent; an `idempotent` one takes `Idempotency-Key`."""

    name: str
    method: str
    path: str
    summary: str
    status: HTTPStatus = HTTPStatus.OK
    body: type[Sent] | None = None
    answer: type[BaseModel] | None = None
    optional: bool = False
    idempotent: bool = False


_KEY, _WEBHOOK = f"{KEYS}/{ID}", f"{WEBHOOKS}/{ID}"
OPERATIONS = (
    Operation("list_keys", "GET", KEYS, "Every key, those that are over too", answer=KeyList),
    Operation(
        "create_key",
        "POST",
        KEYS,
        "Make a key; its text is shown this once",
        status=HTTPStatus.CREATED,
        body=NewKey,
        answer=KeyWithText,
        idempotent=True,
    ),
    Operation(
        "rotate_key",
        "POST",
        f"{_KEY}/rotate",
        "Give a key another secret; it is shown this once",
        body=Rotation,
        answer=KeyWithText,
        optional=True,
    ),
    Operation("revoke_key", "DELETE", _KEY, "End a key for good, everywhere within two seconds", answer=KeyRow),
    Operation("list_webhooks", "GET", WEBHOOKS, "Your webhooks with their state", answer=WebhookList),
    Operation(
        "create_webhook",
        "POST",
        WEBHOOKS,
        "Make a webhook; its secret is shown this once",
        status=HTTPStatus.CREATED,
        body=NewWebhook,
        answer=WebhookWithSecret,
        idempotent=True,
    ),
    Operation("get_webhook", "GET", _WEBHOOK, "One webhook, and how far it was delivered", answer=WebhookRow),
    Operation("delete_webhook", "DELETE", _WEBHOOK, "End a webhook for good", status=HTTPStatus.NO_CONTENT),
    Operation("pause_webhook", "POST", f"{_WEBHOOK}/pause", "Send nothing until it is resumed", answer=WebhookRow),
    Operation("resume_webhook", "POST", f"{_WEBHOOK}/resume", "Go on at once from where it stands", answer=WebhookRow),
    Operation(
        "rotate_webhook",
        "POST",
        f"{_WEBHOOK}/rotate",
        "Give a webhook another secret; it is shown this once",
        body=Rotation,
        answer=WebhookWithSecret,
        optional=True,
    ),
    Operation(
        "test_webhook",
        "POST",
        f"{_WEBHOOK}/test",
        "Send a signed test message, also to a paused webhook",
        status=HTTPStatus.ACCEPTED,
        answer=WebhookRow,
    ),
)


def resource_of(path: str) -> Resource | None:
    """Return the resource that a path is of, or None."""
    found = (each for each in RESOURCES if path == each.path or path.startswith(f"{each.path}/"))
    return next(found, None)


def operations_at(path: str) -> Iterator[tuple[Operation, str]]:
    """Yield the operations of a path, with the id in it or nothing."""
    parts = path.split("/")
    for operation in OPERATIONS:
        template = operation.path.split("/")
        if len(parts) == len(template) and all(
            part == word or (word == ID and part) for part, word in zip(parts, template, strict=True)
        ):
            yield operation, parts[template.index(ID)] if ID in template else ""
