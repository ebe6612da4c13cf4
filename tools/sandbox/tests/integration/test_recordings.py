"""Recorded bodies over HTTP: which answer a request gets, and when it is whose turn."""

import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest

Open = Callable[[Path], AbstractAsyncContextManager[httpx.AsyncClient]]
KEY = {"x-api-key": "any"}


def record(folder: Path, **row: Any) -> None:
    """One more row of the folder's manifest, and its body."""
    folder.mkdir(exist_ok=True, parents=True)
    manifest = folder / "manifest.jsonl"
    number = len(manifest.read_text().splitlines()) if manifest.exists() else 0
    file = f"{number}.json"
    body = row.pop("body", {"file": file})
    text = body if isinstance(body, str) else json.dumps(body)
    (folder / file).write_text(text)
    full = {
        "file": file,
        "sport": "basketball",
        "status": 200,
        "fetched_at": f"2026-01-01T00:00:{number:02d}Z",
        "format": "json",
        **row,
    }
    with manifest.open("a") as lines:
        lines.write(json.dumps(full) + "\n")


def scoreboard(folder: Path, league: str, path: str, **row: Any) -> None:
    request = {"path": f"/apis/site/v2/sports/{path}/scoreboard", "params": {"dates": "20250101"}}
    record(folder, provider="espn", feed="scoreboard", league=league, request=request, **row)


async def test_successive_recordings_are_successive_polls_and_the_last_one_stays(
    tmp_path: Path, recordings_client: Open
) -> None:
    scoreboard(tmp_path, "nba", "basketball/nba", fetched_at="2026-01-02T00:00:00Z", body={"poll": 2})
    scoreboard(tmp_path, "nba", "basketball/nba", fetched_at="2026-01-01T00:00:00Z", body={"poll": 1})
    scoreboard(tmp_path, "nba", "basketball/nba", fetched_at="2026-01-02T00:00:00Z", body={"poll": 3})
    async with recordings_client(tmp_path) as http:
        urls = [f"/espn/apis/site/v2/sports/basketball/nba/scoreboard?dates=2026112{day}" for day in (4, 5, 6, 5)]
        assert [(await http.get(url)).json()["poll"] for url in urls] == [1, 2, 3, 3]


async def test_leagues_do_not_share_a_sequence(tmp_path: Path, recordings_client: Open) -> None:
    scoreboard(tmp_path, "nba", "basketball/nba", body={"of": "nba"})
    scoreboard(tmp_path / "below", "nhl", "hockey/nhl", body={"of": "nhl"})
    async with recordings_client(tmp_path) as http:
        for path, of in (("basketball/nba", "nba"), ("hockey/nhl", "nhl"), ("basketball/nba", "nba")):
            assert (await http.get(f"/espn/apis/site/v2/sports/{path}/scoreboard")).json() == {"of": of}
        assert (await http.get("/espn/apis/site/v2/sports/football/nfl/scoreboard")).status_code == 404


async def test_an_id_gets_the_recording_of_that_id_and_an_unknown_one_404(
    tmp_path: Path, recordings_client: Open
) -> None:
    for event in ("7", "8"):
        request = {"path": "/apis/site/v2/sports/basketball/nba/summary", "params": {"event": event}}
        record(tmp_path, provider="espn", feed="summary", league="nba", request=request, body={"event": event})
    async with recordings_client(tmp_path) as http:
        url = "/espn/apis/site/v2/sports/basketball/nba/summary"
        assert (await http.get(url, params={"event": "8"})).json() == {"event": "8"}
        assert (await http.get(url, params={"event": "7"})).json() == {"event": "7"}
        assert (await http.get(url, params={"event": "9"})).status_code == 404


async def test_version_and_season_of_sportradars_paths_are_ignored(tmp_path: Path, recordings_client: Open) -> None:
    for path in ("/nba-t3/games/2017/1/20/schedule.json", "/nba/trial/v7/en/games/2022/01/05/schedule.json"):
        request = {"path": path, "params": {}}
        record(tmp_path, provider="sportradar", feed="schedule", league="nba", request=request, body={"path": path})
    request = {"path": "/nba-t3/games/3700bb52/summary.json", "params": {}}
    record(tmp_path, provider="sportradar", feed="game-summary", league="nba", request=request, body={"id": "3700bb52"})
    async with recordings_client(tmp_path) as http:
        schedule = "/sportradar/nba/trial/v8/en/games/2026/11/25/schedule.json"
        bodies = [(await http.get(schedule, headers=KEY)).json()["path"] for _ in range(2)]
        assert bodies == ["/nba-t3/games/2017/1/20/schedule.json", "/nba/trial/v7/en/games/2022/01/05/schedule.json"]
        summary = await http.get("/sportradar/nba/trial/v8/en/games/3700bb52/summary.json", headers=KEY)
        assert summary.json() == {"id": "3700bb52"}


