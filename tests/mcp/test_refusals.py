"""What is refused, by whom and with which reason."""

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from mcp.shared.exceptions import MCPError
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from tests.mcp.stack import OPEN, REQUIRED, Recorded, Stack, on_a_socket, stack, stream

from a1_edge_kit.settings import EdgeSettings
from a1_schemas.leagues import League
from a1_stream.mcp import gateway as of_gateway
from a1_stream.mcp.gateway import MAX_ANSWER_BYTES
from a1_testkit.brokers import free_port
from a1_testkit.canonical import event_id

LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
ACCEPTS = {"accept": "application/json, text/event-stream"}
FROM_ELSEWHERE = {"origin": "https://elsewhere.example.org"}


async def posted(url: str, headers: dict[str, str] | None = None, body: Any = LIST) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False, timeout=30) as http:
        return await http.post(url, json=body, headers=ACCEPTS | (headers or {}))


@asynccontextmanager
async def before(app: ASGIApp) -> AsyncGenerator[Stack]:
    """Serve the tools before an application that is not the gateway's."""
    async with on_a_socket(app) as url, stream(OPEN, url) as (address, registry):
        yield Stack(address, OPEN, registry, Recorded(app), None)


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer no-token"}, {"x-api-key": "a1_dev_unknown"}])
async def test_without_a_good_credential_everything_is_the_same_401(headers: dict[str, str]):
    async with stack(REQUIRED) as served:
        answer = await posted(served.url, headers)
        assert served.asked.requests == []
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
    assert answer.json()["type"] == "urn:a1betting:problem:unauthorized"


async def test_a_scope_that_lacks_is_refused_by_the_gateway_and_named():
    async with stack(REQUIRED) as served:
        reader = served.holding("read:games")
        found = await reader.answer("find_game", league="nba")
        refused = await reader.refusal("best_price", league="nba")
        of_part = await reader.refusal("game_state", event_id=event_id(1), include=["best"])
        assert served.calls("best_price", "refused") == 1
    assert [row["event_id"] for row in found["data"]] == [event_id(1)]
    assert (refused["reason"], of_part["reason"]) == ("forbidden", "forbidden")
    assert "read:analytics" in refused["detail"]
    assert "read:odds" in of_part["detail"]


async def test_the_gateway_sees_the_callers_credential_and_the_requests_id_and_no_other_header():
    async with stack(REQUIRED) as served:
        reader = served.holding("read:games")
        await reader.answer("find_game", league="nba")
        [(path, headers)] = served.asked.requests
    assert path == "/api/v1/data/unified-games/nba"
    assert headers["authorization"].startswith("Bearer ")
    assert headers["x-forwarded-for"] == "127.0.0.1"
    assert len(headers["x-request-id"]) == 32
    ours = {"host", "accept", "accept-encoding", "connection", "user-agent"}
    assert headers.keys() == ours | {"authorization", "x-forwarded-for", "x-request-id"}


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [("203.0.113.9, 198.51.100.7", "198.51.100.7"), ("2001:db8:0:1:2:3:4:5", "2001:db8:0:1::")],
)
async def test_the_gateway_limits_the_client_that_a_listed_proxy_saw(forwarded: str, client: str):
    behind_a_proxy = EdgeSettings.model_validate({"trusted_proxies": ["127.0.0.1"], "limit_per_minute": 2})
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call"}
    asked = {"name": "explain_freshness", "arguments": {"league": "nba"}}
    async with stack(behind_a_proxy) as served:
        headers = {"x-forwarded-for": forwarded}
        answers = [await posted(served.url, headers, call | {"params": asked}) for _ in range(3)]
        seen = {headers["x-forwarded-for"] for _, headers in served.asked.requests}
    first, second, third = answers
    assert seen == {client}
    assert first.json()["result"]["isError"] is False
    assert second.json()["result"]["isError"] is False
    assert (third.status_code, third.json()["type"]) == (429, "urn:a1betting:problem:rate-limited")


