"""Makes a service's guard from its settings."""

from typing import NamedTuple

from prometheus_client import CollectorRegistry
from redis.asyncio import Redis

from a1_edge_kit.credential_counts import CredentialCounts
from a1_edge_kit.guard import Guard
from a1_edge_kit.key_follower import KeyFollower
from a1_edge_kit.key_ring import KeyRing
from a1_edge_kit.keys import ENVIRONMENTS
from a1_edge_kit.secret_strength import new_secret
from a1_edge_kit.settings import Auth, EdgeSettings
from a1_edge_kit.tickets import Tickets
from a1_edge_kit.token_cache import TokenCache
from a1_edge_kit.token_keys import token_keys
from a1_edge_kit.tokens import TokenVerifier
from a1_edge_kit.webhook_owners import WebhookOwners
from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger
from a1_service_kit.settings import Environment


class Access(NamedTuple):
    """What decides who may ask. The caller runs the follower, which keeps keys in step, as a task.

    Without a pepper there is no follower. Tickets of a service without secrets are good in its own process only.
    """

    guard: Guard
    follower: KeyFollower | None
    tickets: Tickets
    owners: WebhookOwners


def access_of(
    edge: EdgeSettings, environment: Environment, redis: Redis, registry: CollectorRegistry, clock: Clock
) -> Access:
    """Return the guard of a service."""
    pepper = edge.key_pepper.get_secret_value() if edge.key_pepper else None
    secret = edge.token_secret.get_secret_value() if edge.token_secret else None
    ring = KeyRing(pepper, ENVIRONMENTS[environment]) if pepper is not None else None
    verifier = TokenVerifier(
        token_keys(secret, edge.token_keys), issuer=edge.token_issuer, audience=edge.token_audience
    )
    guard = Guard(edge.auth, ring, TokenCache(verifier), CredentialCounts(registry), clock)
    tickets = Tickets((pepper or secret or new_secret()).encode(), redis, clock)
    follower = KeyFollower(redis, ring, clock) if ring is not None else None
    return Access(guard, follower, tickets, WebhookOwners(edge.auth, ring, clock))


def announce(edge: EdgeSettings) -> None:
    """Say in one line of the log if everyone may ask."""
    if edge.auth is Auth.OPEN:
        get_logger("a1.edge").warning("edge.open", effect="everyone may ask; EDGE__AUTH=required asks for a key")
