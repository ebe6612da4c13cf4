"""The four providers as one HTTP program: each provider's rules, its content, and the sandbox's own controls."""

from collections.abc import Callable, Mapping
from functools import partial

from starlette.applications import Starlette
from starlette.routing import Route

from a1_sandbox.calls import CallLog
from a1_sandbox.clock import PausableClock
from a1_sandbox.controls import Controls
from a1_sandbox.exchange import Content
from a1_sandbox.faults import Faults
from a1_sandbox.provider_endpoint import ProviderEndpoint
from a1_sandbox.providers.api import ProviderApi
from a1_sandbox.providers.espn import EspnApi
from a1_sandbox.providers.odds import OddsApi
from a1_sandbox.providers.prizepicks import PrizePicksApi
from a1_sandbox.providers.sportradar import SportradarApi
from a1_schemas.providers import Provider

ODDS_CREDITS_A_MONTH = 5_000_000
SPORTRADAR_CALLS_A_MONTH = 910_000


def create_app(
    content: Content,
    truth: Callable[[], Mapping[str, object]] | None,
    clock: PausableClock,
    monotonic: Callable[[], float],
    *,
    odds_credits: int = ODDS_CREDITS_A_MONTH,
    sportradar_calls: int = SPORTRADAR_CALLS_A_MONTH,
) -> Starlette:
    """The sandbox as an ASGI application; without `truth` (recorded bodies) that route answers 404."""
    apis: list[ProviderApi] = [EspnApi(), OddsApi(odds_credits), PrizePicksApi(), SportradarApi(sportradar_calls)]
    calls = CallLog()
    faults = Faults(monotonic)
    controls = Controls(truth, clock, faults, calls)
    return Starlette(
        routes=[*controls.routes(), *(_provider_route(api, content, clock, faults, calls) for api in apis)]
    )


def _provider_route(api: ProviderApi, content: Content, clock: PausableClock, faults: Faults, calls: CallLog) -> Route:
    endpoint = ProviderEndpoint(api, content, clock, faults, calls)
    return Route(f"/{prefix(api.provider)}/{{path:path}}", partial(ProviderEndpoint.answer, endpoint), methods=["GET"])


def prefix(provider: Provider) -> str:
    """Where a provider's paths begin here."""
    return provider.value
