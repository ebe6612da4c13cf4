"""ESPN's odds as it has written them since 2013: three shapes, side by side in one item or alone.

Blocks by market (2026: `moneyline`, `pointSpread`, `total`), figures by moment (2024: `open`, `current`, `close`), and
bare numbers (`moneyLine`, `spreadOdds`, `overOdds`); Bet365 alone is written by bet (`bettingOdds`).
"""

import msgspec


class Provider(msgspec.Struct, frozen=True, gc=False):
    """The bookmaker: its name is spelt in several ways under one id."""

    id: str | int
    name: str | None = None
    displayName: str | None = None


class LinedPrice(msgspec.Struct, frozen=True, gc=False):
    """`{"line": "o2.5", "odds": "+105"}`."""

    line: object = None
    odds: object = None


class Moments(msgspec.Struct, frozen=True, gc=False):
    """One selection of a block at its moments."""

    open: LinedPrice | None = None
    close: LinedPrice | None = None
    current: LinedPrice | None = None


class Block(msgspec.Struct, frozen=True, gc=False):
    """A market with its selections."""

    home: Moments | None = None
    away: Moments | None = None
    draw: Moments | None = None
    over: Moments | None = None
    under: Moments | None = None


class Figure(msgspec.Struct, frozen=True, gc=False):
    """A price in every format, or a line (`american` then holds the line)."""

    american: object = None
    decimal: object = None
    fraction: object = None
    value: object = None
    summary: object = None


class SideFigures(msgspec.Struct, frozen=True, gc=False):
    """One side's figures at one moment."""

    pointSpread: Figure | None = None
    spread: Figure | None = None
    moneyLine: Figure | None = None


class SideOdds(msgspec.Struct, frozen=True, gc=False):
    """One side, or the draw."""

    moneyLine: object = None
    spreadOdds: object = None
    open: SideFigures | None = None
    close: SideFigures | None = None
    current: SideFigures | None = None
    odds: Figure | None = None
    value: object = None
    summary: object = None


class TotalFigures(msgspec.Struct, frozen=True, gc=False):
    """The total's figures at one moment."""

    over: Figure | None = None
    under: Figure | None = None
    total: Figure | None = None


class Bet(msgspec.Struct, frozen=True, gc=False):
    """A price or a line of Bet365."""

    value: object = None


class Bets(msgspec.Struct, frozen=True, gc=False):
    """Bet365's bets before a game."""

    preMatchMoneyLineHome: Bet | None = None
    preMatchMoneyLineAway: Bet | None = None
    preMatchMoneyLineDraw: Bet | None = None
    preMatchSpreadHome: Bet | None = None
    preMatchSpreadAway: Bet | None = None
    preMatchSpreadHandicapHome: Bet | None = None
    preMatchSpreadHandicapAway: Bet | None = None
    preMatchTotalOver: Bet | None = None
    preMatchTotalUnder: Bet | None = None
    preMatchTotalHandicap: Bet | None = None


class BettingOdds(msgspec.Struct, frozen=True, gc=False):
    """Where Bet365's bets are kept."""

    teamOdds: Bets | None = None


class Item(msgspec.Struct, frozen=True):
    """One bookmaker's odds on one game. `spread` is the home side's line."""

    provider: Provider
    spread: object = None
    overUnder: object = None
    overOdds: object = None
    underOdds: object = None
    homeTeamOdds: SideOdds | None = None
    awayTeamOdds: SideOdds | None = None
    drawOdds: SideOdds | None = None
    open: TotalFigures | None = None
    close: TotalFigures | None = None
    current: TotalFigures | None = None
    moneyline: Block | None = None
    pointSpread: Block | None = None
    total: Block | None = None
    bettingOdds: BettingOdds | None = None
