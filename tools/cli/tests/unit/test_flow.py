from collections.abc import AsyncGenerator

import httpx
import pytest

from a1_cli.stack.flow import FlowMeter

METRICS = """# TYPE ingest_polls_total counter
ingest_polls_total{{provider="odds",feed="odds",league="nba",outcome="new",reason=""}} {new}
ingest_polls_total{{provider="odds",feed="odds",league="nba",outcome="unchanged",reason=""}} 3
ingest_polls_total{{provider="odds",feed="odds",league="nba",outcome="error",reason="timeout"}} 9
# TYPE ingest_publishes_total counter
ingest_publishes_total{{provider="odds",feed="odds",league="nba"}} {new}
# TYPE normalizer_changes_total counter
normalizer_changes_total{{provider="odds",feed="odds",league="nba",kind="odds"}} 40
normalizer_changes_total{{provider="odds",feed="odds",league="nba",kind="sources"}} 7
"""


Answers = tuple[httpx.AsyncClient, dict[str, str]]
"""A client, and the page that it is answered with, under `text`."""


@pytest.fixture
async def answers() -> AsyncGenerator[Answers]:
    texts = {"text": METRICS.format(new=2)}
    transport = httpx.MockTransport(lambda _: httpx.Response(200, text=texts["text"]))
    async with httpx.AsyncClient(transport=transport) as http:
        yield http, texts


async def test_failed_polls_are_not_fetched_and_source_statuses_are_not_canonical(answers: Answers) -> None:
    http, _ = answers
    flow = await FlowMeter(http).read(["http://ops/metrics"])
    assert flow.rows() == [
        {
            "provider": "odds",
            "feed": "odds",
            "league": "nba",
            "fetched": 5,
            "published": 2,
            "canonical": {"odds": 40},
        }
    ]


async def test_what_a_process_counted_before_its_restart_is_not_lost(answers: Answers) -> None:
    http, texts = answers
    meter = FlowMeter(http)
    await meter.read(["http://ops/metrics"])
    texts["text"] = METRICS.format(new=1)
    flow = await meter.read(["http://ops/metrics"])
    assert flow.published["odds", "odds", "nba"] == 3
