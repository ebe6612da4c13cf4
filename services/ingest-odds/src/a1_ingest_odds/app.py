"""Polls The Odds API and publishes the responses unparsed to `raw.odds`."""

import random
from collections.abc import Mapping, Sequence

from a1_ingest_kit.accounts import Account
from a1_ingest_kit.http import open_http
from a1_ingest_kit.ingesting import ClientPolicy, disabled, ingest, polls
from a1_ingest_kit.quota import Plan
from a1_ingest_kit.requests import PollSource
from a1_ingest_odds import client, sources
from a1_ingest_odds.client import OddsApi
from a1_ingest_odds.settings import OddsSettings, Settings
from a1_schemas.providers import Provider
from a1_schemas.topics import MULTI
from a1_schemas.vocabulary import PollReason
from a1_service_kit.entry import run_service
from a1_service_kit.logging import get_logger
from a1_service_kit.program import Runtime

FEEDS = ("events", "odds", "event-markets", "event-odds", "scores")

log = get_logger("a1.ingest.odds")


def main() -> int:
    """Run the ingester until a signal. Returns the exit code."""
    return run_service(Provider.ODDS.service, Settings, run)


async def run(settings: Settings, runtime: Runtime) -> None:
    """Open the clients, then poll until the runtime stops. Without a key, publish disabled polls and idle."""
    odds = settings.ingest_odds
    if odds.api_key is None:
        log.warning("provider.disabled", reason=PollReason.NO_KEY, remedy="set INGEST_ODDS__API_KEY")
        await ingest(
            runtime, settings.kafka, settings.journal, Provider.ODDS, disabled(FEEDS, odds.leagues, PollReason.NO_KEY)
        )
        return
    policy = ClientPolicy(
        answer_within=odds.answer_within,
        rules=client.RULES,
        accounts=accounts(odds),
        quota_of=client.credits_left,
        between_calls_s=client.BETWEEN_CALLS_S,
    )
    async with open_http(
        odds.base_url,
        answer_within=odds.answer_within,
        headers={},
        params={"apiKey": odds.api_key.get_secret_value()},
    ) as http:
        await ingest(
            runtime,
            settings.kafka,
            settings.journal,
            Provider.ODDS,
            polls(http, policy, table(odds), random.SystemRandom()),
        )


def accounts(odds: OddsSettings) -> Mapping[str, Account]:
    """Return the one account that pays for all leagues."""
    plan = Plan(allotment=odds.monthly_credits, reserve=odds.reserve, spread=odds.spread)
    return {client.ACCOUNT: Account(plan=plan, leagues=tuple(odds.leagues))}


def table(odds: OddsSettings) -> Sequence[PollSource]:
    """Return the poll sources of this service: the catalogue, and one for each league."""
    api = OddsApi(
        regions=odds.regions,
        bookmakers=odds.bookmakers,
        markets=odds.markets,
        with_details=odds.asks_for_details,
    )
    return [
        PollSource(feeds=("sports",), leagues=(MULTI,), requests=sources.sports(api, odds)),
        *(PollSource(feeds=FEEDS, leagues=(league,), requests=sources.games(api, odds)) for league in odds.leagues),
    ]
