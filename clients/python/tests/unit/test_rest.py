"""REST: parameters as the document says, pages to the end, refusals as exceptions, attempts that end."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from scripted import Answer, Script

from a1betting import Client, ProblemError, UnreachableError, UnreadableError, models
from a1betting.backoff import Backoff

AT_ONCE = Backoff(first_s=0.0)
META = {"generated_at": "2026-11-29T05:00:00Z", "view": "complete", "sources": [], "removed": None, "cursor": None}
COUNT = {
    "version": 7,
    "changed_at": "2026-11-29T05:00:00Z",
    "observed_at": None,
    "removed": None,
    "league": "nba",
    "kind": "fair",
    "reason": "outlier",
    "count": 3,
    "now": 1,
    "last": None,
}


def page(*reasons: str, next_cursor: str | None = None) -> Answer:
    data = [COUNT | {"reason": reason} for reason in reasons]
    return Answer(body=json.dumps({"data": data, "meta": META | {"count": len(data), "next_cursor": next_cursor}}))


def problem(status: int = 422, **more: Any) -> Answer:
    body = {"type": "urn:a1betting:problem:bad-parameter", "title": "Bad parameter", "status": status}
    return Answer(status, json.dumps(body | {"detail": "No such book.", "request_id": "r1"} | more))


async def test_parameters_are_sent_as_the_document_names_them(script: Script) -> None:
    async with script(page()) as server, Client(server.url, key="a1_dev_x") as client:
        since = datetime(2026, 11, 29, 5, tzinfo=UTC)
        await client.list_odds("nba", bookmaker=["draftkings", "fanduel"], market="spread", since=since, removed=True)
        [target] = server.targets
        wanted = (
            "bookmaker=draftkings&bookmaker=fanduel&market=spread&since=2026-11-29T05%3A00%3A00%2B00%3A00&removed=true"
        )
        assert target == f"/api/v1/data/unified-odds/nba?{wanted}"
        assert "authorization: Bearer a1_dev_x" in server.requests[0]


async def test_a_word_of_a_path_cannot_leave_its_place(script: Script) -> None:
    async with script(problem(404)) as server, Client(server.url) as client:
        with pytest.raises(ProblemError):
            await client.get_game("../health?x=1")
        assert server.targets == ["/api/v1/data/games/..%2Fhealth%3Fx%3D1"]


async def test_a_time_without_a_zone_is_refused_here() -> None:
    async with Client("http://127.0.0.1:9") as client:
        with pytest.raises(ValueError, match="no zone"):
            await client.list_games("nba", since=datetime(2026, 11, 29))  # noqa: DTZ001


async def test_a_method_whose_answer_follows_from_a_parameter_sends_it(script: Script) -> None:
    async with script(page()) as server, Client(server.url) as client:
        await client.list_player_props_of_books("nba", limit=1)
        assert server.targets == ["/api/v1/data/player-props/nba?limit=1&group=player"]


async def test_items_of_all_pages_are_iterated_over_and_await_gives_the_first_page(script: Script) -> None:
    first = page("outlier", "few-books", next_cursor="c2")
    async with script(first, page("stale"), first) as server, Client(server.url) as client:
        assert [each.reason async for each in client.list_refusals("nba", limit=2)] == ["outlier", "few-books", "stale"]
        assert [target.partition("?")[2] for target in server.targets] == ["limit=2", "limit=2&cursor=c2"]
        assert (await client.list_refusals("nba")).meta.next_cursor == "c2"


async def test_a_word_that_this_version_does_not_know_is_kept_as_it_came(script: Script) -> None:
    body = page("a-newer-reason")
    async with script(body) as server, Client(server.url) as client:
        [found] = (await client.list_refusals("nba")).data
    assert found.reason == "a-newer-reason"
    assert isinstance(found.reason, models.RefusalReason)
    assert found.league is models.League.NBA
    assert found.changed_at == datetime(2026, 11, 29, 5, tzinfo=UTC)


async def test_a_refusal_says_what_is_wrong_and_what_was_nearly_meant(script: Script) -> None:
    refused = problem(parameter="bookmaker", near=["draftkings"], allowed=None)
    async with script(refused) as server, Client(server.url) as client:
        with pytest.raises(ProblemError) as caught:
            await client.list_odds("nba", bookmaker="draftking")
    assert (caught.value.status, caught.value.code, caught.value.near) == (422, "bad-parameter", ["draftkings"])
    assert str(caught.value) == (
        "422 bad-parameter: No such book. (parameter bookmaker; nearest: draftkings; request r1)"
    )


@pytest.mark.parametrize("status", [429, 502, 503, 504])
async def test_a_passing_refusal_is_tried_again(script: Script, status: int) -> None:
    async with script(problem(status), page("outlier")) as server, Client(server.url, backoff=AT_ONCE) as client:
        assert len((await client.list_refusals("nba")).data) == 1
        assert len(server.requests) == 2


async def test_attempts_end_with_the_last_refusal(script: Script) -> None:
    refused = [problem(503, detail=f"Attempt {each}.") for each in (1, 2, 3)]
    async with script(*refused) as server, Client(server.url, backoff=AT_ONCE) as client:
        with pytest.raises(ProblemError, match=r"Attempt 3\."):
            await client.list_refusals("nba")
        assert len(server.requests) == 3


async def test_a_wait_that_is_too_long_is_the_callers(script: Script) -> None:
    refused = problem(429)
    slow = Answer(refused.status, refused.body, ("retry-after: 3600",))
    async with script(slow) as server, Client(server.url, backoff=AT_ONCE) as client:
        with pytest.raises(ProblemError):
            await client.list_refusals("nba")


async def test_the_server_says_how_long_to_wait(script: Script) -> None:
    refused = problem(429)
    slow = Answer(refused.status, refused.body, ("retry-after: 1",))
    async with script(slow, page()) as server, Client(server.url, backoff=AT_ONCE) as client:
        began = datetime.now(UTC)
        await client.list_refusals("nba")
        assert (datetime.now(UTC) - began).total_seconds() >= 1.0


async def test_a_server_that_is_away_is_named() -> None:
    async with Client("http://127.0.0.1:9", backoff=AT_ONCE) as client:
        with pytest.raises(UnreachableError, match=r"GET http://127\.0\.0\.1:9/api/v1/sports"):
            await client.list_leagues()


@pytest.mark.parametrize("body", ["<html>", '{"data": 1}', ""])
async def test_an_answer_that_is_not_the_documents_is_named(script: Script, body: str) -> None:
    async with script(Answer(body=body)) as server, Client(server.url) as client:
        with pytest.raises(UnreadableError, match="/api/v1/sports"):
            await client.list_leagues()


async def test_a_refusal_without_a_problem_document_is_named(script: Script) -> None:
    async with script(Answer(404, "<html>")) as server, Client(server.url) as client:
        with pytest.raises(UnreadableError, match="status 404"):
            await client.list_leagues()


async def test_a_body_is_sent_as_json(script: Script) -> None:
    asked = models.KellyRequest(bets=[models.KellyBet(price="2.1", probability=0.5)])
    async with script(Answer(422, problem().body)) as server, Client(server.url) as client:
        with pytest.raises(ProblemError):
            await client.plan_kelly(asked)
    head, _, body = server.requests[0].partition("\r\n\r\n")
    assert "content-type: application/json" in head
    assert json.loads(body)["bets"][0]["price"] == "2.1"
