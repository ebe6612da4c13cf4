"""Which markets of an offer are read, and which give the quotes that they gave before."""

from datetime import datetime, timedelta

from a1_analysis.configuration import built_in
from a1_analysis.offer_book import OfferBook, Offered
from a1_analysis.quotes import Quote
from a1_schemas.betting_odds import BettingOdds, OfferMarket
from a1_schemas.vocabulary import MarketKey
from a1_testkit.canonical import NOW, an_offer

KEY = "evt|odds|odds|draftkings"
LATER = NOW + timedelta(minutes=1)


def read(
    book: OfferBook, *markets: OfferMarket, version: int, at: datetime = NOW, target: str = "odds/odds/nba"
) -> Offered:
    offer = BettingOdds.model_validate(
        an_offer(target=target, changed_at=at).model_dump() | {"observed_at": at, "markets": markets}
    )
    return book.read(KEY, offer.model_dump_json().encode(), version, built_in())


def a_market(key: MarketKey, price: str, *, observed_at: datetime | None = None) -> OfferMarket:
    line = None if key is MarketKey.MONEYLINE else "-3.5"
    [market] = an_offer(key=key, line=line, prices=(price, "1.95")).markets
    return market.model_copy(update={"observed_at": observed_at})


def quotes(offered: Offered) -> list[Quote]:
    return [quote for _, quote in offered.quotes]


def test_a_market_that_says_what_it_said_gives_the_same_quote_beside_one_that_moved() -> None:
    book = OfferBook()
    spread = a_market(MarketKey.SPREAD, "1.91")
    [_, old] = quotes(read(book, a_market(MarketKey.MONEYLINE, "1.80"), spread, version=1))
    offered = read(book, a_market(MarketKey.MONEYLINE, "1.85"), spread, version=2)
    moved, kept = quotes(offered)
    assert kept is old
    assert (moved.prices[0], moved.version) == (1.85, 2)
    assert [market.key for market in offered.new] == [MarketKey.MONEYLINE]


def test_a_market_without_a_time_of_its_own_is_read_again_when_its_offer_was_seen_later() -> None:
    book, market = OfferBook(), a_market(MarketKey.MONEYLINE, "1.80")
    read(book, market, version=1)
    [quote] = quotes(read(book, market, version=2, at=LATER))
    assert (quote.observed_at, quote.version) == (LATER, 2)


def test_a_market_with_a_time_of_its_own_stays_as_old_as_it_is() -> None:
    book, market = OfferBook(), a_market(MarketKey.MONEYLINE, "1.80", observed_at=NOW)
    [old] = quotes(read(book, market, version=1))
    [quote] = quotes(read(book, market, version=2, at=LATER))
    assert quote is old


def test_an_offer_of_another_target_is_read_as_a_whole() -> None:
    book, market = OfferBook(), a_market(MarketKey.MONEYLINE, "1.80")
    read(book, market, version=1)
    [quote] = quotes(read(book, market, version=2, target="odds/event-odds/nba"))
    assert (quote.target, quote.version) == ("odds/event-odds/nba", 2)


def test_a_key_that_was_forgotten_is_read_as_a_whole() -> None:
    book, market = OfferBook(), a_market(MarketKey.MONEYLINE, "1.80")
    read(book, market, version=1)
    book.forget(KEY)
    assert quotes(read(book, market, version=2))[0].version == 2
