"""Canonical ids: opaque, never reused, and derived only from what they identify."""

import base64
import hashlib
from datetime import date

from a1_schemas.leagues import League
from a1_schemas.providers import Provider

_LENGTH = 26


def _hashed(*parts: str) -> str:
    """Return 26 lower-case base32 characters of a 128-bit hash.

    Parts are joined by a byte that occurs in none of them.
    """
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).digest()
    return base64.b32encode(digest).decode().rstrip("=").lower()[:_LENGTH]


def first_listing_event_id(league: League, team_a: str, team_b: str, local_date: date) -> str:
    """Return the id of the first listing of a pair of teams on a local date, with the sides in either order."""
    first, second = sorted((team_a, team_b))
    return f"evt_{league}_{_hashed('pair', league, first, second, local_date.isoformat())}"


def listing_event_id(league: League, provider: Provider, native_id: str) -> str:
    """Return the id of any other listing: a hash of league, provider and native id."""
    return f"evt_{league}_{_hashed('listing', league, provider, native_id)}"


def player_id(league: League, *identity: str) -> str:
    """Return `ply_<league>_<26 characters>` for the words that identify the player (see `a1_identity.players`)."""
    return f"ply_{league}_{_hashed('player', league, *identity)}"


def fair_price_id(league: str, *bet: str) -> str:
    """Return `fair_<league>_<26 characters>` for the words that identify the market, its event first."""
    return f"fair_{league}_{_hashed('fair', league, *bet)}"


def opportunity_id(league: str, *bet: str) -> str:
    """Return `opp_<league>_<26 characters>` for the kind, the market, and book, selection and line of each leg."""
    return f"opp_{league}_{_hashed('opportunity', league, *bet)}"


def league_of_analysis(published_id: str) -> str | None:
    """Return the league of a fair price's or an opportunity's id, or None if the text is neither."""
    return _league_of("fair", published_id) or _league_of("opp", published_id)


def league_of_event(event_id: str) -> str | None:
    """Return the league of an event id, or None if the text is no event id."""
    return _league_of("evt", event_id)


def league_of_player(player_id: str) -> str | None:
    """Return the league of a player's id, or None if the text is no player's id."""
    return _league_of("ply", player_id)


def _league_of(prefix: str, canonical_id: str) -> str | None:
    found, _, rest = canonical_id.partition("_")
    league, _, digest = rest.partition("_")
    return league if found == prefix and len(digest) == _LENGTH else None
