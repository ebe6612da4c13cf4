"""Who may ask the gateway what, with keys that come from the view in Redis."""

import asyncio
import re
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import httpx
import pytest
import redis.asyncio as redis_asyncio
from prometheus_client import CollectorRegistry
from pydantic import SecretStr
from starlette.routing import Route

from a1_edge_kit.access import access_of
from a1_edge_kit.keys import new_key
from a1_edge_kit.settings import Auth, EdgeSettings
from a1_gateway.app import Build, build_api, create_app
from a1_gateway.route_scopes import needed_scopes, route_of
from a1_gateway.settings import Settings
from a1_gateway.snapshot.views import Views
from a1_schemas import keys
from a1_schemas.api_key import ApiKey
from a1_schemas.edge_words import EdgeKind
from a1_schemas.topics import EDGE_KEYS, MULTI
from a1_service_kit.clock import SystemClock
from a1_service_kit.settings import Environment
from a1_testkit.bad_credentials import ENVIRONMENT, PEPPER, key_record

NOW = datetime(2026, 11, 25, 19, tzinfo=UTC)
GAMES, ODDS = "/api/v1/data/unified-games/nba", "/api/v1/data/unified-odds/nba"
EDGE = EdgeSettings(auth=Auth.REQUIRED, key_pepper=SecretStr(PEPPER))


class Keys:
    """Writes keys into the view as the projector does."""

    def __init__(self, redis: redis_asyncio.Redis) -> None:
        self._redis = redis
        self._position = 0

    async def complete(self, value: str = "1") -> None:
        await self._redis.hset(keys.completeness(MULTI), mapping={keys.EPOCH: "first", keys.COMPLETE: value})

    async def put(self, key: ApiKey) -> None:
        self._position += 1
        value = keys.pack(self._position, key.model_dump_json().encode())
        await self._redis.hset(keys.records(MULTI, EdgeKind.KEYS), key.id, value)
        await self._redis.hset(keys.positions(MULTI), EDGE_KEYS, str(self._position))

    async def empty(self) -> None:
        await self._redis.delete(keys.records(MULTI, EdgeKind.KEYS), keys.positions(MULTI))


@asynccontextmanager
async def gateway_of(redis: redis_asyncio.Redis) -> AsyncGenerator[httpx.AsyncClient]:
    settings, registry, clock = Settings(edge=EDGE), CollectorRegistry(), SystemClock()
    access = access_of(settings.edge, Environment.DEVELOPMENT, redis, registry, clock)
    assert access.follower is not None
    build = Build(version="1", commit="abc", started_at=NOW)
    app = create_app(settings, Views(), redis, clock, registry, build, guard=access.guard)
    following = asyncio.create_task(access.follower.run())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway") as http:
        yield http
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)


@pytest.fixture
async def http(redis: redis_asyncio.Redis) -> AsyncIterator[httpx.AsyncClient]:
    async with gateway_of(redis) as client:
        yield client


@pytest.fixture
def ring(redis: redis_asyncio.Redis) -> Keys:
    return Keys(redis)


async def status_of(http: httpx.AsyncClient, path: str, key: str | None = None) -> int:
    return (await http.get(path, headers={"x-api-key": key} if key else {})).status_code


async def becomes(http: httpx.AsyncClient, path: str, key: str, status: int, wait_until: Callable) -> None:
    async def is_so() -> bool:
        return await status_of(http, path, key) == status

    await wait_until(is_so)


def test_every_route_has_a_row_in_the_table_of_scopes():
    routes = [route.path for route in build_api("0").routes if isinstance(route, Route)]
    assert len(routes) > 40
    assert [
        path for path in routes if needed_scopes(_scope(path)) is not None and route_of(_scope(path)["path"]) is None
    ] == []


def _scope(path: str, query: bytes = b"") -> dict:
    return {"path": re.sub(r"\{\w+\}", "x", path), "query_string": query}


@pytest.mark.parametrize(
    ("path", "query", "scopes"),
    [
        (GAMES, b"", ["read:games"]),
        (GAMES, b"include=best", ["read:games", "read:odds"]),
        (GAMES, b"include=%42EST", ["read:games", "read:odds"]),
        ("/api/v1/data/games/evt", b"include=props,%20news&include=stats", [*("games", "props", "news", "stats")]),
        ("/api/v1/data/games/evt", b"includes=props", ["read:games"]),
        (ODDS, b"include=props", ["read:odds"]),
        ("/api/v1/predictions/evt/proof", b"", ["read:analytics"]),
        ("/api/v1/history/odds", b"", ["read:history"]),
        ("/api/v1/leagues", b"", []),
        ("/nothing", b"", []),
        ("/health", b"", None),
        ("/static-offline-docs/swagger-ui.css", b"", None),
        ("/docs/../api/v1/data/unified-odds/nba", b"", []),
    ],
)
def test_a_route_needs_the_scopes_of_what_it_shows(path: str, query: bytes, scopes: list[str] | None):
    found = needed_scopes(_scope(path, query))
    wanted = scopes if scopes is None else [each if ":" in each else f"read:{each}" for each in scopes]
    assert (found if found is None else list(found)) == wanted


