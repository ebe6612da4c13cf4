"""Asks NewProvider and publishes its answers, unread, onto `raw.new-provider`."""

import random
from collections.abc import Sequence

from a1_ingest_kit.http import open_http
from a1_ingest_kit.ingesting import ClientPolicy, ingest, polls
from a1_ingest_kit.requests import PollSource
from a1_ingest_newprovider import client, sources
from a1_ingest_newprovider.settings import NewProviderSettings, Settings
from a1_schemas.providers import Provider
from a1_service_kit.entry import run_service
from a1_service_kit.program import Runtime


def main() -> int:
    """The program; returns its exit code."""
    return run_service(Provider.NEWPROVIDER.service, Settings, run)


async def run(settings: Settings, runtime: Runtime) -> None:
    """Open what is needed, then poll until the process is asked to stop."""
    newprovider = settings.ingest_newprovider
    policy = ClientPolicy(
        answer_within=newprovider.answer_within,
        rules=client.RULES,
        between_calls_s=newprovider.between_calls_s,
    )
    async with open_http(
        newprovider.base_url, answer_within=newprovider.answer_within, headers={"accept": "application/json"}
    ) as http:
        work = polls(http, policy, table(newprovider), random.SystemRandom())
        await ingest(runtime, settings.kafka, settings.journal, Provider.NEWPROVIDER, work)


def table(newprovider: NewProviderSettings) -> Sequence[PollSource]:
    """Everything this service asks for."""
    requests = sources.games(newprovider)
    return [PollSource(feeds=("games",), leagues=(league,), requests=requests) for league in newprovider.leagues]
