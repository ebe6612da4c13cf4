"""Every route of the running server answers what its model says."""

import inspect
from collections.abc import AsyncIterator
from typing import Any

import pytest

from a1betting import Client, Pages, ProblemError
from a1betting.routes import Routes

LISTS = sorted(
    name
    for name, method in inspect.getmembers(Routes, inspect.isfunction)
    if name.startswith("list_") and "sport" in inspect.signature(method).parameters
)


@pytest.fixture
async def client(url: str) -> AsyncIterator[Client]:
    async with Client(url) as client:
        yield client


async def a_game(client: Client) -> str:
    return (await client.list_games("nba", limit=1)).data[0].event_id


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_is_read_whole(client: Client, name: str) -> None:
    made = getattr(client, name)("all")
    page = await made
    assert page.meta.view == "complete"
    if isinstance(made, Pages):
        limited: Pages[Any, Any] = getattr(client, name)("all", limit=500)
        assert len([item async for item in limited]) >= len(page.data) > 0 or not page.data


async def test_pages_of_two_have_all_that_one_page_has(client: Client) -> None:
    whole = {game.event_id async for game in client.list_games("nba", limit=500)}
    assert {game.event_id async for game in client.list_games("nba", limit=2)} >= whole
    assert len(whole) > 2


async def test_what_belongs_to_a_game_is_found_by_its_id(client: Client) -> None:
    event_id = await a_game(client)
    assert (await client.get_game(event_id)).data.game.event_id == event_id
    assert (await client.get_ids(event_id)).event_id == event_id
    assert (await client.list_player_stats(event_id)).meta.totals is not None
    assert (await client.list_player_stats_of_providers(event_id)).meta.view == "complete"
    assert (await client.list_grades(event_id)).meta.count >= 0


@pytest.mark.parametrize(
    "name",
    ["list_leagues", "list_known_leagues", "list_markets", "list_stat_types", "list_contests", "list_bookmakers"],
)
async def test_vocabularies_are_read(client: Client, name: str) -> None:
    assert (await getattr(client, name)()).data


async def test_health_is_read(client: Client) -> None:
    assert (await client.get_detailed_health()).status
    assert (await client.get_health()).status
    assert (await client.get_brief_health()).status


async def test_a_misspelt_word_is_answered_with_the_nearest_one(client: Client) -> None:
    books = [book async for book in client.list_odds("nba", limit=1)]
    assert books
    with pytest.raises(ProblemError) as caught:
        await client.list_odds("nba", bookmaker="draftkngs")
    assert caught.value.code == "bad-parameter"
    assert "draftkings" in caught.value.near
