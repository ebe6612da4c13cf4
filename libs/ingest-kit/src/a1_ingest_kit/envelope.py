"""The envelope of a body as Kafka headers: the request, its time and the response."""

import hashlib
import random
from datetime import datetime

from a1_ingest_kit.http import Fetched
from a1_ingest_kit.requests import Request, Target
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.topics import MULTI
from a1_service_kit.telemetry import inject_traceparent


def content_hash(body: bytes) -> str:
    """Return a hash that is equal for equal bytes. 128 bits suffice to distinguish a target's bodies."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def new_request_id(rng: random.Random) -> str:
    """Return a random id that identifies one request in logs, headers and traces."""
    return f"{rng.getrandbits(128):032x}"


def sport_of(league: str) -> str:
    """Return the sport of a league, or `multi` for a target of no league."""
    return MULTI if league == MULTI else League(league).traits.sport


def raw_headers(
    provider: Provider,
    request: Request,
    target: Target,
    *,
    url: str,
    fetched: Fetched,
    fetched_at: datetime,
    sequence: int,
    request_id: str,
) -> RawHeaders:
    """Return the headers of one raw record."""
    return RawHeaders(
        provider=provider,
        feed=request.feed,
        league=target.league,
        sport=sport_of(target.league),
        target=target.name,
        url=url,
        fetched_at=fetched_at,
        http_status=fetched.status,
        content_type=fetched.content_type,
        content_hash=content_hash(fetched.body),
        request_id=request_id,
        sequence=sequence,
        answered_at=fetched.answered_at,
        traceparent=inject_traceparent(),
    )
