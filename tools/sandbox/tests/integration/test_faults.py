"""Bad days on request, each at one provider and for a while."""

import json
from typing import Any

import httpx
import pytest

BOARD = "/espn/apis/site/v2/sports/basketball/nba/scoreboard"
LEAGUES = "/prizepicks/leagues"
ODDS = "/odds/v4/sports/basketball_nba/odds?apiKey=k&regions=us"


async def start(client: httpx.AsyncClient, provider: str, kind: str, for_s: float = 30) -> None:
    answer = await client.post("/_sandbox/faults", json={"provider": provider, "kind": kind, "for_s": for_s})
    assert answer.status_code == 200


async def test_a_fault_is_one_providers_and_ends_by_itself(world_client: httpx.AsyncClient, watch: Any) -> None:
    await start(world_client, "espn", "server-error", for_s=10)
    assert (await world_client.get(BOARD)).status_code == 500
    assert (await world_client.get(LEAGUES)).status_code == 200
    watch.seconds += 11
    assert (await world_client.get(BOARD)).status_code == 200


async def test_too_many_requests_say_when_to_come_back(world_client: httpx.AsyncClient) -> None:
    await start(world_client, "prizepicks", "rate-limited", for_s=12)
    answer = await world_client.get(LEAGUES)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "12")


async def test_a_truncated_body_is_no_json(world_client: httpx.AsyncClient) -> None:
    await start(world_client, "espn", "truncated")
    answer = await world_client.get(BOARD)
    assert answer.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        answer.json()


async def test_a_page_comes_with_200(world_client: httpx.AsyncClient) -> None:
    await start(world_client, "espn", "html")
    answer = await world_client.get(BOARD)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")


async def test_an_oversized_body_passes_eight_mebibytes(world_client: httpx.AsyncClient) -> None:
    await start(world_client, "prizepicks", "oversized")
    assert len((await world_client.get(LEAGUES)).content) == 33 * 1024 * 1024


async def test_a_frozen_provider_repeats_itself_while_the_world_goes_on(
    world_client: httpx.AsyncClient, watch: Any
) -> None:
    await start(world_client, "odds", "frozen", for_s=1000)
    before = (await world_client.get(ODDS)).content
    watch.seconds += 300
    assert (await world_client.get(ODDS)).content == before
    watch.seconds += 1000
    assert (await world_client.get(ODDS)).content != before


async def test_a_wrong_clock_shows_in_what_the_provider_stamps_and_not_in_its_fixtures(
    world_client: httpx.AsyncClient,
) -> None:
    right = (await world_client.get(ODDS)).json()
    await start(world_client, "odds", "wrong-clock")
    wrong = (await world_client.get(ODDS)).json()
    assert [event["commence_time"] for event in wrong] == [event["commence_time"] for event in right]
    stamps = [event["bookmakers"][0]["last_update"] for event in (right[0], wrong[0])]
    assert stamps[0] < stamps[1]


async def test_a_slow_provider_keeps_its_callers_waiting(world_client: httpx.AsyncClient) -> None:
    await start(world_client, "espn", "latency")
    with pytest.raises(httpx.ReadTimeout):
        await world_client.get(BOARD, timeout=0.3)


@pytest.mark.parametrize("order", [{}, {"provider": "espn", "kind": "sulking", "for_s": 1}, {"provider": "espn"}])
async def test_an_order_that_is_not_understood_is_refused(
    world_client: httpx.AsyncClient, order: dict[str, Any]
) -> None:
    assert (await world_client.post("/_sandbox/faults", json=order)).status_code == 422
