"""Measured frequencies of margins and totals, by league: `measured.json`, which scripts/measure_margins.py writes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType

from a1_schemas.leagues import League


class Quantity(StrEnum):
    """The number that decides a bet."""

    MARGIN = "margin"
    """The home side's score less the away side's."""
    TOTAL = "total"
    """The sum of both scores."""


@dataclass(frozen=True, slots=True)
class MeasuredTable:
    """How often each number came about in games that the market held to be even."""

    games: int
    seasons: str
    source: str
    measured: date
    weights: Mapping[int, float]
    """By number; a margin is as often positive as negative."""


def read_tables(text: str) -> Mapping[tuple[League, Quantity], MeasuredTable]:
    """Return the tables of a document such as `measured.json`."""
    return {
        (League(row["league"]), Quantity(row["quantity"])): MeasuredTable(
            row["games"],
            row["seasons"],
            row["source"],
            date.fromisoformat(row["measured"]),
            MappingProxyType({int(number): weight for number, weight in row["weights"].items()}),
        )
        for row in json.loads(text)
    }


MEASURED = MappingProxyType(read_tables((files("a1_betting.margins") / "measured.json").read_text()))
"""Every table there is. A league and quantity without one has no empirical distribution."""
