"""Identifies players by name. A player's id is derived from the name alone, so it does not depend on arrival order.

The words of a name are compared in any order, because some bookmakers write the surname first. Namesakes in one game of
one body get ids derived from a distinction as well: a suffix (Jr, II), else the team, else the provider's own id. A
suffix written by only one source makes no difference.
"""

from collections.abc import Iterable
from typing import NamedTuple

from a1_identity.names import person_words
from a1_schemas.ids import player_id
from a1_schemas.leagues import League


class Mention(NamedTuple):
    """A player as one body names one in one game."""

    name: str
    team_id: str | None = None
    native_id: str | None = None
    """The provider's id, if the provider has one id for each person."""


Distinction = tuple[str, ...]
"""The facts that distinguish a player from namesakes in the same body. Empty for a player without namesakes."""


def name_key(name: str) -> str:
    """Return a key that is equal for spellings of one player's name: its words without suffix, in alphabetical
    order.
    """
    words, _ = person_words(name)
    return " ".join(sorted(words))


def identify(name: str, league: League, distinction: Distinction = ()) -> str:
    """Return the canonical id of a player."""
    return player_id(league, name_key(name), *distinction)


def distinctions(mentions: Iterable[Mention]) -> dict[Mention, Distinction]:
    """Return the distinction of each player in one game, as short as possible."""
    found: dict[Mention, Distinction] = dict.fromkeys(mentions, ())
    for facet in (_suffix, _team, _native_id):
        alike: dict[tuple[str, Distinction], set[str]] = {}
        for mention, distinction in found.items():
            if (fact := facet(mention)) is not None:
                alike.setdefault((name_key(mention.name), distinction), set()).add(fact)
        for mention, distinction in found.items():
            fact = facet(mention)
            if fact and len(alike[name_key(mention.name), distinction]) > 1:
                found[mention] = (*distinction, fact)
    return found


def _suffix(mention: Mention) -> str:
    """Return the suffix. A name without one differs from a name with one."""
    return person_words(mention.name)[1] or ""


def _team(mention: Mention) -> str | None:
    """Return the team, or None, which differs from no other team."""
    return mention.team_id


def _native_id(mention: Mention) -> str | None:
    return mention.native_id
