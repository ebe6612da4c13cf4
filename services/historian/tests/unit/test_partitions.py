from datetime import UTC, datetime

from a1_historian.partitions import Month, month_of


def test_a_month_ends_where_the_next_begins() -> None:
    assert Month(2026, 12).next == Month(2027, 1)
    assert Month(2026, 1).before(13) == Month(2024, 12)
    assert month_of(datetime(2026, 11, 30, 23, 59, tzinfo=UTC)) == Month(2026, 11)


def test_a_partition_is_named_for_its_month() -> None:
    assert Month(2026, 3).partition_of("price_changes") == "price_changes_2026_03"
