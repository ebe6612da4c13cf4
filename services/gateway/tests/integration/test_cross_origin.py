"""Pages of other origins: who may read, and what a browser lets them send and see."""

from collections.abc import Awaitable, Callable
from secrets import token_urlsafe

import httpx
import pytest
from pydantic import SecretStr

from a1_edge_kit.settings import Auth, EdgeSettings
from a1_service_kit.settings import Environment

GAMES = "/api/v1/data/unified-games/nba"
APP = "https://app.example"
Opener = Callable[..., Awaitable]


def preflight(origin: str, *headers: str, method: str = "GET") -> dict[str, str]:
    asked = {"origin": origin, "access-control-request-method": method}
    return asked | ({"access-control-request-headers": ",".join(headers)} if headers else {})


def cors_headers(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name.startswith("access-control-")}


@pytest.mark.parametrize("origin", ["http://localhost:3000", "http://127.0.0.1:18210", "http://localhost"])
async def test_in_development_a_page_of_this_machine_reads_without_a_setting(gateway, origin: str):
    answer = await gateway.http.get(GAMES, headers={"origin": origin})
    assert answer.headers["access-control-allow-origin"] == origin
    exposed = {name.strip() for name in answer.headers["access-control-expose-headers"].split(",")}
    assert exposed == {
        *("etag", "ratelimit", "ratelimit-policy", "retry-after", "x-request-id"),
        *("stream-cursor", "stream-next-offset", "stream-up-to-date"),
    }


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
async def test_a_page_may_send_what_the_documentation_asks_for(gateway, method: str):
    asked = preflight("http://localhost:3000", "content-type", "if-none-match", "x-request-id", method=method)
    answer = await gateway.http.options(GAMES, headers=asked)
    assert answer.status_code == 200
    allowed = {name.strip().lower() for name in answer.headers["access-control-allow-headers"].split(",")}
    assert {"content-type", "if-none-match", "x-request-id"} <= allowed
    methods = {name.strip() for name in answer.headers["access-control-allow-methods"].split(",")}
    assert methods == {"GET", "HEAD", "POST"}


async def test_a_page_that_has_the_list_gets_a_304_that_it_may_read(gateway):
    page = {"origin": "http://localhost:3000"}
    etag = (await gateway.http.get(GAMES, headers=page)).headers["etag"]
    answer = await gateway.http.get(GAMES, headers=page | {"if-none-match": etag})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (304, "http://localhost:3000")


async def test_a_page_may_read_the_problem_that_it_caused(gateway):
    answer = await gateway.http.get(f"{GAMES}?limit=none", headers={"origin": "http://localhost:3000"})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (422, "http://localhost:3000")


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost.evil.example", "http://127.0.0.1.nip.io", "null"]
)
async def test_any_other_origin_gets_no_cors_header(gateway, origin: str):
    read = await gateway.http.get(GAMES, headers={"origin": origin})
    asked = await gateway.http.options(GAMES, headers=preflight(origin, "if-none-match"))
    assert (read.status_code, cors_headers(read), cors_headers(asked)) == (200, {}, {})


async def test_in_production_only_listed_origins_read(open_gateway: Opener, wait_until: Callable):
    edge = EdgeSettings(auth=Auth.REQUIRED, key_pepper=SecretStr(token_urlsafe(48)))
    gateway = await open_gateway(environment=Environment.PRODUCTION, edge=edge, cors_origins=(APP,))
    await wait_until(lambda: gateway.views.connected)
    listed = await gateway.http.get("/health", headers={"origin": APP})
    assert listed.headers["access-control-allow-origin"] == APP
    assert cors_headers(await gateway.http.get("/health", headers={"origin": "http://localhost:3000"})) == {}
