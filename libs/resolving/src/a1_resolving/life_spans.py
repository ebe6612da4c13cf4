"""Life spans: how long records live and how long removals stay, in raw time, as the contract has it.

A record that is older belongs to the history. Every function here depends on records alone, so a restored league and
one that ran on end the same records at the same input.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import msgspec

from a1_resolving.current import Current
from a1_schemas.listing import Listing
from a1_schemas.removal import is_removal_for
from a1_schemas.vocabulary import EventStatus, Kind, RemovalReason

KEPT_AFTER_REMOVAL = timedelta(days=8)
"""How long a removal is a value with a reason before it becomes a tombstone."""
KEPT_UNNAMED = timedelta(hours=24)
"""How long a game outlives the last list that named it."""


class LifeSpans(NamedTuple):
    """After what time a game, an article and a profile end with reason `expired`."""

    game: timedelta
    """After the game's final or cancellation; after its start where no provider reports an end."""
    unchanged: timedelta
    """A game lives at least so long after a body said something new of it or of its records."""
    article: timedelta
    """After an article was published or last modified."""
    profile: timedelta
    """After a body last said something new of a team or of a player. A later body of the target writes it again."""


LIFE_SPANS = LifeSpans(
    game=timedelta(days=14), unchanged=timedelta(days=2), article=timedelta(days=30), profile=timedelta(days=400)
)

ENDED = frozenset({EventStatus.FINAL, EventStatus.CANCELLED})

_LATEST = datetime.max.replace(tzinfo=UTC)


class _Dated(msgspec.Struct, frozen=True):
    observed_at: datetime | None = None
    published_at: datetime | None = None


_read_dates = msgspec.json.Decoder(_Dated).decode


def after(time: datetime, span: timedelta) -> datetime:
    """Return the time so much later, or the last time there is."""
    return _LATEST if time > _LATEST - span else time + span


def game_ends_at(living: Iterable[Listing], spans: LifeSpans) -> datetime | None:
    """Return when a game with these living listings expires at the earliest, or None if it does not.

    New values of its odds, props and statistics put the end off; they are not looked at here.
    """
    members = list(living)
    over = [time for member in members if (time := _over_at(member)) is not None]
    if not over:
        return None
    return max(after(max(over), spans.game), after(max(member.facts_fetched_at for member in members), spans.unchanged))


def game_is_due_at(living: Sequence[Listing], spans: LifeSpans | None) -> datetime | None:
    """Return when a game with these living listings expires or has been unnamed for long enough, if ever."""
    since = [member.unnamed_since for member in living]
    unnamed = [time for time in since if time is not None]
    expires_at = None if spans is None else game_ends_at(living, spans)
    removed_at = after(max(unnamed), KEPT_UNNAMED) if unnamed and len(unnamed) == len(since) else None
    return min((time for time in (expires_at, removed_at) if time is not None), default=None)


def is_long_over(start_time: datetime | None, now: datetime, spans: LifeSpans | None) -> bool:
    """Whether a game whose start is all that is known of it has expired."""
    return spans is not None and start_time is not None and after(start_time, spans.game) <= now


def is_over(listing: Listing, now: datetime, spans: LifeSpans | None) -> bool:
    """Whether a listing's own facts say that its game has expired."""
    over_at = _over_at(listing)
    return spans is not None and over_at is not None and after(over_at, spans.game) <= now


def record_ends_at(kind: Kind, record: Current, spans: LifeSpans | None) -> datetime | None:
    """Return when a removed record becomes a tombstone or a living one expires by itself; None for any other record."""
    if record.is_removed:
        return after(record.changed_at, KEPT_AFTER_REMOVAL)
    ends_at = _ENDS_OF_LIVING.get(kind)
    return None if ends_at is None or spans is None else ends_at(record, spans)


def article_ends_at(record: Current, spans: LifeSpans) -> datetime:
    """Return when a living article expires."""
    dates = _read_dates(b"{" + record.rest)
    return article_ends_after(dates.published_at, dates.observed_at, record.changed_at, spans)


def profile_ends_at(record: Current, spans: LifeSpans) -> datetime:
    """Return when a living record of a team or a player expires."""
    return after(record.changed_at, spans.profile)


_ENDS_OF_LIVING = {Kind.NEWS: article_ends_at, Kind.TEAMS: profile_ends_at, Kind.PLAYERS: profile_ends_at}


def article_ends_after(
    published_at: datetime | None, modified_at: datetime | None, seen_at: datetime, spans: LifeSpans
) -> datetime:
    """Return when an article with these times expires. Neither time can be after the body that has it."""
    times = [time for time in (published_at, modified_at) if time is not None]
    return after(min(max(times), seen_at) if times else seen_at, spans.article)


def _over_at(listing: Listing) -> datetime | None:
    """Return when the game was over for its provider, or None while it cannot be.

    A listing without a start is not over while a target's list names it. Without one its newest facts count.
    """
    if listing.status in ENDED:
        return listing.ended_at or listing.facts_fetched_at
    if listing.start_time is not None:
        return listing.start_time
    return None if listing.named_by else listing.facts_fetched_at


def ends_with_its_game(record: Current) -> bool:
    """Whether a record was removed because its game ended."""
    reasons = (RemovalReason.EXPIRED, RemovalReason.UNNAMED)
    return record.is_removed and any(is_removal_for(record.rest, reason) for reason in reasons)
