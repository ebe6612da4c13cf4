"""Keys of a running stack over HTTP: made, used at both services, and refused at both within two seconds."""

import json
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from tests.e2e.conftest import A1, ROOT
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from a1_testkit.machine import scaled

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
REFUSED_WITHIN_S = 2.0
KEYS_REVOKED = 3
"""An odd number: the median is compared, since a stack that shares its machine stands still now and then."""
LEAGUES, STREAM, KEYS = "/api/v1/leagues", "/api/v1/streams/nba/odds", "/api/v1/keys"


@pytest.fixture
def links(gateway: httpx.Client) -> dict[str, Any]:
    return gateway.get("/api/v1").json()["links"]


@pytest.fixture
def stream(links: dict[str, Any]) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=links["stream"], timeout=scaled(30), trust_env=False) as http:
        yield http


def made_by_an_operator(port: int, *scopes: str) -> str:
    """Return a key of `a1 keys`, as the first one of a deployment is made."""
    command = [A1, "keys", "create", "--name", "e2e", "--scopes", " ".join(scopes), "--port", str(port), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(done.stdout)["key"]


def statuses(gateway: httpx.Client, stream: httpx.Client, key: str) -> set[int]:
    """Return how both services answer a key."""
    headers = {"x-api-key": key}
    return {gateway.get(LEAGUES, headers=headers).status_code, stream.head(STREAM, headers=headers).status_code}


def wait_for(gateway: httpx.Client, stream: httpx.Client, key: str, status: int, within_s: float) -> None:
    """Return when both services answer with this status."""
    began = time.monotonic()
    while statuses(gateway, stream, key) != {status}:
        assert time.monotonic() - began < within_s, f"not {status} within {within_s} s"
        time.sleep(0.05)


def revoked(stream: httpx.Client, key_id: str, admin: dict[str, str]) -> None:
    assert stream.delete(f"{KEYS}/{key_id}", headers=admin).json()["state"] == "revoked"


def seconds_until_refused(gateway: httpx.Client, stream: httpx.Client, key: str, revoke: Callable[[], object]) -> float:
    wait_for(gateway, stream, key, 200, scaled(10))
    began = time.monotonic()
    revoke()
    wait_for(gateway, stream, key, 401, scaled(10))
    return time.monotonic() - began


def test_a_key_that_is_revoked_over_http_is_refused_by_both_services_within_two_seconds(
    gateway: httpx.Client, stream: httpx.Client
) -> None:
    admin = {"x-api-key": made_by_an_operator(gateway.base_url.port or 0, "admin:keys")}
    wanted = {"name": "board", "scopes": ["read:*", "stream:*"]}
    wait_for(gateway, stream, admin["x-api-key"], 200, scaled(10))
    made = [stream.post(KEYS, json=wanted, headers=admin).raise_for_status().json() for _ in range(KEYS_REVOKED)]
    seconds = [
        seconds_until_refused(gateway, stream, each["key"], lambda i=each["id"]: revoked(stream, i, admin))
        for each in made
    ]
    assert statistics.median(seconds) < scaled(REFUSED_WITHIN_S), seconds
    bodies = [
        {**each.json(), "request_id": ""}
        for client, path in ((gateway, LEAGUES), (stream, STREAM), (stream, KEYS))
        for credential in (made[0]["key"], "none")
        for each in [client.get(path, headers={"x-api-key": credential})]
    ]
    assert all(body == bodies[0] for body in bodies), bodies


def test_a_ticket_of_a_key_opens_one_connection(
    gateway: httpx.Client, stream: httpx.Client, links: dict[str, Any]
) -> None:
    key = made_by_an_operator(gateway.base_url.port or 0, "stream:odds")
    wait_for(gateway, stream, key, 200, scaled(10))
    ticket = stream.post("/api/v1/stream-tickets", headers={"x-api-key": key}).json()["ticket"]
    offered = [Subprotocol("a1.stream.v1"), Subprotocol(f"ticket.{ticket}")]
    with connect(links["ws"], subprotocols=offered, proxy=None) as socket:
        assert json.loads(socket.recv(scaled(10)))["op"] == "hello"
    with connect(links["ws"], subprotocols=offered, proxy=None) as socket:
        assert json.loads(socket.recv(scaled(10)))["status"] == 401
    forged = [offered[0], Subprotocol(f"ticket.{ticket[:-6]}AAAAAA")]
    with pytest.raises(InvalidStatus) as refused, connect(links["ws"], subprotocols=forged, proxy=None):
        pass
    assert refused.value.response.status_code == 401
