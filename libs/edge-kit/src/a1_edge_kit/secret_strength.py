"""Whether a secret is strong enough for production."""

import secrets

FEWEST_BYTES = 32
_FEWEST_DIFFERENT = 10
_USUAL = ("a1betting", "changeme", "default", "development", "example", "password", "secret", "1234567890", "abcdefgh")


def new_secret() -> str:
    """Return a random secret of 43 characters: 256 bits."""
    return secrets.token_urlsafe(32)


def is_short(secret: str) -> bool:
    """Whether a secret has fewer than 32 bytes, which RFC 7518 (3.2) demands of a key of HS256."""
    return len(secret.encode()) < FEWEST_BYTES


def is_guessable(secret: str) -> bool:
    """Whether a secret is made of a usual word or of few characters, as examples and defaults are."""
    text = secret.casefold()
    return len(set(text)) < _FEWEST_DIFFERENT or any(word in text for word in _USUAL)