async def test_a_board_of_several_leagues_gets_those_of_each_and_its_own_mixed_ones(
    tmp_path: Path, recordings_client: Open
) -> None:
    for league, league_id in (("epl", "14"), ("multi", "82"), ("multi", ""), ("mls", "82"), ("nba", "7")):
        params = {"league_id": league_id} if league_id else {}
        request = {"path": "/projections", "params": params}
        record(
            tmp_path,
            provider="prizepicks",
            feed="projections",
            league=league,
            request=request,
            body={"of": league, "id": league_id},
        )
    async with recordings_client(tmp_path) as http:
        bodies = [(await http.get("/prizepicks/projections", params={"league_id": "82"})).json() for _ in range(4)]
        assert [(body["of"], body["id"]) for body in bodies] == [
            ("epl", "14"),
            ("multi", "82"),
            ("mls", "82"),
            ("mls", "82"),
        ]
        assert (await http.get("/prizepicks/projections")).json() == {"of": "multi", "id": ""}


async def test_sportradars_soccer_day_covers_its_leagues(tmp_path: Path, recordings_client: Open) -> None:
    for league, path in (("epl", "/soccer-xt3/eu/en/tournaments/sr:tournament:17/results.json"), ("mls", "/soccer/x")):
        request = {"path": path, "params": {}}
        record(tmp_path, provider="sportradar", feed="schedule", league=league, request=request, body={"of": league})
    request = {"path": "/soccer-xt3/eu/en/matches/sr:match:118/summary.json", "params": {}}
    record(tmp_path, provider="sportradar", feed="game-summary", league="ucl", request=request, body={"of": "118"})
    async with recordings_client(tmp_path) as http:
        day = "/sportradar/soccer/trial/v4/en/schedules/2026-11-25/schedules.json"
        assert [(await http.get(day, headers=KEY)).json()["of"] for _ in range(2)] == ["epl", "mls"]
        match = "/sportradar/soccer/trial/v4/en/sport_events/sr:sport_event:118/summary.json"
        assert (await http.get(match, headers=KEY)).json() == {"of": "118"}


async def test_a_recorded_error_keeps_its_status(tmp_path: Path, recordings_client: Open) -> None:
    request = {"path": "/v4/sports/basketball_nba/odds", "params": {}}
    body = {"message": "…", "error_code": "OUT_OF_USAGE_CREDITS"}
    record(tmp_path, provider="odds", feed="odds", league="nba", request=request, status=401, body=body)
    async with recordings_client(tmp_path) as http:
        answer = await http.get("/odds/v4/sports/basketball_nba/odds", params={"apiKey": "k", "regions": "us"})
        assert (answer.status_code, answer.json()) == (401, body)


async def test_a_recorded_push_is_streamed_line_by_line_behind_a_redirect(
    tmp_path: Path, recordings_client: Open
) -> None:
    lines = '{"heartbeat":{"interval":5000}}\n{"payload":{}}\n'
    request = {"path": "/nba/production/stream/en/events/subscribe", "params": {}}
    record(tmp_path, provider="sportradar", feed="push", league="nba", request=request, format="jsonl", body=lines)
    async with recordings_client(tmp_path) as http:
        url = "/sportradar/nba/trial/stream/en/events/subscribe"
        redirect = await http.get(url, headers=KEY)
        assert redirect.status_code == 302
        async with http.stream("GET", redirect.headers["location"], headers=KEY) as stream:
            received = aiter(stream.aiter_lines())
            assert [await anext(received), await anext(received)] == lines.splitlines()


async def test_recordings_have_no_truth(tmp_path: Path, recordings_client: Open) -> None:
    scoreboard(tmp_path, "nba", "basketball/nba")
    async with recordings_client(tmp_path) as http:
        assert (await http.get("/_sandbox/truth")).status_code == 404


@pytest.mark.recordings
async def test_every_recording_of_the_leagues_can_be_had(recordings: list[Any], recordings_client: Open) -> None:
    folder = recordings[0].path.parents[1]
    boards = ("nba", "wnba", "mens-college-basketball")
    async with recordings_client(folder) as http:
        for slug in boards:
            answer = await http.get(f"/espn/apis/site/v2/sports/basketball/{slug}/scoreboard")
            assert answer.status_code == 200
            assert "events" in answer.json()
