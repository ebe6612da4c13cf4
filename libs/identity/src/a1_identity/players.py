"""Which player a name means. The id is made of the name alone, so it depends on no order of arrival.

A name's words are compared in any order, since some books write the surname first. Where one body names several people
alike in one game, their ids are made of what tells them apart besides: a suffix (Jr, II), else the team, else the
provider's own id. A suffix that only one source writes is neutral.
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
    """Where the provider has one id for each person."""


Distinction = tuple[str, ...]
"""What tells a player from namesakes of the same body; empty for who has none."""


def name_key(name: str) -> str:
    """What two spellings of one player's name have in common: its words without suffix, in alphabetical order."""
    words, _ = person_words(name)
    return " ".join(sorted(words))


def identify(name: str, league: League, distinction: Distinction = ()) -> str:
    """The canonical id."""
    return player_id(league, name_key(name), *distinction)


def distinctions(mentions: Iterable[Mention]) -> dict[Mention, Distinction]:
    """What tells these people apart who are named in one game, each by as little as is needed."""
    found: dict[Mention, Distinction] = dict.fromkeys(mentions, ())
    for facet in (_suffix, _team, _native_id):
        alike: dict[tuple[str, Distinction], set[str]] = {}
        for mention, distinction in found.items():
            if (told := facet(mention)) is not None:
                alike.setdefault((name_key(mention.name), distinction), set()).add(told)
        for mention, distinction in found.items():
            told = facet(mention)
            if told and len(alike[name_key(mention.name), distinction]) > 1:
                found[mention] = (*distinction, told)
    return found


def _suffix(mention: Mention) -> str:
    """None written is another suffix than one that is."""
    return person_words(mention.name)[1] or ""


def _team(mention: Mention) -> str | None:
    """One that is not told is no other."""
    return mention.team_id


def _native_id(mention: Mention) -> str | None:
    return mention.native_id
