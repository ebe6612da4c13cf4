"""Which player a name means. The id is made of the name alone, so it depends on no order of arrival.

A name's words are compared in any order, since some books write the surname first. A suffix (Jr, II) is neutral where
only one source writes it; where one body names two players of one game that differ by the suffix alone, the one with
the suffix is another person and keeps it in the id.
"""

from a1_normalizer.identity.names import person_words
from a1_schemas.ids import player_id
from a1_schemas.vocabulary import League


def name_key(name: str) -> str:
    """What two spellings of one player's name have in common: its words without suffix, in alphabetical order."""
    words, _ = person_words(name)
    return " ".join(sorted(words))


def identify(name: str, league: League, namesakes: frozenset[str] = frozenset()) -> str:
    """The canonical id. `namesakes` are the keys that this body uses for two different people."""
    key = name_key(name)
    _, suffix = person_words(name)
    if suffix is not None and key in namesakes:
        return player_id(league, key, suffix)
    return player_id(league, key)


def namesakes_in(names: frozenset[str]) -> frozenset[str]:
    """Keys that several of these names have with different suffixes."""
    suffixes: dict[str, str | None] = {}
    twice: list[str] = []
    for name in sorted(names):
        key, (_, suffix) = name_key(name), person_words(name)
        if suffixes.setdefault(key, suffix) != suffix:
            twice.append(key)
    return frozenset(twice)
