from datetime import UTC, datetime, timedelta

from a1_normalizer.latency import latencies
from a1_normalizer.portions import ViewRecord
from a1_schemas.raw import format_time
from a1_schemas.vocabulary import Kind

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


def a_record(seconds_ago: float, kind: Kind = Kind.ODDS) -> ViewRecord:
    document = f'{{"version":7,"changed_at":"{format_time(NOW - timedelta(seconds=seconds_ago))}","observed_at":1}}'
    return ViewRecord(kind, "key", 7, document.encode())


def test_each_answer_counts_once_and_none_took_less_than_no_time() -> None:
    records = [a_record(1.5), a_record(1.5), a_record(0.25, Kind.EVENTS), a_record(-3)]
    assert latencies(records, NOW) == [1.5, 0.25, 0.0]


def test_a_status_a_removal_and_a_document_without_a_time_are_left_out() -> None:
    documents = (b"", b"{}", b'{"version":7,"changed_at":"soon"', b'{"version":7,"changed_at":"\xff"}')
    records = [ViewRecord(Kind.ODDS, "key", 7, document) for document in documents]
    assert latencies([*records, a_record(9, Kind.SOURCES)], NOW) == []
