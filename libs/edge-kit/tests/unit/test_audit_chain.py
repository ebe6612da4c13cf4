"""The audit log: what an entry has, and that no change of it goes unseen."""

from collections.abc import Callable

import pytest

from a1_edge_kit.audit_chain import first_break, next_entry
from a1_schemas.audit_entry import AuditEntry
from a1_schemas.edge_words import AuditAction
from a1_testkit.bad_credentials import key_record, key_set
from a1_testkit.clocks import START

KEY = key_record(key_set(START).good, START)


def entry_after(last: AuditEntry | None, **changed: object) -> AuditEntry:
    new = KEY.model_copy(update=changed)
    return next_entry(
        last,
        at=START,
        actor="ann",
        action=AuditAction.KEY_ROTATED if last else AuditAction.KEY_CREATED,
        subject=KEY.id,
        old=KEY.model_dump(mode="json") if last else {},
        new=new.model_dump(mode="json"),
    )


@pytest.fixture
def chain() -> list[AuditEntry]:
    entries = [entry_after(None)]
    for plan in ("free", "professional", "standard"):
        entries.append(entry_after(entries[-1], plan=plan))
    return entries


def test_an_entry_has_the_fields_that_changed_and_no_hash_of_a_secret() -> None:
    first = entry_after(None)
    assert (first.sequence, first.previous, first.old) == (1, "", {})
    assert first.new["name"] == KEY.name
    second = entry_after(first, plan="free", secret_hash="ff", previous_hash=KEY.secret_hash)
    assert (second.old, second.new) == ({"plan": "standard"}, {"plan": "free"})
    assert second.previous == first.hash
    assert KEY.secret_hash not in first.model_dump_json() + second.model_dump_json()


def test_a_whole_chain_has_no_break_even_where_retention_took_its_beginning(chain: list[AuditEntry]) -> None:
    assert first_break(chain) is None
    assert first_break(chain[2:]) is None
    assert first_break([]) is None


@pytest.mark.parametrize(
    ("spoil", "sequence"),
    [
        (lambda chain: [chain[0], chain[1].model_copy(update={"actor": "eve"}), *chain[2:]], 2),
        (lambda chain: [chain[0], chain[1].model_copy(update={"new": {"plan": "professional"}}), *chain[2:]], 2),
        (lambda chain: [chain[0], *chain[2:]], 3),
        (lambda chain: [chain[1], chain[0]], 1),
        (lambda chain: [*chain, chain[-1]], 4),
        (lambda chain: [*chain[:3], entry_after(chain[1], plan="free").model_copy(update={"sequence": 4})], 4),
    ],
)
def test_a_changed_missing_or_moved_entry_is_found(
    chain: list[AuditEntry], spoil: Callable[[list[AuditEntry]], list[AuditEntry]], sequence: int
) -> None:
    broken = first_break(spoil(chain))
    assert broken is not None
    assert broken.sequence == sequence
