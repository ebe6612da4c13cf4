"""Serves keys and webhooks below their paths; all other requests go on."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiokafka.errors import KafkaError
from pydantic import BaseModel
from starlette.types import ASGIApp, Receive, Scope, Send

from a1_edge_kit.authentication import IDENTITY
from a1_edge_kit.identity import ANONYMOUS
from a1_edge_kit.origins import Origins
from a1_edge_kit.refused_credential import RefusedCredentialError
from a1_service_kit.broker_errors import is_outage
from a1_service_kit.logging import get_logger
from a1_stream.http.app import MODE
from a1_stream.http.edge.asked import Asked, read_body, read_repeat, read_sent
from a1_stream.http.edge.keys import Keys
from a1_stream.http.edge.operations import Operation, operations_at, resource_of
from a1_stream.http.edge.webhooks import Webhooks
from a1_stream.http.problem import Problem, origin_refused

_WITHIN_S = 15.0
_JSON = (b"content-type", b"application/json")
_NO_STORE = (b"cache-control", b"no-store")
Answer = Callable[[Asked], Awaitable[BaseModel | None]]


def answers_of(keys: Keys, webhooks: Webhooks) -> Mapping[str, Answer]:
    """Return what answers each operation, by its name."""
    return {
        "list_keys": keys.list,
        "create_key": keys.create,
        "rotate_key": keys.rotate,
        "revoke_key": keys.revoke,
        "list_webhooks": webhooks.list,
        "create_webhook": webhooks.create,
        "get_webhook": webhooks.get,
        "delete_webhook": webhooks.delete,
        "pause_webhook": webhooks.pause,
        "resume_webhook": webhooks.resume,
        "rotate_webhook": webhooks.rotate,
        "test_webhook": webhooks.test,
    }


class EdgeDesk:
    """Answers operations, one at a time, so that this process never competes with itself for the log.

    Raises Problem. `answers` are None where there is no pepper, without which nothing of this can be made.
    """

    def __init__(self, app: ASGIApp, answers: Mapping[str, Answer] | None, origins: Origins) -> None:
        self._app = app
        self._answers = answers
        self._origins = origins
        self._turn = asyncio.Lock()
        self._logger = get_logger("a1.stream.edge")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        resource = resource_of(scope["path"])
        if resource is None:
            await self._app(scope, receive, send)
            return
        operation, subject = _operation(scope)
        headers: dict[bytes, bytes] = dict(scope["headers"])
        origin = headers.get(b"origin")
        if origin is not None and not self._origins.allows(origin.decode("latin-1")):
            raise origin_refused()
        if scope["query_string"]:
            raise Problem(422, "unknown-parameter", "Unknown parameter", "This takes no parameters.")
        if self._answers is None:
            raise _without_pepper()
        asked = Asked(
            identity=scope["state"].get(IDENTITY, ANONYMOUS),
            id=subject,
            body=read_sent(operation, await read_body(receive), headers),
            repeat=read_repeat(operation, headers),
        )
        answer = await self._answered(operation, asked)
        scope["state"][MODE] = resource.mode
        await _send(send, operation, answer, is_head=scope["method"] == "HEAD")

    async def _answered(self, operation: Operation, asked: Asked) -> BaseModel | None:
        """Return the answer. Raises Problem: a 503 of a log that does not answer in time may yet be made."""
        assert self._answers is not None  # noqa: S101
        try:
            async with asyncio.timeout(_WITHIN_S), self._turn:
                return await self._answers[operation.name](asked)
        except RefusedCredentialError as refusal:
            problem = Problem(refusal.status, refusal.code, refusal.title, refusal.detail)
            problem.headers.extend(refusal.headers)
            raise problem from None
        except (KafkaError, TimeoutError, OSError) as error:
            if not is_outage(error):
                raise
            self._logger.warning("edge.log_away", operation=operation.name, error=type(error).__name__)
            raise _log_away() from None


def _operation(scope: Scope) -> tuple[Operation, str]:
    found = {operation.method: (operation, subject) for operation, subject in operations_at(scope["path"])}
    if not found:
        raise Problem(404, "not-found", "Not found", "Keys and webhooks have no such path; see the OpenAPI document.")
    method = "GET" if scope["method"] == "HEAD" else scope["method"]
    if method not in found:
        allowed = ", ".join(sorted({*found, *(["HEAD"] if "GET" in found else [])}))
        problem = Problem(405, "method-not-allowed", "Method not allowed", f"This path takes {allowed}.")
        problem.headers.append((b"allow", allowed.encode()))
        raise problem
    return found[method]


async def _send(send: Send, operation: Operation, answer: BaseModel | None, *, is_head: bool) -> None:
    body = b"" if answer is None else answer.model_dump_json().encode()
    headers: list[Any] = [_NO_STORE]
    if answer is not None:
        headers += [_JSON, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": int(operation.status), "headers": headers})
    await send({"type": "http.response.body", "body": b"" if is_head else body})


def _without_pepper() -> Problem:
    detail = "This server has no EDGE__KEY_PEPPER, from which keys and secrets follow."
    return Problem(503, "not-configured", "Not configured", detail)


def _log_away() -> Problem:
    problem = Problem(503, "log-unavailable", "Log unavailable", "The log does not answer; try again in a few seconds.")
    problem.headers.append((b"retry-after", b"5"))
    return problem
