"""Guarantees of the whole surface: documented, bounded, never a 500."""

import asyncio
import json
import re
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from a1_gateway.app import build_api

SNAPSHOT = Path(__file__).parents[2] / "openapi.json"
GAMES = "/api/v1/data/unified-games/nba"
PATHS = sorted(path for path, methods in json.loads(SNAPSHOT.read_text())["paths"].items() if "get" in methods)


def test_the_document_is_the_one_that_was_reviewed():
    """After an intended change, run `python services/gateway/scripts/write_openapi.py`."""
    assert build_api("0").openapi() == json.loads(SNAPSHOT.read_text())


@pytest.mark.parametrize("path", ["/openapi.json", "/asyncapi.json", "/stream-openapi.json"])
async def test_the_documents_are_served(gateway, path: str):
    assert (await gateway.http.get(path)).json()["info"]["title"]


@pytest.mark.parametrize("page", ["/docs", "/redoc", "/docs/stream", "/docs/asyncapi"])
async def test_the_documentation_loads_nothing_from_another_origin(gateway, page: str):
    text = (await gateway.http.get(page)).text
    loaded = re.findall(r"(?:src|href)=['\"]([^'\"]+)", text)
    assert loaded
    for address in loaded:
        assert not re.match(r"(?:https?:)?//", address), address
        assert (await gateway.http.get(address)).status_code == 200, address


@pytest.mark.parametrize("script", ["/docs/redoc.js", "/docs/asyncapi-viewer.js"])
async def test_a_script_of_the_documentation_names_no_host_that_it_loads_from(gateway, script: str):
    text = (await gateway.http.get(script)).text
    assert len(text) > 100_000
    assert not re.search(r"""src:\s*["']https?://|cdn\.""", text)


async def test_metrics_parse_and_name_routes_by_template(gateway):
    await gateway.get(GAMES)
    await gateway.get(GAMES, limit=3)
    await gateway.http.get("/nothing/at/all")
    text = (await gateway.http.get("/metrics")).text
    samples = [s for family in text_string_to_metric_families(text) for s in family.samples]
    counted = {
        (sample.labels["route"], sample.labels["status"]): sample.value
        for sample in samples
        if sample.name == "gateway_requests_total"
    }
    assert counted["/api/v1/data/unified-games/{sport}", "200"] == 2
    assert counted["unmatched", "404"] == 1


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "not-found"),
        ("POST", "/health", 405, "method-not-allowed"),
        ("GET", f"{GAMES}?colour=red", 422, "unknown-parameter"),
        ("GET", f"{GAMES}?limit=none", 422, "bad-parameter"),
        ("GET", f"{GAMES}?team=%ff", 422, "bad-parameter"),
        ("GET", f"{GAMES}?team=%00", 422, "bad-parameter"),
        ("GET", "/api/v1/data/unified-games/football", 404, "unknown-sport"),
        ("GET", "/api/v1/data/player-stats/evt_nba_x", 404, "unknown-game"),
        ("GET", "/api/v1/ids/nobody", 404, "unknown-id"),
        ("GET", f"{GAMES}?team={'x' * 9000}", 414, "request-too-large"),
    ],
)
async def test_every_error_has_the_one_shape(gateway, method: str, path: str, status: int, code: str):
    answer = await gateway.http.request(method, path, headers={"x-request-id": "my-request-1"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == f"urn:a1betting:problem:{code}"
    assert problem["status"] == status
    assert problem["request_id"] == answer.headers["x-request-id"] == "my-request-1"


@pytest.mark.parametrize("path", [GAMES, f"{GAMES}?limit=3", "/health", "/livez", "/openapi.json"])
async def test_head_is_get_without_the_body(gateway, path: str):
    whole, head = await gateway.http.get(path), await gateway.http.head(path)
    assert head.status_code == whole.status_code
    assert head.content == b""
    assert head.headers["content-type"] == whole.headers["content-type"]


async def test_a_request_id_that_is_none_is_replaced(gateway):
    answer = await gateway.http.get(GAMES, headers={"x-request-id": 'bad "id"\t'})
    assert len(answer.headers["x-request-id"]) == 32


async def test_headers_and_bodies_are_bounded(gateway):
    assert (await gateway.http.get(GAMES, headers={"x-much": "x" * 17_000})).status_code == 431
    assert (await gateway.http.post("/health", content=b"x" * 70_000)).status_code == 413


async def test_a_fault_of_ours_is_a_problem_and_the_process_goes_on(gateway, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(gateway.views.leagues["nba"], "items", None)
    for path in (f"{GAMES}?limit=7", "/api/v1/data/unified-games/nba"):
        answer = await gateway.http.get(path)
        assert (answer.status_code, answer.json()["type"]) == (500, "urn:a1betting:problem:internal")
    assert (await gateway.http.get("/health")).status_code == 200


hostile = st.text(max_size=40) | st.sampled_from(
    ["\0", "' OR 1=1", "../../etc/passwd", "\ud800", "9" * 400, "-1", "NaN", "💥" * 80, "{}", "%s%n", "2026-99-99"]
)


@pytest.mark.parametrize("path", PATHS)
async def test_hostile_parameters_never_give_a_500(gateway, path: str):
    operation = json.loads(SNAPSHOT.read_text())["paths"][path]["get"]
    names = [parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "query"]
    loop = asyncio.get_running_loop()
    asked: list[tuple[str, list[tuple[str, str]]]] = []

    @settings(max_examples=25, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(hostile, st.lists(st.tuples(st.sampled_from(names) if names else st.text(max_size=9), hostile), max_size=4))
    def collect(segment: str, parameters: list[tuple[str, str]]) -> None:
        asked.append((segment, parameters))

    await loop.run_in_executor(None, collect)
    for segment, parameters in asked:
        raw = segment.encode(errors="surrogatepass")
        quoted = "".join(f"%{byte:02x}" for byte in raw) or "nba"
        place = path.partition("{")[0] + quoted if "{" in path else path
        query = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in parameters)
        answer = await gateway.http.get(httpx.URL(f"http://gateway{place}?{query}"))
        assert answer.status_code < 500 or _is_of_the_past(answer), (place, query)


def _is_of_the_past(answer: httpx.Response) -> bool:
    """Routes of the past have no database here, and say so."""
    return answer.status_code == 503 and answer.json()["type"].endswith("history-unavailable")


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode(errors="surrogatepass"))
