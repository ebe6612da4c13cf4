"""Polls ESPN and publishes the responses unparsed to `raw.espn`."""

import random
from collections.abc import Sequence

from a1_ingest_espn import client, sources, team_sources
from a1_ingest_espn.metrics import EspnMetrics
from a1_ingest_espn.settings import EspnSettings, Settings
from a1_ingest_kit.http import open_http
from a1_ingest_kit.ingesting import ClientPolicy, ingest, polls
from a1_ingest_kit.requests import PollSource
from a1_schemas.providers import Provider
from a1_service_kit.entry import run_service
from a1_service_kit.program import Runtime


def main() -> int:
    """Run the ingester until a signal. Returns the exit code."""
    return run_service(Provider.ESPN.service, Settings, run)


async def run(settings: Settings, runtime: Runtime) -> None:
    """Open the clients, then poll until the runtime stops."""
    espn = settings.ingest_espn
    policy = ClientPolicy(answer_within=espn.answer_within, rules=client.RULES)
    poll_sources = table(espn, EspnMetrics(runtime.registry))
    async with open_http(
        espn.base_url, answer_within=espn.answer_within, headers={"user-agent": espn.user_agent}
    ) as http:
        await ingest(
            runtime,
            settings.kafka,
            settings.journal,
            Provider.ESPN,
            polls(http, policy, poll_sources, random.SystemRandom()),
        )


def table(espn: EspnSettings, metrics: EspnMetrics) -> Sequence[PollSource]:
    """Return the poll sources of this service: one for each league and source."""
    return [
        poll_source
        for league in espn.leagues
        for poll_source in (
            PollSource(feeds=("scoreboard", "summary"), leagues=(league,), requests=sources.games(espn, metrics)),
            PollSource(feeds=("news",), leagues=(league,), requests=sources.listing(client.news, espn.news_every_s)),
            PollSource(
                feeds=("injuries",), leagues=(league,), requests=sources.listing(client.injuries, espn.injuries_every_s)
            ),
            PollSource(feeds=("teams", "roster"), leagues=(league,), requests=team_sources.teams(espn)),
            PollSource(
                feeds=("standings",),
                leagues=(league,),
                requests=sources.listing(client.standings, espn.standings_every_s),
            ),
        )
    ]
