"""Polls PrizePicks and publishes the responses unparsed to `raw.prizepicks`."""

import random
from collections.abc import Sequence

from a1_ingest_kit.http import open_http
from a1_ingest_kit.ingesting import ClientPolicy, ingest, polls
from a1_ingest_kit.requests import PollSource
from a1_ingest_prizepicks import client, sources
from a1_ingest_prizepicks.settings import PrizePicksSettings, Settings
from a1_schemas.providers import Provider
from a1_schemas.topics import MULTI
from a1_service_kit.entry import run_service
from a1_service_kit.program import Runtime


def main() -> int:
    """Run the ingester until a signal. Returns the exit code."""
    return run_service(Provider.PRIZEPICKS.service, Settings, run)


async def run(settings: Settings, runtime: Runtime) -> None:
    """Open the clients, then poll until the runtime stops."""
    prizepicks = settings.ingest_prizepicks
    policy = ClientPolicy(
        answer_within=prizepicks.answer_within,
        rules=client.RULES,
        between_calls_s=prizepicks.between_calls_s,
    )
    async with open_http(
        prizepicks.base_url, answer_within=prizepicks.answer_within, headers={"user-agent": prizepicks.user_agent}
    ) as http:
        work = polls(http, policy, table(prizepicks), random.SystemRandom())
        await ingest(runtime, settings.kafka, settings.journal, Provider.PRIZEPICKS, work)


def table(prizepicks: PrizePicksSettings) -> Sequence[PollSource]:
    """Return the poll sources of this service."""
    return [
        PollSource(
            feeds=("leagues", "projections"),
            leagues=(MULTI, *prizepicks.leagues),
            requests=sources.boards(prizepicks),
        )
    ]
