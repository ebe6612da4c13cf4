"""One origin: where a path goes, whose address is believed, and what is cut."""

import json
import socket
import ssl
import time
from typing import Any

import httpx
import pytest
from tests.origin.conftest import Origin

from a1_testkit.machine import scaled

ROUTES = {
    "/health": "gateway",
    "/api/v1/data/unified-games/nba": "gateway",
    "/docs": "gateway",
    "/api/v1/streams/nba/odds?offset=-1": "stream",
    "/api/v1/streams/nba/odds?offset=now&live=sse": "stream",
    "/api/v1/stream-tickets": "stream",
    "/api/v1/keys": "stream",
    "/api/v1/webhooks/wh_abcd2345/test": "stream",
    "/api/v1/ws": "websocket",
    "/docs/stream": "gateway",
    "/mcp": "stream",
}
CUT_WITHIN_S = 8


def arrived(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 200
    return answer.json()


@pytest.mark.parametrize("path", ROUTES)
def test_a_path_reaches_the_service_that_serves_it(http: httpx.Client, path: str) -> None:
    assert arrived(http.get(path))["name"] == ROUTES[path]


def test_a_post_to_the_log_reaches_the_stream_and_not_the_cache(http: httpx.Client) -> None:
    answer = http.post("/api/v1/streams/nba/odds", content=b"x")
    assert arrived(answer)["name"] == "stream"
    assert "x-cache" not in answer.headers


def test_an_answer_demands_https_from_now_on(http: httpx.Client) -> None:
    assert http.get("/health").headers["strict-transport-security"] == "max-age=31536000"


def test_what_a_client_says_about_its_address_is_dropped(http: httpx.Client) -> None:
    spoofed = {"x-forwarded-for": "203.0.113.9, 10.0.0.1", "x-real-ip": "203.0.113.9", "forwarded": "for=203.0.113.9"}
    headers = arrived(http.get("/health", headers=spoofed))["headers"]
    assert headers["x-forwarded-for"] == "127.0.0.1"
    assert headers["x-forwarded-proto"] == "https"
    assert not headers.keys() & {"x-real-ip", "forwarded"}


def test_the_cache_adds_its_own_hop_behind_the_client(http: httpx.Client) -> None:
    answer = http.get("/api/v1/streams/nba/odds?offset=hop", headers={"x-forwarded-for": "203.0.113.9"})
    first, *hops = arrived(answer)["headers"]["x-forwarded-for"].split(", ")
    assert first == "127.0.0.1"
    assert "203.0.113.9" not in hops


def test_a_request_has_one_id_through_all_hops(http: httpx.Client) -> None:
    assert len(arrived(http.get("/health"))["headers"]["x-request-id"]) == 36
    own = {"x-request-id": "0af7651916cd43dd8448eb211c80319c"}
    assert arrived(http.get("/health", headers=own))["headers"]["x-request-id"] == own["x-request-id"]


HEADERS = b"GET /health HTTP/1.1\r\nhost: localhost\r\n"
BODY = b"POST /api/v1/kelly HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n"


def test_headers_that_trickle_are_cut(origin: Origin, trusting: ssl.SSLContext) -> None:
    assert answer_to_a_trickle(origin, trusting, HEADERS).startswith(b"HTTP/1.1 408 ")


def test_a_body_that_trickles_is_cut_with_a_problem(origin: Origin, trusting: ssl.SSLContext) -> None:
    head, _, body = answer_to_a_trickle(origin, trusting, BODY).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ")
    assert json.loads(body)["type"] == "urn:a1betting:problem:request-timeout"


def answer_to_a_trickle(origin: Origin, trusting: ssl.SSLContext, sent: bytes) -> bytes:
    with (
        socket.create_connection(("127.0.0.1", origin.port), scaled(CUT_WITHIN_S)) as plain,
        trusting.wrap_socket(plain, server_hostname="localhost") as client,
    ):
        client.sendall(sent)
        return trickled(client, byte=b"a")


def trickled(client: ssl.SSLSocket, *, byte: bytes) -> bytes:
    """Send a byte each half second until the server answers. Returns the whole answer."""
    answer = b""
    client.settimeout(0.5)
    deadline = time.monotonic() + scaled(CUT_WITHIN_S)
    while time.monotonic() < deadline:
        try:
            piece = client.recv(65_536)
        except TimeoutError:
            client.sendall(byte)
            continue
        if not piece:
            return answer
        answer += piece
    raise TimeoutError("the connection was not cut")
