from collections.abc import AsyncGenerator
from io import StringIO

import httpx
import pytest
from rich.console import Console

from a1_cli.stack.flow import FlowMeter
from a1_cli.stack.tables import flow_table

METRICS = """# TYPE ingest_polls_total counter
ingest_polls_total{{provider="odds",feed="odds",league="nba",outcome="new",reason=""}} {new}
ingest_polls_total{{provider="odds",feed="odds",league="nba",outcome="unchanged",reason=""}} 3
ingest_polls_total{{provider="odds",feed="odds",league="nba",outcome="error",reason="timeout"}} 9
# TYPE ingest_publishes_total counter
ingest_publishes_total{{provider="odds",feed="odds",league="nba"}} {new}
# TYPE normalizer_changes_total counter
normalizer_changes_total{{provider="odds",feed="odds",league="nba",kind="odds"}} 40
normalizer_changes_total{{provider="odds",feed="odds",league="nba",kind="sources"}} 7
# TYPE analytics_changes_total counter
analytics_changes_total{{kind="fair"}} 1200
analytics_changes_total{{kind="grades"}} 0
# TYPE historian_rows_total counter
historian_rows_total{{table="price_changes"}} 340
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


async def test_what_analytics_published_and_history_stored_stands_below_the_table(answers: Answers) -> None:
    http, _ = answers
    flow = await FlowMeter(http).read(["http://ops/metrics"])
    assert (flow.analytics, flow.history) == ({"fair": 1200}, {"price_changes": 340})
    status = {"flow": flow.rows(), "analytics": flow.analytics, "history": flow.history}
    console = Console(width=140, record=True, file=StringIO())
    console.print(flow_table(status, title="What flowed"))
    assert "analytics published: fair 1,200\nhistory stored: price_changes 340" in "\n".join(
        line.rstrip() for line in console.export_text().splitlines()
    )
