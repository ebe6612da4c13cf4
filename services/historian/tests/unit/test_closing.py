from datetime import UTC, datetime, timedelta
from decimal import Decimal

from a1_historian.closing import QuoteRow, seal
from a1_historian.freshness import Span
from a1_historian.starts import Start, StartObserved
from a1_schemas.analytics_words import RefusalReason

TIP_OFF = datetime(2026, 11, 29, 19, tzinfo=UTC)
START = Start(TIP_OFF, StartObserved.LIVE_STATUS, 900)
UP = {"t": [Span(TIP_OFF - timedelta(hours=5), TIP_OFF + timedelta(minutes=1), "up", "content-new", 1)]}


def a_row(minutes: float, price: str | None = "1.91", **changes: object) -> QuoteRow:
    at = TIP_OFF + timedelta(minutes=minutes)
    row = QuoteRow(
        "s", "t", 5, at, at, Decimal("-3.5"), None if price is None else Decimal(price), -110, False, None, None
    )
    return row._replace(**changes)


def test_the_last_quote_before_the_start_is_the_close() -> None:
    [close] = seal([a_row(-60, "1.91"), a_row(-1, "1.95"), a_row(1, "3.0")], UP, START)
    assert (close.price, close.line, close.reason) == (Decimal("1.95"), Decimal("-3.5"), None)


def test_a_close_has_its_evidence() -> None:
    [close] = seal([a_row(-1, version=7)], UP, START)
    assert close.evidence == {
        "version": 7,
        "observed_at": "2026-11-29T18:59:00Z",
        "fetched_at": "2026-11-29T18:59:00Z",
        "ended_at": None,
        "source_state": "up",
        "started_at": "2026-11-29T19:00:00Z",
        "start_observed": "live-status",
        "start_version": 900,
    }


def test_a_quote_at_the_very_start_is_no_close() -> None:
    [close] = seal([a_row(-5, "1.91"), a_row(0, "2.2")], UP, START)
    assert close.price == Decimal("1.91")


def test_a_source_that_was_down_at_the_start_has_no_close() -> None:
    down = {"t": [*UP["t"][:1], Span(TIP_OFF - timedelta(minutes=2), TIP_OFF + timedelta(hours=1), "down", "x", 2)]}
    [close] = seal([a_row(-30)], down, START)
    assert (close.price, close.reason) == (None, RefusalReason.NO_CLOSE)
    assert close.evidence["state"] == "down"


def test_a_source_whose_last_report_ran_out_has_no_close() -> None:
    silent = {"t": [Span(TIP_OFF - timedelta(hours=5), TIP_OFF - timedelta(minutes=3), "up", "content-new", 1)]}
    [close] = seal([a_row(-30)], silent, START)
    assert close.evidence["why"] == "no-heartbeat"


def test_an_unknown_source_has_no_close() -> None:
    assert [close.price for close in seal([a_row(-30)], {}, START)] == [None]


def test_a_quote_that_is_suspended_for_the_start_closes_at_its_last_price() -> None:
    [close] = seal([a_row(-20, "1.91"), a_row(-2, "1.91", suspended=True)], UP, START)
    assert close.price == Decimal("1.91")
    assert close.evidence["ended_at"] == "2026-11-29T18:58:00Z"


def test_a_quote_that_was_withdrawn_long_before_the_start_is_no_close() -> None:
    [close] = seal([a_row(-90), a_row(-60, None, withdrawn="withdrawn")], UP, START)
    assert close.reason is RefusalReason.NO_CLOSE


def test_a_price_of_play_or_of_a_closed_market_is_no_close() -> None:
    for phase in ("live", "closed"):
        [close] = seal([a_row(-1, phase=phase)], UP, START)
        assert close.price is None


def test_a_game_without_quotes_has_one_row_that_says_so() -> None:
    [close] = seal([], UP, START)
    assert (close.series, close.reason) == ("", RefusalReason.NO_CLOSE)


def test_a_game_in_play_when_first_seen_has_no_close_for_any_quote() -> None:
    begun = START._replace(observed=StartObserved.ALREADY_BEGUN)
    [close] = seal([a_row(-30)], UP, begun)
    assert (close.series, close.evidence["start_observed"]) == ("", "already-begun")
