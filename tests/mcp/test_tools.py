"""Each tool through the SDK's own client, compared with what the gateway has."""

from datetime import timedelta
from typing import Any

import pytest
from tests.mcp.stack import TARGETS, stack

from a1_schemas.leagues import League
from a1_schemas.vocabulary import EventStatus, Kind, SourceReason, SourceState
from a1_stream.mcp.freshness import EVERY_FEED, OF_GAMES, OF_INJURIES, OF_NEWS, OF_ODDS, OF_PROPS, OF_STATISTICS
from a1_stream.mcp.tools import TOOLS
from a1_testkit.canonical import NOW, a_status, an_event, event_id

GAME = event_id(1)
AGES = {"stale": 605.0, "fresh": 5.0, "partly-stale": 605.0, "unknown": None}
"""Of the feeds that these answers rest on, in seconds."""


async def test_the_tools_are_listed_with_closed_sets_bounds_and_what_they_answer():
    async with stack() as served, served.client() as client:
        listed = (await client.list_tools()).tools
    assert [tool.name for tool in listed] == [row.name for row in TOOLS]
    for tool in listed:
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        assert tool.output_schema is not None
        assert set(tool.output_schema["required"]) >= {"freshness", "age_s", "cursor", "data", "next_page"}
        assert tool.input_schema["additionalProperties"] is False
        assert all(each["description"] for each in tool.input_schema["properties"].values())
    by_name = {tool.name: tool.input_schema["properties"] for tool in listed}
    assert by_name["find_game"]["league"]["enum"] == [*League]
    assert by_name["find_game"]["status"]["items"]["enum"] == [*EventStatus]
    assert (by_name["find_game"]["limit"]["minimum"], by_name["find_game"]["limit"]["maximum"]) == (1, 50)


async def test_no_tool_takes_a_credential_as_an_argument():
    words = {"key", "token", "api_key", "authorization", "credential", "password"}
    assert all(words.isdisjoint(row.arguments.model_fields) for row in TOOLS)


async def test_an_answer_says_whether_it_is_fresh_how_old_it_is_and_where_the_stream_goes_on():
    async with stack() as served:
        answer = await served.answer("find_game", league="nba")
    assert served.cursor is not None
    assert answer["cursor"] == served.cursor
    assert {name: answer[name] for name in ("freshness", "age_s", "view", "generated_at")} == {
        "freshness": "fresh",
        "age_s": 5.0,
        "view": "complete",
        "generated_at": "2026-11-25T19:00:05Z",
    }
    assert answer["sources"] == [
        {"provider": "espn", "feed": "scoreboard", "state": "up", "reason": "content-new", "age_s": 5.0}
    ]


async def test_a_game_is_found_by_team_status_and_start():
    later = (Kind.EVENTS, event_id(3), an_event(3, status=EventStatus.POSTPONED))
    async with stack(more=[later]) as served, served.client() as client:

        async def found(**asked: Any) -> list[str]:
            answer = await client.call_tool("find_game", {"league": "nba"} | asked)
            return [row["event_id"] for row in answer.structured_content["data"]]

        assert await found() == [GAME, event_id(3)]
        assert await found(team=["lakers"], status=["scheduled"]) == [GAME]
        assert await found(starts_from=(NOW + timedelta(hours=2)).isoformat()) == [event_id(3)]
        assert await found(starts_to=(NOW + timedelta(hours=2)).isoformat()) == [GAME]


async def test_a_list_goes_on_at_its_next_page():
    more = [(Kind.EVENTS, event_id(number), an_event(number)) for number in (2, 3)]
    async with stack(more=more) as served:
        first = await served.answer("find_game", league="nba", limit=2)
        second = await served.answer("find_game", league="nba", limit=2, cursor=first["next_page"])
    assert [row["event_id"] for row in (*first["data"], *second["data"])] == [event_id(each) for each in (1, 2, 3)]
    assert second["next_page"] is None


async def test_a_game_comes_with_the_parts_that_are_asked_for():
    async with stack() as served:
        [alone] = (await served.answer("game_state", event_id=GAME))["data"]
        [whole] = (await served.answer("game_state", event_id=GAME, include=["best", "injuries"]))["data"]
    assert alone["game"]["status"] == "scheduled"
    assert alone.keys() == {"game"}
    assert whole.keys() == {"game", "best", "injuries"}
    assert [side["price"] for side in whole["best"][0]["sides"]] == [2.05, 1.91]


async def test_best_prices_are_those_of_the_asked_market():
    async with stack() as served:
        [row] = (await served.answer("best_price", league="nba", event_id=GAME, market=["moneyline"]))["data"]
        spread = await served.answer("best_price", league="nba", market=["spread"])
    [market] = row["best"]
    assert {side["selection"]: (side["price"], side["bookmakers"]) for side in market["sides"]} == {
        "home": (1.91, ["draftkings"]),
        "away": (2.05, ["draftkings"]),
    }
    assert spread["data"] == []


