"""What the view's documents say beyond their fields: what clients may call what they name, and what depends on them."""

from a1_schemas import fast


def team_words(team: fast.Team) -> tuple[str, ...]:
    """What a client may call a team, in lower case."""
    return tuple(word.casefold() for word in (team.team_id, team.name, team.abbreviation) if word)


def player_words(player: fast.PropPlayer) -> tuple[str, ...]:
    """What a client may call a player, in lower case."""
    return (player.player_id, player.name.casefold())


def shown_elsewhere(event: fast.SportingEvent) -> tuple[object, ...]:
    """What odds, props and statistics show of their game: a score that moves leaves them as they are."""
    return (event.start_time, event.status, event.home, event.away, event.aliases)


def proving_targets(listing: fast.Listing) -> tuple[str, ...]:
    """The targets that name the listing now, or the one that named it last."""
    return listing.named_by or (listing.target,)
