"""Asks the gateway's REST API with the credential of who called, so that rights and limits are decided there."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import NamedTuple

import httpx

from a1_service_kit.logging import get_logger
from a1_stream.mcp.refused import gateway_unavailable, refusal_of, too_large

MAX_ANSWER_BYTES = 262_144
"""Of one answer of the gateway: more is of no use to a language model."""
_ANSWER_S = 8.0
"""From asking until the last byte, the wait for a connection included."""
_CONNECT_S = 2.0
_CONNECTIONS = 32
_CREDENTIALS = (b"authorization", b"x-api-key")
Headers = Sequence[tuple[bytes, bytes]]
Parameters = Sequence[tuple[str, str]]


class Caller(NamedTuple):
    """Who called: the headers that a request to the gateway carries on."""

    headers: Headers


def caller_of(headers: Iterable[tuple[bytes, bytes]], request_id: str, client: str) -> Caller:
    """Return the caller of a request. Its credential, its id and the client's address go on, and nothing else.

    `client` is an IPv4 address or an IPv6 network, whose first address goes on.
    """
    passed = [(name, value) for name, value in headers if name in _CREDENTIALS]
    address = client.partition("/")[0].encode()
    return Caller([*passed, (b"x-request-id", request_id.encode()), (b"x-forwarded-for", address)])


class Gateway:
    """The REST API over a pool of connections."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self._log = get_logger("a1.stream.mcp")

    async def get(self, caller: Caller, path: str, parameters: Parameters = ()) -> bytes:
        """Return the body of a 200. Raises RefusedError for a problem, for silence, and for too many bytes."""
        try:
            async with asyncio.timeout(_ANSWER_S):
                return await self._read(caller, path, parameters)
        except (httpx.HTTPError, TimeoutError) as error:
            self._log.warning("gateway.away", error=type(error).__name__)
            raise gateway_unavailable("The gateway does not answer; try again in a few seconds.") from error

    async def _read(self, caller: Caller, path: str, parameters: Parameters) -> bytes:
        body = bytearray()
        request = self._http.build_request("GET", path, params=list(parameters), headers=list(caller.headers))
        response = await self._http.send(request, stream=True)
        try:
            async for part in response.aiter_bytes():
                body += part
                if len(body) > MAX_ANSWER_BYTES:
                    raise too_large(MAX_ANSWER_BYTES)
        finally:
            await response.aclose()
        if response.status_code != 200:
            raise refusal_of(response.status_code, bytes(body), response.headers)
        return bytes(body)


@asynccontextmanager
async def open_gateway(url: str) -> AsyncGenerator[Gateway]:
    """Open the pool, closed with the context."""
    async with httpx.AsyncClient(
        base_url=url,
        headers={"accept": "application/json", "accept-encoding": "identity"},
        timeout=httpx.Timeout(_ANSWER_S, connect=_CONNECT_S),
        limits=httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS),
        follow_redirects=False,
        trust_env=False,
    ) as http:
        yield Gateway(http)