@pytest.mark.parametrize(
    ("tool", "asked", "parameter", "allowed"),
    [
        ("find_game", {"league": "nfx"}, "league", [*League]),
        ("find_game", {"league": "NBA"}, "league", [*League]),
        ("find_game", {"league": "nba", "status": ["over"]}, "status.0", "scheduled"),
        ("find_game", {}, "league", [*League]),
        ("find_game", {"league": "nba", "limit": 51}, "limit", None),
        ("find_game", {"league": "nba", "limit": 0}, "limit", None),
        ("find_game", {"league": "nba", "team": ["lal"] * 11}, "team", None),
        ("find_game", {"league": "nba", "starts_from": "2026-11-25T19:00:00"}, "starts_from", None),
        ("game_state", {"event_id": "../../health"}, "event_id", None),
        ("game_state", {"event_id": "a?include=odds"}, "event_id", None),
        ("props_for_player", {"league": "nba", "player": ""}, "player", None),
        ("opportunities", {"league": "nba", "min_profit": "nan"}, "min_profit", None),
    ],
)
async def test_a_value_out_of_bounds_is_refused_before_anything_is_asked(
    tool: str, asked: dict[str, Any], parameter: str, allowed: list[str] | str | None
):
    async with stack() as served:
        refused = await served.refusal(tool, **asked)
        assert served.asked.requests == []
    assert (refused["reason"], refused["parameter"]) == ("bad-parameter", parameter)
    if isinstance(allowed, str):
        assert allowed in refused["allowed"]
    else:
        assert refused.get("allowed") == allowed


@pytest.mark.parametrize("name", ["api_key", "sort", "authorization"])
async def test_an_argument_that_a_tool_does_not_have_is_refused_and_not_left_out(name: str):
    async with stack() as served:
        refused = await served.refusal("explain_freshness", **{"league": "nba", name: "x"})
    assert (refused["reason"], refused["parameter"]) == ("unknown-parameter", name)
    assert refused["allowed"] == ["league"]


@pytest.mark.parametrize(
    ("tool", "asked", "reason"),
    [
        ("game_state", {"event_id": event_id(7)}, "unknown-game"),
        ("props_for_player", {"league": "nba", "player": "zz"}, "bad-parameter"),
        ("find_game", {"league": "nba", "cursor": "no-cursor"}, "bad-parameter"),
        ("movements", {"event_id": event_id(1)}, "history-unavailable"),
    ],
)
async def test_a_refusal_of_the_gateway_is_passed_on_with_its_reason(tool: str, asked: dict[str, Any], reason: str):
    async with stack() as served:
        refused = await served.refusal(tool, **asked)
    assert refused["reason"] == reason
    assert refused["title"]
    assert refused["detail"]
    assert len(refused["request_id"]) == 32


async def test_a_name_that_is_nearly_right_comes_with_what_may_have_been_meant():
    async with stack() as served:
        refused = await served.refusal("find_game", league="nba", team=["lakerz"])
    assert (refused["reason"], refused["parameter"]) == ("bad-parameter", "team")
    assert "Los Angeles Lakers" in refused["near"]


async def test_a_tool_that_there_is_not_is_an_error_of_the_protocol():
    async with stack() as served, served.client() as client:
        with pytest.raises(MCPError, match="There is no such tool"):
            await client.call_tool("place_bet", {})


async def test_a_gateway_that_is_away_is_said_and_counted():
    async with stream(OPEN, f"http://127.0.0.1:{free_port()}") as (url, registry):
        served = Stack(url, OPEN, registry, Recorded(PlainTextResponse()), None)
        refused = await served.refusal("find_game", league="nba")
        assert served.calls("find_game", "gateway-away") == 1
    assert (refused["reason"], refused["retry_after_s"]) == ("gateway-unavailable", 2)


