"""A player as one, merged from all rosters that list the player."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Annotated

import msgspec

from a1_gateway.snapshot.annotations import Moment, one_of
from a1_gateway.snapshot.answers import FreshOrStale, StreamCursor, ViewState
from a1_gateway.snapshot.freshness import Freshness, Source
from a1_gateway.snapshot.profile_precedence import ProfileSource, by_precedence, first, sources_of
from a1_schemas import fast
from a1_schemas.leagues import League
from a1_schemas.roster_status import RosterStatus


class LeaguePlayer(msgspec.Struct, frozen=True, kw_only=True):
    """A player. Each fact is that of the first of the rosters of one team that has it."""

    player_id: str
    """Our id of the player."""
    league: Annotated[str, one_of(League)]
    name: str
    """The player's name."""
    team_id: str
    position: str | None
    """As the provider writes it: `SF`, `QB`, `goalkeeper`."""
    jersey: str | None
    """The number on the shirt."""
    headshot: str | None
    """A link to an image."""
    status: Annotated[str, one_of(RosterStatus)] | None
    """The place on the roster; null where the providers' words are in no vocabulary."""
    provider_ids: dict[str, str]
    """The providers' own ids of the player, by provider."""
    sources: list[ProfileSource]
    """The rosters of the team, the first one first."""
    changed_at: Moment
    """The newest of its sources."""
    freshness: FreshOrStale
    """Fresh while any of its sources is."""


class PlayerMeta(msgspec.Struct, frozen=True):
    """The metadata of a page of one player."""

    generated_at: Moment
    """When the page was built."""
    view: ViewState
    """Whether what is served is all there is, or what was there before an outage."""
    sources: list[Source]
    cursor: StreamCursor


class PlayerPage(msgspec.Struct, frozen=True):
    """A page of one player."""

    data: LeaguePlayer
    meta: PlayerMeta


def player_row(profiles: Sequence[fast.PlayerProfile], freshness: Freshness) -> LeaguePlayer:
    """Return the player of these profiles. Raises IndexError without any.

    Rosters of another team than the first one's are passed over: one of them is out of date, or has a namesake.
    """
    team_id = by_precedence(profiles, freshness)[0].team_id
    ranked = by_precedence((each for each in profiles if each.team_id == team_id), freshness)
    sources = sources_of(ranked, freshness)
    return LeaguePlayer(
        player_id=ranked[0].player_id,
        league=ranked[0].league,
        name=ranked[0].name,
        team_id=team_id,
        position=first(ranked, attrgetter("position")),
        jersey=first(ranked, attrgetter("jersey")),
        headshot=first(ranked, attrgetter("headshot")),
        status=first(ranked, attrgetter("status")),
        provider_ids={name: native_id for each in reversed(ranked) for name, native_id in each.provider_ids.items()},
        sources=sources,
        changed_at=max(each.changed_at for each in ranked),
        freshness="fresh" if any(source.freshness == "fresh" for source in sources) else "stale",
    )
