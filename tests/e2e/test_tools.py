"""The MCP server of a stack, as the index of the gateway names it."""

from typing import Any

import httpx
import httpx2
import pytest
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client

from a1_schemas.providers import Provider
from a1_testkit.machine import scaled
from a1_testkit.waiting import wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


async def test_the_tools_answer_what_rest_answers(stack: dict[str, Any]) -> None:
    async with httpx.AsyncClient(base_url=stack["gateway_url"], timeout=scaled(30), trust_env=False) as rest:
        links = (await rest.get("/api/v1")).json()["links"]

        async def games() -> list[str]:
            page = await rest.get("/api/v1/data/unified-games/nba", params={"limit": 50})
            return [game["event_id"] for game in page.json()["data"]]

        async with (
            httpx2.AsyncClient(trust_env=False, timeout=scaled(30)) as http,
            Client(streamable_http_client(links["mcp"], http_client=http)) as client,
        ):

            async def answer(tool: str, **asked: Any) -> dict[str, Any]:
                result = await client.call_tool(tool, asked)
                assert not result.is_error, result
                return result.structured_content

            async def are_all_explained() -> bool:
                explained = await answer("explain_freshness", league="nba")
                return {source["provider"] for source in explained["data"][0]["sources"]} == set(Provider)

            await wait_until(games, within=60, description="games of the NBA")
            await wait_until(are_all_explained, within=60, description="a source of each provider")
            before, found, after = await games(), await answer("find_game", league="nba", limit=50), await games()
            game = found["data"][0]["event_id"]
            state = await answer("game_state", event_id=game, include=["best", "injuries"])

            async def movements() -> list[dict[str, Any]]:
                return [row for each in found["data"] for row in (await moved(each["event_id"]))]

            async def moved(event_id: str) -> list[dict[str, Any]]:
                result = await client.call_tool("movements", {"event_id": event_id, "limit": 1})
                return [] if result.is_error else result.structured_content["data"]

            await wait_until(movements, within=60, description="movements of a game")
            first, *_ = await movements()
    assert [row["event_id"] for row in found["data"]] in (before, after)
    assert state["data"][0]["game"]["event_id"] == game
    assert found["freshness"] in ("fresh", "partly-stale")
    assert 0 <= found["age_s"] < scaled(120)
    assert found["cursor"].startswith("v1.")
    assert first["open"]["price"] > 1
