"""Kelly stakes and closing-line value of what a client posts, over a gateway without Redis."""

import json
from collections.abc import AsyncGenerator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import httpx
import pytest
import redis.asyncio as redis_asyncio
from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp, Message

from a1_gateway.app import Build, create_app
from a1_gateway.closing_prices import Close, TakenSide
from a1_gateway.settings import Settings
from a1_gateway.snapshot.views import Views
from a1_testkit.canonical import NOW
from a1_testkit.clocks import ManualClock

KELLY, CLV = "/api/v1/kelly", "/api/v1/clv"
BET: dict[str, Any] = {"probability": 0.55, "price": 2}
OURS = {"price": 2.25, "event_id": "evt_nba_1", "market": "moneyline", "selection": "home"}


@pytest.fixture
def app() -> ASGIApp:
    build = Build(version="0", commit="0", started_at=NOW)
    return create_app(Settings(), Views(), redis_asyncio.Redis(), ManualClock(), CollectorRegistry(), build)


@pytest.fixture
async def http(app: ASGIApp) -> AsyncGenerator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway") as client:
        yield client


async def post(http: httpx.AsyncClient, path: str, body: object) -> dict[str, Any]:
    answer = await http.post(path, json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


async def refused(http: httpx.AsyncClient, path: str, body: object) -> tuple[int, str, str]:
    text = body if isinstance(body, str) else json.dumps(body)
    answer = await http.post(path, content=text)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    return answer.status_code, problem["type"].rpartition(":")[2], problem["parameter"]


async def test_a_quarter_of_kelly_is_staked_unless_a_fraction_is_sent(http: httpx.AsyncClient):
    quarter = await post(http, KELLY, {"bets": [BET]})
    assert quarter["stakes"] == [{"stake": 0.025, "amount": None, "reason": None}]
    whole = await post(http, KELLY, {"bets": [BET], "fraction": 1, "bankroll": 1234.5})
    assert whole == {"stakes": [{"stake": 0.1, "amount": 123.45, "reason": None}], "growth": 0.005008367}


async def test_a_probability_moves_half_of_its_way_to_the_market(http: httpx.AsyncClient):
    bet = BET | {"probability": 0.6, "market_probability": 0.5}
    asked: dict[str, Any] = {"bets": [bet], "fraction": 1}
    assert (await post(http, KELLY, asked))["stakes"][0]["stake"] == 0.1
    assert (await post(http, KELLY, asked | {"shrink": 0}))["stakes"][0]["stake"] == 0.2
    assert (await post(http, KELLY, asked | {"shrink": 1}))["stakes"][0]["reason"] == "no-edge"


async def test_bets_that_are_open_together_stake_less_each(http: httpx.AsyncClient):
    plan = await post(http, KELLY, {"bets": [BET | {"event_id": name} for name in "abc"], "fraction": 1})
    assert [stake["stake"] for stake in plan["stakes"]] == pytest.approx([0.0980016] * 3, abs=1e-7)


async def test_exclusive_outcomes_insure_each_other(http: httpx.AsyncClient):
    rows = ((0.5, 2.1), (0.3, 3.25), (0.2, 4.0))
    bets = [{"probability": chance, "price": price, "event_id": "a"} for chance, price in rows]
    plan = await post(http, KELLY, {"bets": bets, "exclusive": True, "fraction": 1})
    assert [stake["stake"] for stake in plan["stakes"]] == [0.059322034, 0.015254237, 0]
    assert [stake["reason"] for stake in plan["stakes"]] == [None, None, "no-edge"]


@pytest.mark.parametrize(
    ("caps", "stakes"),
    [({"bet": 0.05}, [0.05, 0.05]), ({"day": 0.1}, [0.05, 0.05]), ({"game": 0.02}, [0.02, 0.02])],
)
async def test_caps_bound_stakes(http: httpx.AsyncClient, caps: dict[str, float], stakes: list[float]):
    plan = await post(http, KELLY, {"bets": [BET, BET], "fraction": 1, "caps": caps})
    assert [stake["stake"] for stake in plan["stakes"]] == stakes


async def test_a_limit_is_in_the_bankrolls_currency(http: httpx.AsyncClient):
    limited = BET | {"limit": 20}
    plan = await post(http, KELLY, {"bets": [limited], "fraction": 1, "bankroll": 1000})
    assert plan["stakes"] == [{"stake": 0.02, "amount": 20, "reason": None}]
    share = await post(http, KELLY, {"bets": [BET | {"limit": 0.03}], "fraction": 1})
    assert share["stakes"][0]["stake"] == 0.03


@pytest.mark.parametrize(
    ("body", "code", "parameter"),
    [
        ('{"bets": [{"probability": NaN, "price": 2}]}', "bad-parameter", "bets.0.probability"),
        ('{"bets": [{"probability": 0.5, "price": Infinity}]}', "bad-parameter", "bets.0.price"),
        ('{"bets": [{"probability": 0.5, "price": 1e999}]}', "bad-parameter", "bets.0.price"),
        ({"bets": [BET] * 7}, "bad-parameter", "bets"),
        ({"bets": []}, "bad-parameter", "bets"),
        ({"bets": [BET], "bankroll": -1}, "bad-parameter", "bankroll"),
        ({"bets": [BET], "bankroll": 0}, "bad-parameter", "bankroll"),
        ({"bets": [BET], "fraction": 1.5}, "bad-parameter", "fraction"),
        ({"bets": [BET], "shrink": -0.1}, "bad-parameter", "shrink"),
        ({"bets": [BET], "caps": {"day": 2}}, "bad-parameter", "caps.day"),
        ({"bets": [BET], "caps": {"week": 1}}, "unknown-parameter", "caps.week"),
        ({"bets": [BET], "mode": "all-in"}, "unknown-parameter", "mode"),
        ({"bets": [BET | {"odds": 2}]}, "unknown-parameter", "bets.0.odds"),
        ({"bets": [BET | {"probability": 0}]}, "bad-parameter", "bets.0.probability"),
        ({"bets": [BET | {"probability": 1}]}, "bad-parameter", "bets.0.probability"),
        ({"bets": [BET | {"probability": "0.5"}]}, "bad-parameter", "bets.0.probability"),
        ({"bets": [BET | {"probability": True}]}, "bad-parameter", "bets.0.probability"),
        ({"bets": [BET, BET | {"price": 1}]}, "bad-parameter", "bets.1.price"),
        ({"bets": [BET | {"price": -110}]}, "bad-parameter", "bets.0.price"),
        ({"bets": [BET | {"push_probability": 0.45}]}, "bad-parameter", "bets.0.push_probability"),
        ({"bets": [BET | {"push_probability": 0.1}], "exclusive": True}, "bad-parameter", "bets.0.push_probability"),
        ({"bets": [BET, BET], "exclusive": True}, "bad-parameter", "bets"),
        ({"bets": [BET | {"event_id": "a"}] * 2}, "correlated-legs", "bets"),
        ({}, "bad-parameter", "bets"),
        ("[]", "bad-parameter", "body"),
        ("", "bad-parameter", "body"),
        ("[" * 9000, "bad-parameter", "body"),
        ('{"bets": "\\ud83d"}', "bad-parameter", "body"),
    ],
)
async def test_kelly_refuses_by_the_name_of_the_field(http: httpx.AsyncClient, body: object, code: str, parameter: str):
    assert await refused(http, KELLY, body) == (422, code, parameter)


async def test_a_body_is_at_most_64_kib(http: httpx.AsyncClient):
    async def pieces() -> AsyncGenerator[bytes]:
        for _ in range(70):
            yield b" " * 1000

    assert (await http.post(KELLY, content=pieces())).status_code == 413


async def test_a_client_that_leaves_in_the_middle_of_its_body_is_no_fault_of_ours(app: ASGIApp):
    sent: list[Message] = []
    scope = {"type": "http", "method": "POST", "path": KELLY, "query_string": b"", "headers": []}

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    assert sent[0]["status"] == 422
    assert json.loads(sent[1]["body"])["detail"] == "It did not arrive whole."


async def test_the_value_at_the_close_has_ratio_probability_and_profit(http: httpx.AsyncClient):
    sides = {"price": 1.9090909, "close": {"taken_side": 1.7692308, "other_side": 2.1}}
    fair = {"price": 2.25, "close": {"fair_price": 2.1}}
    first, second = await post(http, CLV, {"bets": [sides, fair]})
    assert first["fair_probability"] == pytest.approx(0.5427435, abs=1e-6)
    assert first["ev"] == pytest.approx(0.036147, abs=1e-6)
    assert first["price_ratio"] == pytest.approx(0.0790514, abs=1e-6)
    assert second == {"price_ratio": 0.071428571, "fair_probability": 0.476190476, "ev": 0.071428571, "reason": None}


async def test_a_close_of_one_side_has_a_ratio_and_no_fair_probability(http: httpx.AsyncClient):
    (row,) = await post(http, CLV, {"bets": [{"price": 1.8, "close": {"taken_side": 1.6666667}}]})
    assert row == {"price_ratio": 0.079999978, "fair_probability": None, "ev": None, "reason": "market-incomplete"}


async def test_a_close_that_has_no_margin_to_take_out_is_refused_in_its_row(http: httpx.AsyncClient):
    bets = [{"price": 2.2, "close": {"taken_side": 2.1, "other_side": 2.1}}]
    (row,) = await post(http, CLV, {"bets": bets, "method": "shin"})
    assert (row["ev"], row["reason"]) == (None, "no-margin")


@pytest.mark.parametrize(
    ("bet", "code", "parameter"),
    [
        ({"price": 2, "close": {}}, "bad-parameter", "bets.0.close.taken_side"),
        ({"price": 2, "close": {"fair_price": 2, "taken_side": 2}}, "bad-parameter", "bets.0.close.fair_price"),
        ({"price": 2, "close": {"taken_side": 0.5}}, "bad-parameter", "bets.0.close.taken_side"),
        ({"price": 1, "close": {"fair_price": 2}}, "bad-parameter", "bets.0.price"),
        ({"price": 2}, "bad-parameter", "bets.0.close"),
        ({"price": 2, "event_id": "e"}, "bad-parameter", "bets.0.market"),
        ({"price": 2, "event_id": "e", "market": "moneyline"}, "bad-parameter", "bets.0.selection"),
        ({"price": 2, "event_id": "e", "market": "lottery"}, "bad-parameter", "bets.0.market"),
        ({"price": 2, "closing": 2}, "unknown-parameter", "bets.0.closing"),
    ],
)
async def test_clv_refuses_by_the_name_of_the_field(
    http: httpx.AsyncClient, bet: dict[str, Any], code: str, parameter: str
):
    assert await refused(http, CLV, {"bets": [bet]}) == (422, code, parameter)


async def test_clv_takes_a_hundred_bets(http: httpx.AsyncClient):
    bet = {"price": 2, "close": {"fair_price": 2}}
    assert len(await post(http, CLV, {"bets": [bet] * 100})) == 100
    assert await refused(http, CLV, {"bets": [bet] * 101}) == (422, "bad-parameter", "bets")


async def test_our_own_closes_need_the_history(http: httpx.AsyncClient):
    answer = await http.post(CLV, json={"bets": [OURS]})
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:a1betting:problem:history-unavailable")
    assert answer.headers["retry-after"] == "2"


class OneClose:
    """A history with the close of one team."""

    async def close_of(self, taken: TakenSide, /) -> Close | None:
        return Close(Decimal(2), (Decimal(2),)) if taken.selection == "home" else None


def innermost(app: Any) -> Any:
    """The application behind everything that wraps it."""
    while not hasattr(app, "state"):
        app = app.app if hasattr(app, "app") else app._app
    return app


async def test_a_bet_on_a_game_of_ours_has_our_close_or_none(app: Any, http: httpx.AsyncClient):
    state = innermost(app).state
    state.gateway = replace(state.gateway, closes=OneClose())
    home, away = await post(http, CLV, {"bets": [OURS, OURS | {"selection": "away"}]})
    assert home == {"price_ratio": 0.125, "fair_probability": 0.5, "ev": 0.125, "reason": None}
    assert away == {"price_ratio": None, "fair_probability": None, "ev": None, "reason": "no-close"}


@pytest.mark.parametrize("path", [KELLY, CLV])
async def test_the_documented_example_is_answered(http: httpx.AsyncClient, path: str):
    document = (await http.get("/openapi.json")).json()
    body = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["example"]
    assert (await http.post(path, json=body)).status_code == 200
