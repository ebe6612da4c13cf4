from hypothesis import given
from hypothesis import strategies as st

from a1_schemas.vocabulary import Kind
from a1_streaming.change_map import Change, ChangeMap
from a1_streaming.digest import digest_of, summed, written

from .changes import living, removal, tombstone


def filled(*changes: Change) -> ChangeMap:
    found = ChangeMap(Kind.ODDS)
    for change in changes:
        found.put(change)
    return found


def places(changes: list[Change]) -> list[tuple[str, int]]:
    return [(change.key, change.offset) for change in changes]


def test_a_reader_gets_the_newest_change_of_each_key_after_its_position_oldest_first() -> None:
    found = filled(living("a", 0, 1), living("b", 1, 2), living("a", 4, 5), living("c", 6, 7))
    assert places(found.since(-1)) == [("b", 1), ("a", 4), ("c", 6)]
    assert places(found.since(1)) == [("a", 4), ("c", 6)]
    assert places(found.since(6)) == []
    assert found.end == 6


def test_a_late_record_changes_nothing_and_moves_the_end() -> None:
    found = filled(living("a", 0, 5))
    assert not found.put(living("a", 1, 5))
    assert not found.put(living("a", 2, 4))
    assert places(found.since(-1)) == [("a", 0)]
    assert found.end == 2


def test_a_tombstone_of_the_same_version_ends_a_record_and_a_removal_of_it_does_not() -> None:
    found = filled(living("a", 0, 5))
    assert not found.put(removal("a", 1, 5))
    assert found.put(tombstone("a", 2, 5))
    assert found.count == 0
    assert not found.put(living("a", 3, 5))


def test_a_removal_keeps_its_reason_through_the_tombstone() -> None:
    found = filled(living("a", 0, 1), removal("a", 1, 2, "merged"), tombstone("a", 2, 3))
    last = found.since(-1)[0]
    assert (last.removed, last.value, last.version) == ("merged", None, 3)
    alone = filled(tombstone("a", 0, 3)).since(-1)[0]
    assert alone.removed == "expired"


def test_removals_are_forgotten_by_age_and_what_is_older_is_unknown() -> None:
    found = filled(living("a", 0, 1, time_ms=100), tombstone("b", 1, 1, time_ms=200), tombstone("c", 2, 1, time_ms=300))
    found.forget(300)
    assert places(found.since(-1)) == [("a", 0), ("c", 2)]
    assert found.first_position == 1


def test_a_removed_record_remembers_what_it_said() -> None:
    found = filled(living("a", 0, 1, bookmaker="betmgm"), tombstone("a", 1, 2))
    assert found.since(0)[0].facts.bookmakers == {"betmgm"}
    assert removal("b", 0, 1, bookmaker="betmgm").facts.bookmakers == {"betmgm"}


def test_the_digest_is_the_contracts() -> None:
    assert digest_of("odds", "k", 12) == 0x7F06BC969174866A
    assert written(-1) == "f" * 16
    assert summed([2**64 - 1, 2]) == 1


OPERATIONS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.integers(1, 9), st.sampled_from(["living", "removal", "tombstone"])),
    max_size=40,
)


@given(OPERATIONS, st.integers(-1, 40))
def test_a_resume_ends_in_the_state_and_digest_of_the_whole(operations: list[tuple[str, int, str]], cut: int) -> None:
    make = {"living": living, "removal": removal, "tombstone": tombstone}
    changes = [make[what](key, offset, version) for offset, (key, version, what) in enumerate(operations)]
    before, whole = filled(*changes[: cut + 1]), filled(*changes)
    held = {change.key: change for change in before.living}
    for change in whole.since(before.end):
        held.pop(change.key, None)
        if change.value is not None:
            held[change.key] = change
    assert {key: change.version for key, change in held.items()} == {each.key: each.version for each in whole.living}
    assert written(whole.digest) == written(sum(change.digest for change in held.values()))
    assert whole.count == len(held)
    applied = [change.offset for change in whole.since(-1)]
    assert whole.changes_since(-1) >= len(applied)


def test_how_many_changes_followed_a_position_is_exact_for_the_newest() -> None:
    found = filled(living("a", 0, 1), living("a", 3, 2), living("a", 4, 2), living("b", 9, 1))
    assert [found.changes_since(position) for position in (-1, 0, 3, 8, 9)] == [3, 2, 1, 1, 0]
    for offset in range(10, 30_010):
        found.put(living("c", offset, offset))
    assert found.changes_since(30_000) == 9
    assert found.changes_since(-1) >= 30_003


def test_a_change_that_a_newer_one_replaced_is_known_to_be_missing() -> None:
    found = filled(living("a", 0, 1), living("b", 1, 1), living("a", 4, 2), living("c", 5, 1))
    assert [found.has_replaced(position) for position in (-1, 0, 1, 4, 5)] == [True, False, False, False, False]
    found.whole_after = 4
    assert [found.has_replaced(position) for position in (0, 3, 4)] == [True, True, False]


def test_late_records_are_remembered_by_their_offsets_and_the_oldest_are_forgotten_by_name() -> None:
    found = filled(living("a", 0, 5), living("a", 3, 5), living("b", 4, 1), living("a", 6, 2))
    assert [offset for offset in range(8) if found.was_late(offset)] == [3, 6]
    assert found.replayable_after == -1
    for offset in range(7, 20_007):
        found.put(living("a", offset, 1))
    assert found.was_late(20_006)
    assert not found.was_late(3)
    assert found.replayable_after > 6
    assert not any(found.was_late(offset) for offset in (found.replayable_after - 1, found.replayable_after))
    assert found.was_late(found.replayable_after + 1)