async def test_a_gateway_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch):
    async def silent(scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    monkeypatch.setattr(of_gateway, "_ANSWER_S", 0.2)
    async with before(silent) as served:
        refused = await served.refusal("find_game", league="nba")
    assert refused["reason"] == "gateway-unavailable"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Response("<html>", 502), "gateway-unavailable"),
        (Response("{}", 307, {"location": "http://127.0.0.1:1/"}), "gateway-unavailable"),
        (Response("{}"), "gateway-unavailable"),
        (Response(b"\xff"), "gateway-unavailable"),
        (Response(b'{"type": 7}', 500), "gateway-unavailable"),
        (Response(b"[" + b"1," * (MAX_ANSWER_BYTES // 2) + b"1]"), "answer-too-large"),
    ],
)
async def test_an_answer_that_cannot_be_used_is_refused(answer: Response, reason: str):
    async with before(answer) as served:
        refused = await served.refusal("find_game", league="nba")
    assert refused["reason"] == reason


async def test_a_refusal_that_says_when_to_try_again_is_passed_on_with_it():
    problem = {"type": "urn:a1betting:problem:rate-limited", "title": "Too many requests", "detail": "d", "status": 429}
    async with before(JSONResponse(problem, 429, {"retry-after": "7"})) as served:
        refused = await served.refusal("find_game", league="nba")
    assert refused == {"reason": "rate-limited", "title": "Too many requests", "detail": "d", "retry_after_s": 7}


async def test_a_page_of_a_stranger_may_not_ask_and_one_that_is_listed_may():
    async with stack(origins=("https://listed.example.org",)) as served:
        strange = await posted(served.url, FROM_ELSEWHERE)
        listed = await posted(served.url, {"origin": "https://listed.example.org"})
        local = await posted(served.url, {"origin": "http://localhost:5173"})
    assert (strange.status_code, strange.json()["type"]) == (403, "urn:a1betting:problem:origin-refused")
    assert (listed.status_code, local.status_code) == (200, 200)
    assert listed.headers["access-control-allow-origin"] == "https://listed.example.org"


async def test_a_browsers_preflight_admits_the_headers_of_the_protocol():
    asked = {
        "origin": "http://localhost:5173",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type,mcp-method,mcp-name,mcp-protocol-version",
    }
    async with stack() as served, httpx.AsyncClient(trust_env=False) as http:
        answer = await http.options(served.url, headers=asked)
    assert answer.status_code == 200


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
async def test_messages_are_posted_and_nothing_is_held_open(method: str):
    async with stack() as served, httpx.AsyncClient(trust_env=False) as http:
        answer = await http.request(method, served.url, headers=ACCEPTS)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


async def test_a_message_that_is_too_large_is_not_read():
    async with stack() as served:
        answer = await posted(served.url, body=LIST | {"params": {"padding": "x" * 70_000}})
    assert answer.status_code == 413


async def test_without_a_gateway_there_is_no_server_of_tools():
    async with stream(OPEN, None) as (url, _):
        answer = await posted(url)
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:a1betting:problem:not-found")


async def test_an_answer_is_counted_and_has_the_headers_of_the_port():
    async with stack() as served:
        answer = await posted(served.url)
        counted = served.registry.get_sample_value("stream_http_answers_total", {"mode": "mcp", "status": "200"})
    assert counted == 1
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["ratelimit-policy"]
    assert len(answer.headers["x-request-id"]) == 32


async def test_no_credential_is_in_a_log_or_an_answer(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
):
    caplog.set_level(logging.DEBUG)
    async with stack(REQUIRED) as served:
        reader = served.holding("read:games")
        token = reader.headers["authorization"].removeprefix("Bearer ")
        found = await reader.call("find_game", league="nba")
        refused = await reader.call("best_price", league="nba")
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(("httpcore2", "mcp.client"))]
    assert token not in "".join((*ours, *capfd.readouterr(), str(found), str(refused)))
