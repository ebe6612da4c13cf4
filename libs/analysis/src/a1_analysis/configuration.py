"""The values that decisions follow from: those of the library, replaced section by section by records of the log."""

import hashlib
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

import msgspec

from a1_schemas.analytics_words import DevigMethod
from a1_schemas.payouts import CONTESTS

_DEFAULT = "default"


class Quotes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which quotes are used."""

    min_confidence: float
    outlier_points: float
    outlier_books: int
    max_age_s: dict[str, float]

    def max_age_of(self, feed: str) -> float:
        """Return the highest age of a feed's quotes, in seconds."""
        return self.max_age_s.get(feed, self.max_age_s[_DEFAULT])


class Fair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How fair prices are made."""

    method: DevigMethod
    min_books: int


class Opportunities(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From which size on something is an opportunity."""

    arbitrage_profit: float
    low_hold: float
    ev_errors: float
    stale_line_books: int


class Stakes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is staked."""

    total: float
    step: float
    steps: dict[str, float]

    def step_of(self, bookmaker: str) -> float:
        """Return of what a bookmaker's stakes are multiples."""
        return self.steps.get(bookmaker, self.step)


class Configuration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of it. `hash` names the values, and with them the payout tables."""

    quotes: Quotes
    fair: Fair
    opportunities: Opportunities
    stakes: Stakes
    commissions: dict[str, float | Literal["unknown"]]
    hash: str

    def commission_of(self, bookmaker: str) -> float | None:
        """Return the share of winnings that a bookmaker keeps; None where it is not known."""
        share = self.commissions.get(bookmaker, 0.0)
        return None if isinstance(share, str) else share


SECTIONS = ("quotes", "fair", "opportunities", "stakes", "commissions")
"""The keys of records of `analytics.config` that this library reads."""


def configured(records: Mapping[str, bytes]) -> Configuration:
    """Return the configuration with these records, by section. Raises ValueError for one that does not fit."""
    sections = {
        name: values | (msgspec.json.decode(records[name], type=dict[str, Any]) if name in records else {})
        for name, values in _defaults().items()
    }
    decisive = [sections, [contest.model_dump(mode="json") for contest in CONTESTS]]
    digest = hashlib.blake2b(msgspec.json.encode(decisive, order="deterministic"), digest_size=6).hexdigest()
    found = msgspec.convert(sections | {"hash": digest}, Configuration)
    if _DEFAULT not in found.quotes.max_age_s:
        raise ValueError("quotes.max_age_s has no default")
    return found


class Configured(NamedTuple):
    """A configuration, and the records that it follows from, by section."""

    records: Mapping[str, bytes]
    configuration: Configuration

    def after(self, section: str, value: bytes | None) -> "Configured":
        """Return what follows with one more record; None takes the section's record back.

        A record of another key changes nothing. Raises ValueError for one that does not fit.
        """
        if section not in SECTIONS:
            return self
        records = {name: known for name, known in self.records.items() if name != section}
        if value is not None:
            records[section] = value
        return Configured(records, configured(records))


@cache
def built_in() -> Configuration:
    """Return the library's own configuration."""
    return configured({})


@cache
def _defaults() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files(__package__ or "").joinpath("defaults.toml").read_text())
