"""What the WebSocket port refuses, each by name: handshakes with a status, frames with a close code or an error."""

import asyncio
import json
from contextlib import suppress

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from a1_edge_kit.identity import Identity, IdentityKind
from a1_edge_kit.plans import PLANS
from a1_edge_kit.scopes import stream_scope
from a1_edge_kit.settings import Auth
from a1_schemas.vocabulary import Kind
from a1_streaming.frames import PROTOCOL
from a1_testkit.bad_credentials import KeySet, bad_credentials
from a1_testkit.bad_tokens import bad_tokens, claims, signed
from a1_testkit.waiting import wait_until

from .conftest import Serve
from .raw_client import answer_to, open_with, shake_hands
from .refusal_rows import FRAMES, HANDSHAKES, KNOWN


@pytest.mark.parametrize("name", HANDSHAKES)
async def test_a_handshake_is_refused_by_name(serve: Serve, name: str) -> None:
    row = HANDSHAKES[name]
    async with serve() as served:
        answer = await shake_hands(served.url, row.path, row.headers, start=row.start, more=row.more)
    assert (answer.status, answer.code) == (row.status, row.code)


async def test_the_list_of_connection_words_that_firefox_sends_is_a_handshake(serve: Serve) -> None:
    async with serve() as served:
        assert (await shake_hands(served.url, headers={"Connection": "keep-alive, Upgrade"})).status == 101


async def test_no_bad_credential_opens_a_connection_and_all_get_the_same_answer(serve: Serve, keys: KeySet) -> None:
    rows = {row.name: row.headers for row in bad_credentials(keys)}
    rows |= {row.name: [(b"authorization", b"Bearer " + row.text.encode())] for row in bad_tokens()}
    sendable = {
        name: [(key.decode(), value.decode("latin-1")) for key, value in headers]
        for name, headers in rows.items()
        if not any(set(value) & {0, 10, 13} or len(value) > 7_000 for _, value in headers)
    }
    assert len(sendable) >= 120
    async with serve(Auth.REQUIRED) as served:
        answers = {name: await shake_hands(served.url, more=headers) for name, headers in sendable.items()}
        assert (await shake_hands(served.url)).status == 401
        assert (await shake_hands(served.url, more=[("X-Api-Key", keys.good)])).status == 101
    wrong = {name: answer for name, answer in answers.items() if (answer.status, answer.code) != (401, "unauthorized")}
    assert wrong == {}
    assert len({json.dumps(answer.problem) for answer in answers.values()}) == 1


async def send(socket: ClientConnection, what: str | bytes) -> None:
    """Send a text as a frame; bytes are a frame."""
    if isinstance(what, bytes):
        socket.transport.write(what)
    else:
        await socket.send(what)


@pytest.mark.parametrize("name", FRAMES)
async def test_a_frame_is_refused_by_name(serve: Serve, name: str) -> None:
    row = FRAMES[name]
    async with serve(max_streams=4) as served, open_with(served.url) as socket:
        with suppress(ConnectionClosed):
            for each in row.sent:
                await send(socket, each)
        said = await answer_to(socket)
    assert said.code == row.code
    assert said.reasons[-1:] == ([] if row.reason is None else [(row.reason, row.parameter)])
    if row.code is not None and row.reason is not None:
        assert served.value("stream_closes_total", code=str(row.code)) == 1


def test_the_set_of_refusals_is_large() -> None:
    assert len(HANDSHAKES) + len(FRAMES) >= 100


async def test_a_credential_that_lacks_a_scope_or_ends_is_refused_by_name(serve: Serve) -> None:
    async with serve(Auth.REQUIRED) as served:
        scope = stream_scope(Kind.EVENTS)
        async with open_with(served.url, Authorization=f"Bearer {signed(payload=claims(scope=scope))}") as socket:
            await socket.send(json.dumps(KNOWN))
            said = await answer_to(socket)
            assert (said.code, said.reasons) == (4403, [("forbidden", None)])
        revoked = Identity(kind=IdentityKind.KEY, id="revoked", scopes=frozenset({scope}), plan=PLANS["standard"])
        assert served.tickets is not None
        async with open_with(served.url, PROTOCOL, f"ticket.{served.tickets.issue(revoked)}") as socket:
            await wait_until(lambda: served.value("stream_closes_total", code="4401") == 1, description="an end")
            said = await answer_to(socket)
            assert (said.code, said.reasons) == (4401, [("unauthorized", None)])


async def test_connections_that_are_too_many_or_silent_are_refused_by_name(serve: Serve) -> None:
    async with serve(max_connections_of_address=1, hello_s=0.5) as served, open_with(served.url) as first:
        async with open_with(served.url) as second:
            said = await answer_to(second)
            assert (said.code, said.reasons) == (4429, [("rate-limited", None)])
        await wait_until(lambda: served.value("stream_closes_total", code="4408") == 1, description="a silent one")
        said = await answer_to(first)
        assert (said.code, said.reasons) == (4408, [("hello-late", None)])


async def test_a_ticket_that_was_taken_is_refused_by_name(serve: Serve) -> None:
    async with serve() as served:
        assert served.tickets is not None
        owner = Identity(kind=IdentityKind.ANONYMOUS, id="", scopes=frozenset(), plan=PLANS["free"])
        ticket = f"ticket.{served.tickets.issue(owner)}"
        async with open_with(served.url, PROTOCOL, ticket), open_with(served.url, PROTOCOL, ticket) as again:
            said = await answer_to(again)
            assert (said.code, said.reasons) == (4401, [("unauthorized", None)])


async def test_a_server_that_stops_refuses_handshakes(serve: Serve) -> None:
    async with serve() as served:
        draining = asyncio.create_task(served.clients.drain())
        await asyncio.sleep(0)
        late = await shake_hands(served.url)
        assert (late.status, late.code) == (503, "not-ready")
        await draining
