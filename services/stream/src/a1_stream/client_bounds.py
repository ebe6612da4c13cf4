"""How much of a service one client may have: what the server bears, and what a credential's plan has."""

from a1_edge_kit.identity import Identity, IdentityKind
from a1_stream.settings import StreamSettings
from a1_streaming.filters import MAX_FILTER_VALUES, FilterProblem, Filters
from a1_streaming.frames import MAX_CLIENT_FRAME, Limits


def most_streams(settings: StreamSettings, identity: Identity) -> int:
    """Return how many subscriptions a connection may have."""
    if identity.kind is IdentityKind.ANONYMOUS:
        return settings.max_streams
    return min(settings.max_streams, identity.plan.streams)


def most_filter_values(identity: Identity) -> int:
    """Return how many values the filters of one subscription may have together."""
    return MAX_FILTER_VALUES if identity.kind is IdentityKind.ANONYMOUS else identity.plan.filters


def check_filter_values(filters: Filters, identity: Identity) -> None:
    """Raise FilterProblem for more values than a client's subscription may have."""
    most = most_filter_values(identity)
    if filters.size > most:
        detail = f"The filters of one subscription have at most {most} values together; these have {filters.size}."
        raise FilterProblem("bad-parameter", "Bad parameter", detail, parameter="filters")


def limits_of(settings: StreamSettings, identity: Identity) -> Limits:
    """Return the limits as `hello` says them."""
    return Limits(
        streams=most_streams(settings, identity),
        filters=most_filter_values(identity),
        frame_bytes=MAX_CLIENT_FRAME,
        frames_per_s=settings.frames_per_s,
        heartbeat_s=settings.heartbeat_s,
    )
