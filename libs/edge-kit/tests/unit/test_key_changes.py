"""The life of a key, as pure functions."""

from datetime import UTC, datetime, timedelta

from a1_edge_kit.key_changes import KeyMaker, KeyState, revoked, state_of
from a1_edge_kit.key_ring import KeyRing
from a1_edge_kit.keys import derived_id, parse_key
from a1_edge_kit.plans import STANDARD
from a1_testkit.bad_credentials import PEPPER

NOW = datetime(2026, 11, 29, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)
MAKER = KeyMaker(PEPPER, "dev")


def test_a_key_is_active_until_its_lifetime_ends() -> None:
    shown = MAKER.created(
        name="app", scopes=("read:odds",), plan=STANDARD, now=NOW, by="ann", lifetime=timedelta(hours=2)
    )
    parts = parse_key(shown.text)
    assert parts is not None
    assert (parts.id, parts.environment) == (shown.key.id, "dev")
    assert [state_of(shown.key, at) for at in (NOW, LATER)] == [KeyState.ACTIVE, KeyState.EXPIRED]
    assert state_of(revoked(shown.key, NOW), LATER) is KeyState.REVOKED


def test_a_rotated_key_keeps_all_but_its_text_and_the_one_before_has_its_grace() -> None:
    first = MAKER.created(name="app", scopes=("read:odds",), plan=STANDARD, now=NOW, by="ann", lifetime=None)
    second = MAKER.rotated(first.key, now=NOW, grace=timedelta(hours=1))
    ring = KeyRing(PEPPER, "dev")
    ring.replace([second.key])
    assert [ring.find(shown.text, NOW) is not None for shown in (first, second)] == [True, True]
    assert [ring.find(shown.text, LATER) is not None for shown in (first, second)] == [False, True]
    changed = {"secret_hash", "previous_hash", "previous_until"}
    assert first.key.model_dump(exclude=changed) == second.key.model_dump(exclude=changed)


def test_an_id_follows_from_its_parts_and_the_pepper() -> None:
    found = derived_id(PEPPER, "key", "ann", "1")
    assert found == derived_id(PEPPER, "key", "ann", "1")
    others = [
        derived_id("another pepper", "key", "ann", "1"),
        *(derived_id(PEPPER, *parts) for parts in (("key", "ann", "2"), ("key", "bob", "1"), ("webhook", "ann", "1"))),
    ]
    assert len({found, *others}) == 5
    assert all(len(each) == 8 and each.isalnum() and each == each.lower() for each in (found, *others))
