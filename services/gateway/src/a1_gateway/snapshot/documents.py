"""Facts derived from the view's documents: the words clients may use for teams and players, and dependencies."""

import unicodedata
from functools import lru_cache

import msgspec

from a1_schemas import fast

_LEFT_OUT = ".'\u2019"


class _Source(msgspec.Struct, frozen=True, gc=False):
    """The source of a score."""

    source: str


class _Scored(msgspec.Struct, frozen=True, gc=False):
    """A game's score, as far as its source."""

    score: _Source | None = None


_decode_scored = msgspec.json.Decoder(_Scored)
_SCORE = b'"score":{'
"""Begins the score of a game: those of its sides are numbers."""


def team_words(team: fast.Team) -> tuple[str, ...]:
    """Return the words a client may use for a team, in lower case."""
    return tuple(word.casefold() for word in (team.team_id, team.name, team.abbreviation) if word)


def player_words(player: fast.PropPlayer) -> tuple[str, ...]:
    """Return the words a client may use for a player, in lower case: id, name, and the name plain and as written."""
    words = (player.player_id, player.name, _plain(player.name), player.written)
    return tuple(dict.fromkeys(word.casefold() for word in words if word))


def player_name(words: str) -> str:
    """Return the player's name, in lower case, from a player's words that are joined by line feeds."""
    return words.split("\n")[1].strip()


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


def score_source(event: bytes) -> str | None:
    """Return the provider that reports a game's score, or None where there is no score."""
    score = _decode_scored.decode(event).score
    return None if score is None else score.source


def with_score_freshness(event: bytes, freshness: str) -> bytes:
    """Return a game's bytes with one more field of its score."""
    return event.replace(_SCORE, _SCORE + b'"freshness":"' + freshness.encode() + b'",', 1)
