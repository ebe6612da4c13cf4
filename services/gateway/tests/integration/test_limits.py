"""Limits at the gateway: who is refused, how it is said, and what is free."""

from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable

import httpx
import pytest

from a1_edge_kit.settings import EdgeSettings
from a1_gateway.costs import cost_of

SPORTS = "/api/v1/sports"
GAMES = "/api/v1/data/unified-games/nba"
CLIENT = "203.0.113.7"
Opener = Callable[..., Awaitable]


@pytest.fixture
async def client_of(
    open_gateway: Opener, wait_until: Callable
) -> AsyncGenerator[Callable[..., Awaitable[httpx.AsyncClient]]]:
    """Opens a client at this address of a gateway that admits ten a minute."""
    clients: list[httpx.AsyncClient] = []

    async def opener(peer: str, *proxies: str) -> httpx.AsyncClient:
        edge = EdgeSettings.model_validate({"limit_per_minute": 10, "trusted_proxies": proxies})
        gateway = await open_gateway(edge=edge)
        await gateway.view.complete()
        await wait_until(lambda: gateway.views.connected)
        transport = httpx.ASGITransport(gateway.app, client=(peer, 51_234))
        clients.append(httpx.AsyncClient(transport=transport, base_url="http://gateway"))
        return clients[-1]

    yield opener
    for client in clients:
        await client.aclose()


async def statuses(client: httpx.AsyncClient, times: int, path: str = SPORTS, **headers: str) -> Counter[int]:
    return Counter([(await client.get(path, headers=headers)).status_code for _ in range(times)])


async def test_a_client_above_its_limit_gets_the_one_error_shape_with_the_time_to_wait(client_of):
    client = await client_of(CLIENT)
    first = await client.get(SPORTS)
    assert (first.headers["ratelimit-policy"], first.headers["ratelimit"]) == ('"minute";q=10;w=60', '"minute";r=9;t=6')
    assert await statuses(client, 9) == {200: 9}
    refused = await client.get(SPORTS)
    assert (refused.status_code, refused.headers["content-type"]) == (429, "application/problem+json")
    assert refused.headers["retry-after"] in ("5", "6")
    assert refused.headers["ratelimit"].startswith('"minute";r=0;t=')
    problem = refused.json()
    assert (problem["type"], problem["status"]) == ("urn:a1betting:problem:rate-limited", 429)
    assert problem["request_id"] == refused.headers["x-request-id"]


async def test_prepared_answers_and_those_that_say_not_modified_cost_as_much(client_of):
    client = await client_of(CLIENT)
    etag = (await client.get(GAMES)).headers["etag"]
    assert await statuses(client, 9, GAMES, **{"if-none-match": etag}) == {304: 9}
    assert await statuses(client, 2, GAMES, **{"if-none-match": etag}) == {429: 2}


@pytest.mark.parametrize("path", ["/health", "/health/detailed", "/api/v1/health"])
async def test_health_is_free(client_of, path: str):
    client = await client_of(CLIENT)
    assert await statuses(client, 30, path) == {200: 30}
    assert "ratelimit" not in (await client.get(path)).headers
    assert (await client.get(SPORTS)).headers["ratelimit"].startswith('"minute";r=9;')


async def test_in_development_this_machine_is_counted_and_not_refused(client_of):
    client = await client_of("127.0.0.1")
    assert await statuses(client, 15) == {200: 15}
    assert (await client.get(SPORTS)).headers["ratelimit"].startswith('"minute";r=0;')


async def test_a_client_behind_a_listed_proxy_is_refused_wherever_the_proxy_is(client_of):
    client = await client_of("127.0.0.1", "127.0.0.1")
    rotated = [await client.get(SPORTS, headers={"x-forwarded-for": f"198.51.{n}.1, {CLIENT}"}) for n in range(20)]
    assert Counter(each.status_code for each in rotated) == {200: 10, 429: 10}
    assert await statuses(client, 1, **{"x-forwarded-for": "203.0.113.8"}) == {200: 1}


async def test_the_header_of_a_peer_that_is_no_listed_proxy_changes_nothing(client_of):
    client = await client_of("198.51.100.9", "10.0.0.0/8")
    rotated = [await client.get(SPORTS, headers={"x-forwarded-for": f"203.0.113.{n}"}) for n in range(20)]
    assert Counter(each.status_code for each in rotated) == {200: 10, 429: 10}


async def test_the_networks_of_ipv6_are_one_client_each(client_of):
    client = await client_of("10.0.0.1", "10.0.0.1")
    hosts = [await client.get(SPORTS, headers={"x-forwarded-for": f"2001:db8:1:2::{n:x}"}) for n in range(1, 15)]
    assert Counter(each.status_code for each in hosts) == {200: 10, 429: 4}
    assert await statuses(client, 1, **{"x-forwarded-for": "2001:db8:1:3::1"}) == {200: 1}


async def test_a_request_that_asks_the_database_costs_five(client_of):
    client = await client_of(CLIENT)
    assert await statuses(client, 3, "/api/v1/history/odds?event_id=a1_nba_1") == {503: 2, 429: 1}
    assert (cost_of(SPORTS), cost_of("/api/v1/movements/a1_nba_1"), cost_of("/nothing")) == (1, 5, 1)


async def test_health_says_whether_limits_are_exact(client_of):
    client = await client_of(CLIENT)
    assert (await client.get("/health/detailed")).json()["limits"] == {"state": "exact", "reason": None, "workers": 1}
