"""The players of records by rosters: whom a record means, as it stands."""

from collections.abc import Callable, Collection, Sequence

from a1_identity.names import person_words
from a1_identity.persons import Mentioned, Person, meant
from a1_identity.players import identify, name_key
from a1_schemas.leagues import League
from a1_schemas.listing import Listing
from a1_schemas.news_item import NewsItem

PersonsOf = Callable[[str], Sequence[Person]]
"""Returns the persons that have a name."""


def mentioned_as(written: str, provider: str, native_id: str | None, teams: Collection[str], own_id: str) -> Mentioned:
    """Return a player as a provider's record mentions one. `own_id` is the id that follows from the record alone."""
    roster_id = None if native_id is None else (str(provider), native_id)
    return Mentioned(name_key(written), person_words(written)[1], roster_id, teams, own_id)


def sides_of(listing: Listing | None) -> tuple[str, ...]:
    """Return the ids of the registered teams of a game, as its provider lists it."""
    sides = () if listing is None else (listing.home, listing.away)
    return tuple(side.team_id for side in sides if side.team_id is not None)


def article_by_rosters(item: NewsItem, persons_of: PersonsOf) -> NewsItem:
    """Return the article with the ids that its players have by rosters. They are on one of its teams, if it has any."""
    league = League(item.league)
    by_id = {}
    for player in item.players:
        own_id = identify(player.name, league)
        mentioned = mentioned_as(player.name, item.provider, player.native_id, item.team_ids, own_id)
        player_id = meant(mentioned, persons_of(mentioned.name), league)
        by_id.setdefault(player_id, player.model_copy(update={"player_id": player_id}))
    players = tuple(by_id[player_id] for player_id in sorted(by_id))
    return item if players == item.players else item.model_copy(update={"players": players})