async def test_without_a_key_only_health_and_documents_answer(http: httpx.AsyncClient, ring: Keys):
    await ring.complete()
    for path in (GAMES, ODDS, "/api/v1/leagues", "/metrics", "/nothing"):
        answer = await http.get(path, headers={"x-request-id": "my-request-1"})
        assert (answer.status_code, answer.json()["request_id"]) == (401, "my-request-1"), path
        assert answer.headers["x-request-id"] == "my-request-1"
    for path in ("/health/detailed", "/docs", "/openapi.json"):
        assert await status_of(http, path) == 200, path
    assert await status_of(http, "/health") == 503, "the view was not read"


async def test_a_key_of_the_view_opens_what_its_scopes_say(http: httpx.AsyncClient, ring: Keys, wait_until: Callable):
    key = new_key(ENVIRONMENT, "aaaaaaaa")
    await ring.put(key_record(key, NOW))
    await ring.complete()
    await becomes(http, "/api/v1/leagues", key, 200, wait_until)
    assert await status_of(http, GAMES, key) == 503, "the view was not read, and the key may"
    assert await status_of(http, ODDS, key) == 403
    assert await status_of(http, f"{GAMES}?include=best", key) == 403
    assert await status_of(http, "/nothing", key) == 404


async def test_a_revoked_key_is_refused_within_two_seconds(http: httpx.AsyncClient, ring: Keys, wait_until: Callable):
    key = new_key(ENVIRONMENT, "aaaaaaaa")
    await ring.put(key_record(key, NOW))
    await ring.complete()
    await becomes(http, "/api/v1/leagues", key, 200, wait_until)
    await ring.put(key_record(key, NOW, revoked_at=NOW))
    began = asyncio.get_running_loop().time()
    await becomes(http, "/api/v1/leagues", key, 401, wait_until)
    assert asyncio.get_running_loop().time() - began < 2


async def test_keys_stay_while_the_view_is_rebuilt_and_are_503_before_it_was_read(
    redis: redis_asyncio.Redis, http: httpx.AsyncClient, ring: Keys, wait_until: Callable
):
    key = new_key(ENVIRONMENT, "aaaaaaaa")
    await ring.put(key_record(key, NOW))
    assert await status_of(http, "/api/v1/leagues", key) == 503
    await ring.complete()
    await becomes(http, "/api/v1/leagues", key, 200, wait_until)
    await ring.complete("0")
    await ring.empty()
    async with gateway_of(redis) as other:
        await becomes(other, "/api/v1/leagues", key, 503, wait_until)
    assert await status_of(http, "/api/v1/leagues", key) == 200
    await ring.complete()
    await becomes(http, "/api/v1/leagues", key, 401, wait_until)


def test_the_document_asks_for_a_credential_where_the_edge_does():
    for auth in Auth:
        paths = build_api("0", auth).openapi()["paths"]
        security = paths["/api/v1/data/unified-odds/{sport}"]["get"]["security"]
        assert security[:2] == [{"bearer": ["read:odds"]}, {"apiKey": ["read:odds"]}]
        assert security[2:] == ([{}] if auth is Auth.OPEN else [])
        assert "security" not in paths["/health"]["get"]


async def test_no_credential_is_in_a_log_a_metric_or_an_answer(
    http: httpx.AsyncClient, ring: Keys, wait_until: Callable, logs: list
):
    good, lacking, unknown = (new_key(ENVIRONMENT, f"canary{number:02}") for number in range(3))
    await ring.put(key_record(good, NOW, scopes=("read:odds",)))
    await ring.put(key_record(lacking, NOW, scopes=("read:props",)))
    await ring.complete()
    await becomes(http, "/api/v1/leagues", good, 200, wait_until)
    answers = [
        await http.get(path, headers={name: value})
        for path in (ODDS, "/nothing", "/metrics")
        for key in (good, lacking, unknown)
        for name, value in (("x-api-key", key), ("authorization", f"Bearer {key}"), ("authorization", f"Basic {key}"))
    ]
    assert {answer.status_code for answer in answers} == {200, 401, 403, 404, 503}
    seen = repr(logs) + "".join(f"{answer.headers}{answer.text}" for answer in answers)
    assert len(logs) > 20, "refusals are logged"
    assert [key for key in (good, lacking, unknown) if key[15:47] in seen] == []
    assert PEPPER not in seen
