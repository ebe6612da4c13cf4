"""The spellings that a client may have meant."""

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

_AT_MOST = 3
_LEAST = 70
"""Of 100: `lakerz` and `lakers` have 83, `drafkings` and `draftkings` 95, `warriers` and `mariners` 75."""


def nearest(text: str, spellings: Iterable[str]) -> list[str]:
    """Return up to three spellings that are nearly the text, the nearest first."""
    known = sorted(set(spellings))
    return [
        spelling
        for spelling, _, _ in process.extract(text, known, scorer=fuzz.ratio, limit=_AT_MOST, score_cutoff=_LEAST)
    ]


def nearest_values(text: str, values_of: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the values that the nearest spellings stand for, without repetition."""
    return list(dict.fromkeys(value for spelling in nearest(text, values_of) for value in values_of[spelling]))
