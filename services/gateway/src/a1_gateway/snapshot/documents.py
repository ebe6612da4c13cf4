"""Facts derived from the view's documents: the words clients may use for teams and players, and dependencies."""

import unicodedata
from functools import lru_cache

from a1_schemas import fast

_LEFT_OUT = ".'\u2019"


def team_words(team: fast.Team) -> tuple[str, ...]:
    """Return the words a client may use for a team, in lower case."""
    return tuple(word.casefold() for word in (team.team_id, team.name, team.abbreviation) if word)


def player_words(player: fast.PropPlayer) -> tuple[str, ...]:
    """Return the words a client may use for a player, in lower case: also as the source writes it, and plain."""
    words = (player.player_id, player.name, _plain(player.name), player.written)
    return tuple(dict.fromkeys(word.casefold() for word in words if word))


def shown_elsewhere(event: fast.SportingEvent) -> tuple[object, ...]:
    """Return the fields of a game that odds, props and statistics show. A score is not one of them."""
    return (event.start_time, event.status, event.home, event.away, event.aliases)


def proving_targets(listing: fast.Listing) -> tuple[str, ...]:
    """Return the targets that contain the listing now, or the one that contained it last."""
    return listing.named_by or (listing.target,)


@lru_cache(maxsize=8192)
def _plain(name: str) -> str:
    """Return the name without accents, dots and apostrophes."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter) and letter not in _LEFT_OUT)
