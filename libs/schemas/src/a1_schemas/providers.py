"""Every provider, a row each: all that the product knows of a provider outside its ingester and its mappers.

Precedence, health, the command line, topics, generated files and the docs' tables follow from these rows.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderTraits:
    """The facts of one provider."""

    title: str
    """Its name in texts for people."""
    host: str
    """Where its API answers, unless its ingester's `BASE_URL` says otherwise."""
    needs_key: bool
    event_precedence: int
    """Whose facts of a game count first; the lowest number wins. No two providers share one."""
    has_stable_player_ids: bool
    """Whether one id means one player in all of its feeds."""
    feeds: tuple[str, ...]
    """The feeds that its ingester asks for, in the order in which they are listed."""


class Provider(StrEnum):
    """Who the data comes from; the names of the raw topics follow from these."""

    _value_: str
    traits: ProviderTraits

    def __new__(cls, value: str, traits: ProviderTraits) -> Self:
        """A member is its name on the wire, and carries its row."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.traits = traits
        return member

    SPORTRADAR = (
        "sportradar",
        ProviderTraits(
            title="Sportradar",
            host="https://api.sportradar.com",
            needs_key=True,
            event_precedence=0,
            has_stable_player_ids=True,
            feeds=("schedule", "game-summary", "lineups", "hierarchy", "injuries", "standings"),
        ),
    )
    ODDS = (
        "odds",
        ProviderTraits(
            title="The Odds API",
            host="https://api.the-odds-api.com",
            needs_key=True,
            event_precedence=2,
            has_stable_player_ids=False,
            feeds=("sports", "events", "odds", "event-markets", "event-odds", "scores"),
        ),
    )
    PRIZEPICKS = (
        "prizepicks",
        ProviderTraits(
            title="PrizePicks",
            host="https://partner-api.prizepicks.com",
            needs_key=False,
            event_precedence=3,
            has_stable_player_ids=False,
            feeds=("leagues", "projections"),
        ),
    )
    ESPN = (
        "espn",
        ProviderTraits(
            title="ESPN",
            host="https://site.api.espn.com",
            needs_key=False,
            event_precedence=1,
            has_stable_player_ids=True,
            feeds=("scoreboard", "summary", "news", "injuries", "teams", "standings", "roster"),
        ),
    )

    @property
    def service(self) -> str:
        """The ingester that asks it."""
        return f"ingest-{self.value}"

    @property
    def package(self) -> str:
        """Its part in the names of packages: `ingest_<package>`, `a1_mappers.<package>`."""
        return self.value.replace("-", "_")

    @property
    def settings_prefix(self) -> str:
        """What the names of its ingester's settings begin with."""
        return f"INGEST_{self.package.upper()}__"
