"""What daily fantasy entries pay: configuration with sources, `payout_tables.toml`.

A payout that no source gives, or that sources give differently, is refused with its reason and never guessed.
"""

import tomllib
from datetime import date
from decimal import Decimal
from enum import StrEnum
from importlib.resources import files

from pydantic import Field, model_validator

from a1_schemas.base import ExactNumber, Frozen
from a1_schemas.providers import Provider


class GameMode(StrEnum):
    """How the winners are paid."""

    PICKEM = "pickem"
    """By a table."""
    PRIZEPOOLS = "prizepools"
    """From a pool, by rank among the entrants."""


class EntryType(StrEnum):
    """How many of the picks must be right."""

    POWER = "power"
    """All of them."""
    FLEX = "flex"
    """Most of them; fewer right picks pay less."""


class PayoutRefusal(StrEnum):
    """Why there is no table."""

    PAYOUT_UNKNOWN = "payout-unknown"
    SOURCES_DISAGREE = "sources-disagree"


class Payout(Frozen):
    """What an entry pays for so many right picks."""

    correct: int
    """Right picks."""
    multiple: ExactNumber
    """Of the entry, with the entry included."""


class PayoutSource(Frozen):
    """Where a table stands."""

    url: str
    """Its address."""
    dated: date | None = None
    """The day that it gives; null where it gives none."""


class Entry(Frozen):
    """An entry of so many picks. Either its payouts or the reason of their absence is there."""

    type: EntryType
    """Whether all picks must be right."""
    picks: int = Field(ge=2, le=6)
    """Picks of the entry."""
    payouts: tuple[Payout, ...] = ()
    """Best first. Numbers of right picks that are missing pay nothing."""
    refused: PayoutRefusal | None = None
    """Why the payouts are not known."""
    sources: tuple[PayoutSource, ...] = Field(min_length=1)
    """Where the table was read, or the tables that disagree."""

    @model_validator(mode="after")
    def _is_paid_or_refused(self) -> "Entry":
        if bool(self.payouts) == bool(self.refused):
            raise ValueError(f"{self.type} of {self.picks}: either payouts or the reason of their absence")
        if any(payout.correct > self.picks for payout in self.payouts):
            raise ValueError(f"{self.type} of {self.picks}: more right picks than picks")
        return self


class Contest(Frozen):
    """A game mode of a provider, with its entries."""

    provider: Provider
    """The operator."""
    game_mode: GameMode
    """How the winners are paid."""
    entries: tuple[Entry, ...] = ()
    """By type and number of picks."""
    refused: PayoutRefusal | None = None
    """Why nothing is known of its payouts."""


def read_contests(text: str) -> tuple[Contest, ...]:
    """Return the contests of a TOML document. Raises ValueError where it is not one."""
    document = tomllib.loads(text, parse_float=Decimal)
    return tuple(
        Contest.model_validate({**row, "entries": [_entry(each) for each in row.get("entry", ())]})
        for row in document["contest"]
    )


def _entry(row: dict[str, object]) -> dict[str, object]:
    payouts = row.get("payouts", {})
    assert isinstance(payouts, dict)  # noqa: S101  # of TOML, checked below by its parts
    rows = [{"correct": int(correct), "multiple": multiple} for correct, multiple in payouts.items()]
    return {**row, "payouts": sorted(rows, key=lambda each: -each["correct"])}


CONTESTS = read_contests((files("a1_schemas") / "payout_tables.toml").read_text())
"""Every contest that is known."""
