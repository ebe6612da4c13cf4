"""Polls Sportradar and publishes the responses unparsed to `raw.sportradar`."""

import random
from collections.abc import Mapping, Sequence

from a1_ingest_kit.accounts import Account
from a1_ingest_kit.http import open_http
from a1_ingest_kit.ingesting import ClientPolicy, disabled, ingest, polls
from a1_ingest_kit.quota import Plan
from a1_ingest_kit.requests import PollSource
from a1_ingest_sportradar import client, reference, sources
from a1_ingest_sportradar.client import SOCCER, SportradarApi
from a1_ingest_sportradar.push import FEED, push_streams
from a1_ingest_sportradar.settings import Settings, SportradarSettings
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import PollReason
from a1_service_kit.entry import run_service
from a1_service_kit.logging import get_logger
from a1_service_kit.program import Runtime

log = get_logger("a1.ingest.sportradar")


def main() -> int:
    """Run the ingester until a signal. Returns the exit code."""
    return run_service(Provider.SPORTRADAR.service, Settings, run)


async def run(settings: Settings, runtime: Runtime) -> None:
    """Open the clients, then poll until the runtime stops. Without a key, publish disabled polls and idle."""
    sportradar = settings.ingest_sportradar
    if sportradar.api_key is None:
        log.warning("provider.disabled", reason=PollReason.NO_KEY, remedy="set INGEST_SPORTRADAR__API_KEY")
        work = disabled(Provider.SPORTRADAR.traits.feeds, sportradar.leagues, PollReason.NO_KEY)
        await ingest(runtime, settings.kafka, settings.journal, Provider.SPORTRADAR, work)
        return
    policy = ClientPolicy(
        answer_within=sportradar.answer_within,
        rules=client.RULES,
        accounts=accounts(sportradar),
        quota_of=client.calls_left,
        between_calls_s=sportradar.between_calls_s,
    )
    async with open_http(
        sportradar.base_url,
        answer_within=sportradar.answer_within,
        headers={"x-api-key": sportradar.api_key.get_secret_value()},
    ) as http:
        rng = random.SystemRandom()
        api = SportradarApi(access_level=sportradar.access_level, versions=sportradar.versions)
        alongside = (push_streams(http, api, rng),) if sportradar.push else ()
        work = polls(http, policy, table(api, sportradar), rng, alongside)
        streams = (FEED,) if sportradar.push else ()
        await ingest(runtime, settings.kafka, settings.journal, Provider.SPORTRADAR, work, streams)


def accounts(sportradar: SportradarSettings) -> Mapping[str, Account]:
    """Return an account for each product, since each has its own quota. EPL and MLS share soccer's."""
    plan = Plan(allotment=sportradar.monthly_calls, reserve=sportradar.reserve, spread=sportradar.spread)
    names = dict.fromkeys(league.traits.sportradar.product for league in sportradar.leagues)
    return {
        name: Account(
            plan=plan,
            leagues=tuple(league for league in sportradar.leagues if league.traits.sportradar.product == name),
        )
        for name in names
    }


def table(api: SportradarApi, sportradar: SportradarSettings) -> Sequence[PollSource]:
    """Return the poll sources of this service."""
    profiles = ("team-profile",) if sportradar.profiles_every is not None else ()
    lineups = ("lineups",) if sportradar.lineups_every_s is not None else ()
    feeds = ("hierarchy", "standings", "injuries", *profiles)
    by_day = tuple(league for league in sportradar.leagues if league.traits.sportradar.product == SOCCER)
    return [
        PollSource(
            feeds=("schedule", "game-summary", *lineups), leagues=by_day, requests=sources.soccer(api, sportradar)
        ),
        *(
            poll_source
            for league in sportradar.leagues
            if league not in by_day
            for poll_source in (
                PollSource(
                    feeds=("schedule", "game-summary"), leagues=(league,), requests=sources.games(api, sportradar)
                ),
                PollSource(feeds=feeds, leagues=(league,), requests=reference.reference(api, sportradar)),
            )
        ),
    ]
