"""What of a record of the log is written into the view."""

from aiokafka import ConsumerRecord

from a1_normalizer.portions import ViewRecord, portions
from a1_schemas.causes import format_causes
from a1_schemas.edge_words import EdgeKind
from a1_schemas.vocabulary import Kind

LIVING = b'{"version":8,"changed_at":"2026-11-25T12:00:00Z","removed":null,"bookmaker":"draftkings"}'
REMOVED = LIVING.replace(b"null", b'"withdrawn"')


def written(value: bytes | None) -> ViewRecord:
    headers = (("causes", format_causes({"raw.odds": 7})),)
    record = ConsumerRecord("normalized.odds", 0, 0, 5, 0, b"key", value, None, 1, 1, headers)
    (portion,) = portions([record], {})
    (made,) = portion.records
    return made


def test_a_living_record_is_written_as_it_is():
    assert written(LIVING) == ViewRecord(Kind.ODDS, "key", 8, LIVING, is_tombstone=False, time_ms=5)


def test_of_a_removed_record_reason_and_time_are_kept():
    notice = b'{"removed":"withdrawn","changed_at":"2026-11-25T12:00:00Z"}'
    assert written(REMOVED) == ViewRecord(Kind.ODDS, "key", 8, notice, is_tombstone=False, time_ms=5)


def test_a_key_of_the_edge_is_written_as_it_is_and_its_place_in_the_log_is_its_version():
    record = ConsumerRecord("edge.keys", 8, 41, 5, 0, b"abcdefgh", b'{"id":"abcdefgh"}', None, 1, 1, ())
    (portion,) = portions([record], {})
    assert portion.records == [ViewRecord(EdgeKind.KEYS, "abcdefgh", 42, b'{"id":"abcdefgh"}', time_ms=5)]


def test_the_answers_are_those_of_statuses_also_of_one_that_a_newer_status_replaces():
    def record(topic: str, offset: int, answered_at: bytes) -> ConsumerRecord:
        headers = (("causes", format_causes({"raw.odds": offset})), ("answered_at", answered_at))
        return ConsumerRecord(topic, 0, offset, 5, 0, b"key", LIVING, None, 1, 1, headers)

    records = [record("normalized.sources", 1, b"a"), record("normalized.sources", 2, b"b")]
    (portion,) = portions([record("normalized.odds", 1, b"c"), *records], {})
    assert portion.answers == [b"a", b"b"]


def test_a_tombstone_has_no_document():
    assert written(None) == ViewRecord(Kind.ODDS, "key", 8, b"", is_tombstone=True, time_ms=5)
