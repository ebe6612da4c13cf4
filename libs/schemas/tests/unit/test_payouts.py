"""Payout tables: every figure with its source, nothing guessed."""

from decimal import Decimal

import pytest

from a1_schemas.payouts import CONTESTS, Entry, EntryType, GameMode, PayoutRefusal, read_contests

PICKEM, POOLS = CONTESTS


def entry(type_: EntryType, picks: int) -> Entry:
    (found,) = (each for each in PICKEM.entries if (each.type, each.picks) == (type_, picks))
    return found


@pytest.mark.parametrize(
    ("type_", "picks", "payouts"),
    [
        (EntryType.POWER, 2, {2: "3"}),
        (EntryType.POWER, 3, {3: "5"}),
        (EntryType.POWER, 4, {4: "10"}),
        (EntryType.POWER, 5, {5: "20"}),
        (EntryType.FLEX, 3, {3: "2.25", 2: "1.25"}),
        (EntryType.FLEX, 4, {4: "5", 3: "1.5"}),
        (EntryType.FLEX, 5, {5: "10", 4: "2", 3: "0.4"}),
        (EntryType.FLEX, 6, {6: "25", 5: "2", 4: "0.4"}),
    ],
)
def test_an_entry_pays_by_its_table(type_: EntryType, picks: int, payouts: dict[int, str]):
    found = {payout.correct: payout.multiple for payout in entry(type_, picks).payouts}
    assert found == {correct: Decimal(multiple) for correct, multiple in payouts.items()}
    assert list(found) == sorted(found, reverse=True)


def test_a_table_on_which_sources_disagree_is_refused():
    six = entry(EntryType.POWER, 6)
    assert (six.payouts, six.refused, len(six.sources)) == ((), PayoutRefusal.SOURCES_DISAGREE, 2)


def test_prize_pools_have_no_table():
    assert (POOLS.game_mode, POOLS.entries, POOLS.refused) == (GameMode.PRIZEPOOLS, (), PayoutRefusal.PAYOUT_UNKNOWN)


@pytest.mark.parametrize(
    "row",
    [
        "payouts = { 3 = 5 }",
        'payouts = { 2 = 3 }\nrefused = "payout-unknown"',
        "",
        'refused = "we-do-not-know"',
    ],
)
def test_a_table_without_sense_is_refused(row: str):
    text = '[[contest]]\nprovider = "prizepicks"\ngame_mode = "pickem"\n[[contest.entry]]\ntype = "power"\npicks = 2\n'
    with pytest.raises(ValueError, match=r"power of 2|refused"):
        read_contests(f'{text}sources = [{{ url = "https://prizepicks.com" }}]\n{row}')