async def test_a_players_props_have_the_lines_of_every_book():
    async with stack() as served:
        [row] = (await served.answer("props_for_player", league="nba", player="lebron james", stat_type=["points"]))[
            "data"
        ]
        other = await served.answer("props_for_player", league="nba", player="lebron james", stat_type=["assists"])
    assert [line["line"] for line in row["books"]["prizepicks"]["lines"]] == [25.5, 22.5]
    assert other["data"] == []


async def test_injuries_are_found_by_status():
    async with stack() as served:
        [row] = (await served.answer("injuries", league="nba", status=["out"]))["data"]
        well = await served.answer("injuries", league="nba", status=["probable"])
    assert (row["player"]["name"], row["status"], row["freshness"]) == ("LeBron James", "out", "fresh")
    assert well["data"] == []


async def test_opportunities_are_open_ones_of_a_kind_and_a_least_profit():
    async with stack() as served:
        asked: dict[str, Any] = {"league": "nba", "kind": ["arbitrage"]}
        [row] = (await served.answer("opportunities", **asked, min_profit=0.00001))["data"]
        richer = await served.answer("opportunities", **asked, min_profit=0.5)
        ended = await served.answer("opportunities", **asked, state=["ended"])
    assert (row["kind"], row["profit"], [leg["price"] for leg in row["legs"]]) == ("arbitrage", 0.037, [2.1, 2.05])
    assert (richer["data"], ended["data"]) == ([], [])


async def test_predictions_are_probabilities_by_selection():
    async with stack() as served:
        [row] = (await served.answer("predictions", league="nba", event_id=GAME))["data"]
    assert (row["model"], row["probabilities"]) == ("elo", {"home": 0.64, "away": 0.36})


async def test_freshness_is_explained_by_sources_services_and_the_view():
    down = a_status(TARGETS[1], state=SourceState.DOWN, reason=SourceReason.QUOTA_EXHAUSTED)
    async with stack(more=[(Kind.SOURCES, TARGETS[1], down)]) as served:
        answer = await served.answer("explain_freshness", league="nba")
    [row] = answer["data"]
    by_feed = {source["feed"]: source for source in row["sources"]}
    assert (answer["freshness"], row["view"], row["redis"]) == ("partly-stale", "complete", "down")
    assert by_feed["scoreboard"]["valid_for_s"] == 55.0
    assert (by_feed["odds"]["state"], by_feed["odds"]["reason"]) == ("down", "quota-exhausted")
    assert {each["service"] for each in row["services"]} >= {"ingest-espn", "normalizer"}


@pytest.mark.parametrize(
    ("tool", "asked", "expected"),
    [
        ("best_price", {"league": "nba"}, "stale"),  # each price says so itself
        ("opportunities", {"league": "nba"}, "partly-stale"),  # says nothing itself, and one source is down
        ("best_price", {"league": "nba", "market": ["spread"]}, "stale"),  # no row, and its only source is down
        ("injuries", {"league": "nba"}, "fresh"),  # of another source
        ("game_state", {"event_id": GAME, "include": ["best"]}, "partly-stale"),
        ("find_game", {"league": "epl"}, "unknown"),  # no source has said anything
    ],
)
async def test_an_answer_is_as_fresh_as_the_sources_behind_its_rows(tool: str, asked: dict[str, Any], expected: str):
    down = a_status(TARGETS[1], state=SourceState.DOWN, last_success_at=NOW - timedelta(minutes=10))
    async with stack(more=[(Kind.SOURCES, TARGETS[1], down)]) as served:
        answer = await served.answer(tool, **asked)
    assert answer["freshness"] == expected
    assert answer["age_s"] == AGES[expected]


async def test_a_source_that_is_not_in_use_and_one_that_was_never_read():
    unused = a_status(TARGETS[1], state=SourceState.DOWN, reason=SourceReason.NO_KEY, last_success_at=None)
    unread = a_status("odds/event-odds/nba/1", state=SourceState.DELAYED, last_success_at=None)
    more = [(Kind.SOURCES, each.target, each) for each in (unused, unread)]
    async with stack(more=more) as served:
        predicted = await served.answer("predictions", league="nba")
        of_odds = await served.answer("best_price", league="nba", market=["spread"])
    assert predicted["freshness"] == "fresh"
    assert [source["feed"] for source in of_odds["sources"]] == ["event-odds"]
    assert of_odds["age_s"] is None


def test_the_feeds_that_rows_rest_on_are_feeds_that_are_asked_for():
    assert OF_GAMES | OF_ODDS | OF_PROPS | OF_INJURIES | OF_STATISTICS | OF_NEWS <= EVERY_FEED


async def test_any_copy_answers_a_client_of_an_older_protocol_too():
    async with stack() as served, served.client(mode="legacy") as client:
        answer = await client.call_tool("find_game", {"league": "nba"})
    assert [row["event_id"] for row in answer.structured_content["data"]] == [GAME]
