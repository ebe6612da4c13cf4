from datetime import UTC, datetime, timedelta
from decimal import Decimal

from a1_historian.changes import Known, changes_of
from a1_historian.offers import Offer, offer_of_odds
from a1_historian.records import Market, Odds, Outcome

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


def an_offer(price: str | None = "1.91", line: str = "-3.5", *, minute: int = 0, **changes: object) -> Offer:
    outcome = Outcome("home", Decimal(line), None if price is None else Decimal(price))
    market = Market("spread", (outcome,), suspended=bool(changes.pop("suspended", False)))
    return offer_of_odds(
        Odds(
            changed_at=NOON + timedelta(minutes=minute),
            event_id="evt",
            league="nba",
            provider="odds",
            feed="odds",
            target="odds/odds/nba",
            bookmaker="fanduel",
            markets=(market,),
            **changes,  # pyright: ignore[reportArgumentType]
        )
    )


def after(*offers: Offer) -> dict[str, Known]:
    """The series after these offers, of the versions 1, 2, …"""
    known: dict[str, Known] = {}
    for version, offer in enumerate(offers, 1):
        known |= dict(changes_of(known, offer, version))
    return known


SERIES = "odds|odds|fanduel|spread|game|including-overtime|home|"


def test_the_first_quote_opens_its_series() -> None:
    known = after(an_offer("1.91"))[SERIES]
    assert known.opening.price == known.high == known.low == Decimal("1.91")
    assert (known.changes, known.version, known.withdrawn) == (1, 1, None)


def test_a_quote_that_stays_the_same_is_no_change() -> None:
    known = after(an_offer("1.91"))
    assert not dict(changes_of(known, an_offer("1.91", minute=5), 2))


def test_price_line_and_suspension_are_changes() -> None:
    known = after(an_offer("1.91"))
    for changed in (an_offer("1.95"), an_offer(line="-4"), an_offer(suspended=True)):
        assert [series for series, _ in changes_of(known, changed, 2)] == [SERIES]


def test_extremes_and_the_opening_outlive_the_moves() -> None:
    known = after(an_offer("1.91"), an_offer("2.05", "-4"), an_offer("1.80"))[SERIES]
    assert (known.low, known.high, known.changes) == (Decimal("1.80"), Decimal("2.05"), 3)
    assert (known.opening.price, known.opening.line) == (Decimal("1.91"), Decimal("-3.5"))


def test_a_removed_record_withdraws_its_series_for_its_reason() -> None:
    known = after(an_offer("1.91"), an_offer(removed="expired", minute=1))[SERIES]
    assert (known.withdrawn, known.quote.price, known.low) == ("expired", None, Decimal("1.91"))


def test_a_market_that_is_missing_is_withdrawn_once() -> None:
    gone = an_offer()._replace(quotes={})
    known = after(an_offer("1.91"), gone)
    assert known[SERIES].withdrawn == "withdrawn"
    assert not dict(changes_of(known, gone, 3))


def test_a_withdrawn_quote_that_returns_is_a_change() -> None:
    known = after(an_offer("1.91"), an_offer()._replace(quotes={}), an_offer("1.91"))[SERIES]
    assert (known.withdrawn, known.quote.price, known.changes) == (None, Decimal("1.91"), 3)


def test_records_that_are_read_again_change_nothing() -> None:
    offers = [an_offer("1.91"), an_offer("1.95"), an_offer()._replace(quotes={}), an_offer("1.95")]
    known = after(*offers)
    for version, offer in enumerate(offers, 1):
        assert not dict(changes_of(known, offer, version))
