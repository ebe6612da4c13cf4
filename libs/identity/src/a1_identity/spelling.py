"""Chooses one spelling of a person's name among those that sources write.

The choice is a function of the set of spellings alone, so it does not depend on arrival order. In this order decide:

1. the kind of source: providers with one id for each person (rosters, box scores, line-ups), then bookmakers' own
   feeds, then relayed bookmakers;
2. the order of the words that most sources of all kinds write, because some bookmakers write the surname first;
3. the text: not garbled, not in one case alone, with a suffix, with more accents, then longer (dots, apostrophes);
4. the number of sources;
5. the alphabet.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from a1_identity.encoding import mended
from a1_identity.names import person_words
from a1_schemas.providers import Provider

_PERSONS, _OWN, _RELAYED = 0, 1, 2


class Source(NamedTuple):
    """Who writes a name: a provider, and the bookmaker whose offer it relays (empty if none)."""

    provider: str
    bookmaker: str


class Spelling(NamedTuple):
    """A name as one source writes it."""

    source: Source
    text: str


def choose(spellings: Iterable[Spelling]) -> str:
    """Return the text of the best spelling. Raises ValueError where there is none."""
    texts: dict[str, dict[Source, None]] = {}
    orders: Counter[tuple[str, ...]] = Counter()
    for spelling in dict.fromkeys(spellings):
        texts.setdefault(spelling.text, {})[spelling.source] = None
        orders[_order(spelling.text)] += 1

    def rank(text: str) -> tuple[object, ...]:
        sources = texts[text]
        kind = min(_kind(source) for source in sources)
        return (kind, -orders[_order(text)], _flaws(text), -len(sources), text)

    return min(texts, key=rank)


def _order(text: str) -> tuple[str, ...]:
    return person_words(text)[0]


@lru_cache(maxsize=1024)
def _kind(source: Source) -> int:
    try:
        provider = Provider(source.provider)
    except ValueError:
        return _RELAYED
    if provider.traits.has_stable_player_ids:
        return _PERSONS
    return _OWN if source.bookmaker == source.provider else _RELAYED


@lru_cache(maxsize=8192)
def _flaws(text: str) -> tuple[bool, bool, bool, int, int]:
    """Return what a spelling lacks, most serious first. Less is better."""
    has_suffix = person_words(text)[1] is not None
    accents = sum(letter.isalpha() and not letter.isascii() for letter in text)
    return (mended(text) != text, text.isupper() or text.islower(), not has_suffix, -accents, -len(text))
