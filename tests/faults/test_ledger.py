"""The ledger finds each kind of fault in a log that was written by hand."""

import json

import pytest
from tests.faults.effects import Effects, digest_of
from tests.faults.feeding import Acknowledged
from tests.faults.ledger import judge, unaccounted
from tests.faults.log_tail import Written

ODDS = "normalized.odds"
ONE, TWO, THREE, OTHER = (f'{{"price":{price},"removed":null}}'.encode() for price in (1, 2, 3, 4))
A, B = (ODDS, "a"), (ODDS, "b")
REMOVED = json.dumps({"version": 5, "changed_at": "2026-11-25T12:00:00Z", "removed": "left-offer"}).encode()


def effects(*added: tuple[str, int, bytes | None]) -> Effects:
    found = Effects()
    for key, version, value in added:
        found.add((ODDS, key), version, value)
    return found


def log(*records: tuple[str, int, bytes | None]) -> list[Written]:
    return [
        Written(ODDS, 0, offset, key, version, digest_of(value)) for offset, (key, version, value) in enumerate(records)
    ]


WHOLE = (("a", 1, ONE), ("b", 2, TWO), ("a", 3, THREE))
VIEW = {A: (3, THREE), B: (2, TWO)}


def test_a_log_that_follows_is_clean() -> None:
    assert judge(effects(*WHOLE), log(*WHOLE), VIEW).is_clean


@pytest.mark.parametrize(
    ("records", "kind"),
    [
        (WHOLE[:2], "lost"),
        (WHOLE[1:], "lost"),
        ((*WHOLE, WHOLE[2]), "duplicated"),
        ((WHOLE[0], WHOLE[2], WHOLE[1], ("a", 2, TWO)), "regressions"),
        ((*WHOLE, ("c", 4, OTHER)), "invented"),
        ((("a", 1, OTHER), *WHOLE[1:]), "invented"),
    ],
)
def test_each_fault_of_a_log_is_found(records: tuple[tuple[str, int, bytes | None], ...], kind: str) -> None:
    assert judge(effects(*WHOLE), log(*records), VIEW).figures[kind] == 1


@pytest.mark.parametrize(
    "view",
    [
        {A: (1, ONE), B: (2, TWO)},
        {A: (3, OTHER), B: (2, TWO)},
        {A: (3, THREE)},
        {A: (3, b""), B: (2, TWO)},
        VIEW | {(ODDS, "c"): (9, OTHER)},
    ],
)
def test_each_fault_of_a_view_is_found(view: dict[tuple[str, str], tuple[int, bytes]]) -> None:
    assert judge(effects(*WHOLE), log(*WHOLE), view).unseen == 1


@pytest.mark.parametrize(
    ("value", "notice"), [(None, b""), (REMOVED, b'{"removed":"left-offer","changed_at":"2026-11-25T12:00:00Z"}')]
)
def test_a_removed_record_is_absent_or_a_notice(value: bytes | None, notice: bytes) -> None:
    gone = effects(("a", 5, value))
    assert judge(gone, log(("a", 5, value)), {}).is_clean
    assert judge(gone, log(("a", 5, value)), {A: (5, notice)}).is_clean
    assert judge(gone, log(("a", 5, value)), {A: (1, ONE)}).unseen == 1


def test_an_acknowledged_record_that_is_gone_is_unaccounted() -> None:
    ledger = [Acknowledged("raw.odds", 0, offset, "t", offset, b"") for offset in range(3)]
    assert unaccounted(ledger, [("raw.odds", 0, 0), ("raw.odds", 0, 2)]) == 1
