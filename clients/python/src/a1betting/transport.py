"""Requests over HTTP: parameters, attempts, answers and refusals."""

import asyncio
import random
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
import msgspec

from a1betting.backoff import Backoff
from a1betting.errors import UnreachableError, UnreadableError, refusal
from a1betting.pages import Page, Pages

Value = str | int | float | bool | datetime | Sequence[str] | None
Query = Mapping[str, Value]
Pairs = list[tuple[str, str | int | float | bool | None]]
"""Parameters as sent; the values are texts."""
Answer = TypeVar("Answer")

ATTEMPTS = 3
LONGEST_RETRY_AFTER_S = 30.0
PASSING = frozenset({429, 502, 503, 504})
"""Statuses after which the same request may succeed. All routes only read, or only compute."""


def path(template: str, **words: str) -> str:
    """Return the path with words in place."""
    return template.format(**{name: quote(word, safe="") for name, word in words.items()})


def encode_query(query: Query) -> Pairs:
    """Return the parameters as sent. A parameter without a value is left out, and a list is sent once for each."""
    return [
        (name, _text(each))
        for name, value in query.items()
        if value is not None
        for each in ([value] if isinstance(value, str) or not isinstance(value, Sequence) else value)
    ]


def _text(value: str | float | datetime) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no zone")
        return value.isoformat()
    return str(value)


def authorization(key: str) -> dict[str, str]:
    """Return the header that carries a key or a token."""
    return {"authorization": f"Bearer {key}"}


class Transport:
    """A connection to one server. It is closed by `async with` or `aclose`."""

    def __init__(
        self, url: str, *, key: str | None = None, timeout_s: float = 30.0, backoff: Backoff | None = None
    ) -> None:
        self._headers = authorization(key) if key else {}
        self._http = httpx.AsyncClient(base_url=url, headers=self._headers, timeout=timeout_s, follow_redirects=False)
        self._backoff = backoff or Backoff()
        self._url = url

    async def aclose(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    async def _answer(
        self, model: type[Answer], method: str, address: str, query: Query, body: object = None
    ) -> Answer:
        response = await self._send(method, address, encode_query(query), body)
        try:
            return msgspec.json.decode(response.content, type=model)
        except msgspec.DecodeError as error:
            raise UnreadableError(f"{method} {address}: {error}") from error

    def _pages(self, model: type[Page], address: str, query: Query) -> Pages[Page, Any]:
        rest = {name: value for name, value in query.items() if name != "cursor"}
        first = query.get("cursor")

        async def fetch(cursor: str | None) -> Page:
            return await self._answer(model, "GET", address, {**rest, "cursor": cursor})

        return Pages(fetch, first if isinstance(first, str) else None)

    async def _send(self, method: str, address: str, query: Pairs, body: object) -> httpx.Response:
        content = None if body is None else msgspec.json.encode(body)
        headers = {} if content is None else {"content-type": "application/json"}
        for failures in range(ATTEMPTS):
            is_last = failures == ATTEMPTS - 1
            delay_s = self._backoff.delay_s(failures, random.random())  # noqa: S311  # spreads a crowd
            try:
                response = await self._http.request(method, address, params=query, content=content, headers=headers)
            except httpx.TransportError as error:
                if is_last:
                    raise UnreachableError(f"{method} {self._url}{address}: {error or type(error).__name__}") from error
            else:
                if response.status_code < 300:
                    return response
                wanted_s = _retry_after_s(response)
                if is_last or response.status_code not in PASSING or wanted_s > LONGEST_RETRY_AFTER_S:
                    raise refusal(response.content, response.status_code, f"{method} {address}")
                delay_s = max(delay_s, wanted_s)
            await asyncio.sleep(delay_s)
        raise AssertionError("unreachable")


def _retry_after_s(response: httpx.Response) -> float:
    text = response.headers.get("retry-after", "")
    return float(text) if text.isdigit() else 0.0
