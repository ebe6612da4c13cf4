"""A running stack behind one origin: a crowd that waits for the next change is a few requests of the stream."""

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.origin.proxies import proxies

from a1_testkit.machine import scaled

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
CROWD = 1_000
MOST_REACH_US = CROWD * 0.05
ODDS = "/api/v1/streams/nba/odds"


def asked(stack: dict[str, Any]) -> float:
    """Return how many requests the stream has answered over HTTP, in any way."""
    port = next(row["ops_port"] for row in stack["processes"] if row["name"] == "stream")
    text = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).raise_for_status().text
    families = {family.name: family for family in text_string_to_metric_families(text)}
    return sum(each.value for each in families["stream_http_answers"].samples if each.name.endswith("_total"))


def next_offset(stack: dict[str, Any]) -> str:
    answer = httpx.get(f"{stack['stream_urls'][0]}{ODDS}", params={"offset": "now"}, trust_env=False)
    return answer.raise_for_status().headers["stream-next-offset"]


async def test_of_a_thousand_that_wait_for_a_change_one_in_twenty_reaches_the_stream(
    stack: dict[str, Any], tmp_path: Path
) -> None:
    urls = (stack["gateway_urls"][0], stack["stream_urls"][0], stack["ws_urls"][0])
    with proxies(tmp_path, [urlsplit(url).netloc for url in urls]) as origin:
        path = f"{ODDS}?offset={next_offset(stack)}&live=long-poll"
        before = asked(stack)
        async with asyncio.timeout(scaled(120)):
            answers = await origin.crowd(path, CROWD)
        reached = asked(stack) - before
    assert {head.split(b" ", 2)[1] for head, _ in answers} == {b"200"}
    assert len({body for _, body in answers}) == 1
    assert 1 <= reached <= MOST_REACH_US
