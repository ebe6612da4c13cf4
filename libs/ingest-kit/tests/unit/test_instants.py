from datetime import UTC, datetime

import pytest

from a1_ingest_kit.instants import instant


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-25T23:45Z", datetime(2026, 11, 25, 23, 45, tzinfo=UTC)),
        ("2026-11-25T18:45:00-05:00", datetime(2026, 11, 25, 23, 45, tzinfo=UTC)),
        ("2026-11-25T23:45:00", datetime(2026, 11, 25, 23, 45, tzinfo=UTC)),
        ("0001-01-01T00:00:00+23:00", None),
        ("TBD", None),
        ("", None),
    ],
)
def test_a_start_time_is_an_instant_or_nothing(text, expected):
    assert instant(text) == expected
