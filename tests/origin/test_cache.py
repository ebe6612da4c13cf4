"""nginx before the log of the stream: a crowd at one offset is one request."""

import asyncio

import httpx
from tests.origin.conftest import Origin

from a1_testkit.machine import scaled

CROWD = 1_000
WAITING = "/api/v1/streams/nba/odds?offset=v1.7&live=long-poll"


async def test_of_a_crowd_that_waits_at_one_offset_one_request_in_twenty_reaches_the_stream(origin: Origin) -> None:
    async with asyncio.timeout(scaled(60)):
        answers = await origin.at.crowd(WAITING, CROWD)
    assert {head.split(b" ", 2)[1] for head, _ in answers} == {b"200"}
    assert len({body for _, body in answers}) == 1
    assert 1 <= origin.stream.asked[WAITING] <= CROWD * 0.05


def test_an_answer_to_a_key_is_not_shared(origin: Origin, http: httpx.Client) -> None:
    path = "/api/v1/streams/nba/odds?offset=private"
    for key in ("one", "two"):
        assert (
            http.get(path, headers={"authorization": f"Bearer {key}"}).json()["headers"]["authorization"].endswith(key)
        )
    assert "authorization" not in http.get(path).json()["headers"]
    assert origin.stream.asked[path] == 3


def test_an_event_stream_does_not_pass_the_cache(http: httpx.Client) -> None:
    assert "x-cache" not in http.get("/api/v1/streams/nba/odds?offset=now&live=sse").headers
    assert "x-cache" in http.get("/api/v1/streams/nba/odds?offset=now2").headers
