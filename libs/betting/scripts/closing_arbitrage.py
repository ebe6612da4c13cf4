"""Counts arbitrages among EPL closing prices: `A1_HISTORY=DIR python libs/betting/scripts/closing_arbitrage.py`.

The naive count takes the best price of each outcome. Ours drops a book further than two points of implied probability
from the median first, and refuses what rounding to hundredths loses. Handicaps of different lines are tried as well.
"""

import csv
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from a1_betting.arbitrage import Leg, best_legs, find_arbitrage
from a1_betting.hold import overround
from a1_betting.outliers import outliers
from a1_betting.refused import Refused

HISTORY = Path(os.environ.get("A1_HISTORY", "../shared/history"))
OUTCOMES = ("home", "draw", "away")
NAMED = ("pinnacle", "bet365", "bwin", "interwetten", "williamhill", "vcbet")
TOTAL = Decimal(1000)
Row = Mapping[str, str]


def offers_of(row: Row, books: Sequence[str]) -> list[Leg]:
    """Return the closing offers of the books that price all outcomes."""
    prices = {book: [row[f"{book}_close_{outcome}"] for outcome in OUTCOMES] for book in books}
    return [
        Leg(selection=outcome, bookmaker=book, price=Decimal(price))
        for book, whole in prices.items()
        if all(whole)
        for outcome, price in zip(OUTCOMES, whole, strict=True)
    ]


def without_outliers(offers: Sequence[Leg]) -> list[Leg]:
    books = [offers[start : start + len(OUTCOMES)] for start in range(0, len(offers), len(OUTCOMES))]
    apart = outliers([[leg.price for leg in book] for book in books])
    return [leg for book, is_apart in zip(books, apart, strict=True) if not is_apart for leg in book]


def reported(offers: Sequence[Leg]) -> str:
    """Return what becomes of the best prices: `arbitrage`, `none` or the reason of a refusal."""
    try:
        return "none" if find_arbitrage(OUTCOMES, best_legs(OUTCOMES, offers), TOTAL) is None else "arbitrage"
    except Refused as refused:
        return str(refused.reason)


def is_naive(offers: Sequence[Leg]) -> bool:
    best = [max(leg.price for leg in offers if leg.selection == outcome) for outcome in OUTCOMES]
    return overround(best) < 0


def count(rows: Sequence[Row], books: Sequence[str]) -> Counter[str]:
    seen: Counter[str] = Counter()
    for row in rows:
        offers = offers_of(row, books)
        if len(offers) < 2 * len(OUTCOMES):
            continue
        seen["games"] += 1
        seen["naive"] += is_naive(offers)
        all_found, kept = reported(offers), without_outliers(offers)
        found = reported(kept) if kept else "none"
        seen["reported"] += found == "arbitrage"
        seen["outlier"] += all_found == "arbitrage" and found != "arbitrage"
        seen["rounding-loses"] += all_found == "rounding-loses"
    return seen


def unequal_lines(rows: Sequence[Row]) -> Counter[str]:
    """Count home and away handicaps whose lines differ: every pair must be refused."""
    seen: Counter[str] = Counter()
    for legs in handicap_pairs(rows):
        if overround([leg.price for leg in legs]) >= 0:
            continue
        seen["naive"] += 1
        try:
            seen["reported"] += find_arbitrage(("home", "away"), legs, TOTAL) is not None
        except Refused as refused:
            seen[str(refused.reason)] += 1
    return seen


def handicap_pairs(rows: Sequence[Row]) -> Iterator[tuple[Leg, Leg]]:
    """Iterate over home and away prices of neighbouring games, as if a table mixed their lines."""
    known = [row for row in rows if row["handicap_close_line_home"] and row["pinnacle_close_handicap_home"]]
    for first, second in pairwise(known):
        if first["handicap_close_line_home"] != second["handicap_close_line_home"]:
            yield (handicap(first, "home", "one book"), handicap(second, "away", "another"))


def handicap(row: Row, side: str, book: str) -> Leg:
    line = Decimal(row["handicap_close_line_home"])
    return Leg(selection=side, bookmaker=book, price=Decimal(row[f"pinnacle_close_handicap_{side}"]), line=line)


def closing_rows(folder: Path) -> list[Row]:
    """Return the games of the seasons in which each book's close is known."""
    with (folder / "epl.csv").open() as lines:
        return [row for row in csv.DictReader(lines) if row["season"] >= "2019"]


def main() -> None:
    rows = closing_rows(HISTORY)
    sets = {"six named books": NAMED, "Bet365 and Pinnacle": ("bet365", "pinnacle")}
    print("| closing prices, EPL 2019/20 to 2023/24 | games | naive | outlier | rounding-loses | reported |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, books in sets.items():
        seen = count(rows, books)
        cells = (seen[word] for word in ("games", "naive", "outlier", "rounding-loses", "reported"))
        print(f"| {name} | {' | '.join(map(str, cells))} |")
    seen = unequal_lines(rows)
    words = ("naive", "line-mismatch", "reported")
    print("handicaps of unequal lines:", ", ".join(f"{seen[word]} {word}" for word in words))


if __name__ == "__main__":
    main()
