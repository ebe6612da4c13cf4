"""Tokens that are renewed on an open connection, and those that are about to end."""

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection

from a1_edge_kit.settings import Auth
from a1_testkit.bad_credentials import KeySet
from a1_testkit.bad_tokens import claims, signed

from .conftest import Serve
from .raw_client import answer_to, open_with

SCOPES = "stream:odds stream:events"


def token(lifetime_s: int = 600, **changed: Any) -> str:
    """A token of whole seconds: it may end up to a second before its lifetime is over."""
    now = int(datetime.now(UTC).timestamp())
    return signed(payload=claims(**{"scope": SCOPES, "iat": now, "exp": now + lifetime_s} | changed))


@asynccontextmanager
async def subscribed(url: str, credential: str) -> AsyncGenerator[ClientConnection]:
    async with open_with(url, Authorization=f"Bearer {credential}") as socket:
        scope = {"league": "nba", "kinds": ["odds"]}
        await socket.send(json.dumps({"op": "subscribe", "id": "x", "scope": scope}))
        yield socket


async def frame_of(socket: ClientConnection, op: str) -> dict[str, Any]:
    """The next frame of this kind."""
    async for message in socket:
        frame = json.loads(message)
        if frame["op"] in (op, "error"):
            return frame
    raise AssertionError("closed")


async def renewal(socket: ClientConnection, jwt: str) -> dict[str, Any]:
    await socket.send(json.dumps({"op": "token", "jwt": jwt}))
    return await frame_of(socket, "renewed")


async def test_a_connection_outlives_the_token_that_opened_it(serve: Serve) -> None:
    async with serve(Auth.REQUIRED, renew_s=1) as served, subscribed(served.url, token(4)) as socket:
        asked = await frame_of(socket, "reconnect")
        assert asked["reason"] == "token-expiring"
        assert 0 <= asked["spread_ms"] <= asked["within_ms"] <= 1_000
        until = int(datetime.now(UTC).timestamp()) + 600
        answer = await renewal(socket, token(exp=until))
        assert answer == {
            "op": "renewed",
            "until": datetime.fromtimestamp(until, UTC).isoformat().replace("+00:00", "Z"),
        }
        for _ in range(round(5 / served.clients.shared.settings.heartbeat_s)):
            await frame_of(socket, "mark")
        assert (await answer_to(socket)).code is None


async def test_a_connection_whose_token_is_not_renewed_ends_by_name(serve: Serve) -> None:
    async with serve(Auth.REQUIRED, renew_s=1) as served, subscribed(served.url, token(4)) as socket:
        assert (await frame_of(socket, "reconnect"))["reason"] == "token-expiring"
        error = await frame_of(socket, "reconnect")
        assert (error["op"], error["status"]) == ("error", 401)
        assert (await answer_to(socket)).code == 4401


async def test_a_connection_that_began_shortly_before_the_end_of_its_token_is_not_sent_away(serve: Serve) -> None:
    async with serve(Auth.REQUIRED, renew_s=30) as served, subscribed(served.url, token(20)) as socket:
        for _ in range(5):
            assert (await frame_of(socket, "mark"))["op"] == "mark"
        assert served.value("stream_frames_total", op="reconnect") == 0  # it would connect again and again


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"sub": "user-2"}, 403, "forbidden"),
        ({"scope": f"{SCOPES} stream:props"}, 403, "forbidden"),
        ({"scope": "stream:events"}, 403, "forbidden"),
        ({"plan": "professional"}, 403, "forbidden"),
        ({"aud": "another"}, 401, "unauthorized"),
        ({"exp": 1, "iat": 0}, 401, "unauthorized"),
    ],
)
async def test_a_token_that_is_another_clients_or_for_more_renews_nothing(
    serve: Serve, changed: dict[str, Any], status: int, code: str
) -> None:
    async with serve(Auth.REQUIRED) as served, subscribed(served.url, token()) as socket:
        answer = await renewal(socket, token(**changed))
        assert (answer["op"], answer["status"], answer["parameter"]) == ("error", status, "jwt")
        assert answer["type"] == f"urn:a1betting:problem:{code}"
        assert (await answer_to(socket)).code is None
        assert (await renewal(socket, token(scope="stream:odds")))["op"] == "renewed"


async def test_a_key_is_renewed_by_nothing_and_renews_nothing(serve: Serve, keys: KeySet) -> None:
    async with serve(Auth.REQUIRED) as served:
        async with open_with(served.url, **{"X-Api-Key": keys.good}) as socket:
            assert (await renewal(socket, token()))["status"] == 403
        async with subscribed(served.url, token()) as socket:
            assert (await renewal(socket, keys.good))["status"] == 403
            assert served.value("stream_closes_total", code="4401") == 0
