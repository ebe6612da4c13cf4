"""Normalises names of teams and people so that spellings of one name compare equal.

Words that distinguish teams are kept: State, Tech, A&M, Saint, compass directions, City, United, (FL), Women.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from a1_identity.encoding import mended

_APOSTROPHES = re.compile(r"['`´‘’ʻ]")
_NOT_WORD = re.compile(r"[^a-z0-9&]+")

_EXPANSIONS = {
    "mt": "mount",
    "univ": "university",
    "ft": "fort",
    "&": "and",
    "utd": "united",
    "conn": "connecticut",
    "la": "los angeles",
    "ny": "new york",
    "man": "manchester",
    "sixers": "76ers",
    "niners": "49ers",
}
"""Spellings of one word."""
_BEFORE_SAINT = frozenset({"mount", "mt", "fort", "ft", "port"})
"""`st` is Saint at the beginning of a name and after these; elsewhere it is State."""

DESIGNATORS = frozenset({"fc", "afc", "cf", "sc"})
"""Club designators. They distinguish no two teams."""

_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv", "v": "v"}


@lru_cache(maxsize=8_192)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a team's name: `"Miami (OH) RedHawks"` becomes `miami oh redhawks`."""
    words = _plain(name).replace("a&m", "a_and_m").split()
    return tuple(_in_full(words))


def team_key(name: str) -> str:
    """Return a key that is equal for spellings of one team's name."""
    return " ".join(words_of(name))


def short_keys(name: str) -> tuple[str, ...]:
    """Return the rule-based short forms of a name.

    `Los Angeles FC` becomes `lafc`, `Sporting Kansas City` becomes `sporting kc`.
    """
    words = words_of(name)
    places = [word for word in words if word not in DESIGNATORS]
    shortened = [words[0] + " " + "".join(word[0] for word in places[1:])] if len(places) > 2 else []
    if words[-1] in DESIGNATORS and len(places) > 1:
        shortened.append("".join(word[0] for word in places) + words[-1])
    return (team_key(name).replace(" ", ""), *shortened)


@lru_cache(maxsize=16_384)
def person_words(name: str) -> tuple[tuple[str, ...], str | None]:
    """Return the words of a person's name without the suffix, and the suffix (`jr`, `ii`) or None."""
    words = [word for word in _plain(name).replace("&", " ").split() if word]
    joined = _initials_joined(words)
    if len(joined) > 2 and joined[-1] in _SUFFIXES:
        return tuple(joined[:-1]), _SUFFIXES[joined[-1]]
    return tuple(joined), None


def _plain(name: str) -> str:
    """Return lower-case ASCII words separated by single spaces."""
    text = unicodedata.normalize("NFKC", mended(name)).casefold()
    text = _APOSTROPHES.sub("", anyascii(text).lower()).replace(".", "")
    return _NOT_WORD.sub(" ", text).strip()


def _in_full(words: list[str]) -> list[str]:
    found: list[str] = []
    for position, word in enumerate(words):
        if word == "st":
            is_saint = position == 0 or words[position - 1] in _BEFORE_SAINT
            found.append("saint" if is_saint else "state")
        elif word == "a_and_m":
            found.append("a&m")
        else:
            found += _EXPANSIONS.get(word, word).split()
    return found


def _initials_joined(words: list[str]) -> list[str]:
    """Join leading single letters, so that `C J Stroud` equals `CJ Stroud`."""
    count = 0
    while count < len(words) and len(words[count]) == 1:
        count += 1
    if count < 2:
        return words
    return ["".join(words[:count]), *words[count:]]
