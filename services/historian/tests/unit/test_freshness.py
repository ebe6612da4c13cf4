from datetime import UTC, datetime, timedelta

from a1_historian.freshness import NO_HEARTBEAT, UNKNOWN, Span, condition_at, follow
from a1_historian.records import Source

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


def a_report(seconds: float, state: str = "up") -> Source:
    at = NOON + timedelta(seconds=seconds)
    return Source(changed_at=at, target="t", state=state, reason="any", valid_until=at + timedelta(seconds=60))


def spans_of(*reports: Source) -> list[Span]:
    spans: list[Span] = []
    for version, report in enumerate(reports, 1):
        span = follow(spans[-1] if spans else None, report, version)
        if span is not None:
            spans = [*(each for each in spans if each.from_at != span.from_at), span]
    return spans


def test_reports_of_one_state_are_one_span() -> None:
    [span] = spans_of(a_report(0), a_report(30), a_report(60))
    assert (span.from_at, span.valid_until) == (NOON, NOON + timedelta(seconds=120))


def test_another_state_begins_a_span() -> None:
    assert [span.state for span in spans_of(a_report(0), a_report(30, "down"), a_report(60))] == ["up", "down", "up"]


def test_a_report_after_the_last_ran_out_begins_a_span() -> None:
    spans = spans_of(a_report(0), a_report(300))
    assert len(spans) == 2
    assert condition_at(spans, NOON + timedelta(seconds=100)) == NO_HEARTBEAT
    assert condition_at(spans, NOON + timedelta(seconds=310)).state == "up"


def test_before_the_first_report_nothing_is_known() -> None:
    assert condition_at(spans_of(a_report(0)), NOON - timedelta(seconds=1)) == UNKNOWN


def test_a_report_that_is_read_again_changes_nothing() -> None:
    [span] = spans_of(a_report(0))
    assert follow(span, a_report(0), span.version) is None
