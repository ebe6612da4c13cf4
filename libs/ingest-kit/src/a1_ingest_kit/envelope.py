"""The envelope of a body: what was asked, when, and what came back, as Kafka headers."""

import hashlib
import random
from datetime import datetime, timedelta

from a1_ingest_kit.http import Fetched
from a1_ingest_kit.requests import Request, Target
from a1_schemas.leagues import League
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.topics import MULTI
from a1_service_kit.telemetry import inject_traceparent


def content_hash(body: bytes) -> str:
    """Equal for equal bytes; 128 bits are plenty for telling a target's bodies apart."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def new_request_id(rng: random.Random) -> str:
    """Follows one request through logs, headers and traces."""
    return f"{rng.getrandbits(128):032x}"


def rising(now: datetime, previous: PollRecord | None) -> datetime:
    """`fetched_at` of the next request for a target: now, and later than every one before."""
    if previous is None or now > previous.fetched_at:
        return now
    return previous.fetched_at + timedelta(microseconds=1)


def sport_of(league: str) -> str:
    """The sport of a league; `multi` where a target belongs to none."""
    return MULTI if league == MULTI else League(league).traits.sport


def raw_headers(
    provider: Provider,
    request: Request,
    target: Target,
    *,
    url: str,
    fetched: Fetched,
    fetched_at: datetime,
    request_id: str,
) -> RawHeaders:
    """The headers of one raw record."""
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
        traceparent=inject_traceparent(),
    )
