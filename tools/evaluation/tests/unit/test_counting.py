"""Counting a body's extracted records."""

from decimal import Decimal

from a1_evaluation.counting import KINDS, count
from a1_mappers.extracted import (
    Article,
    Contest,
    Extracted,
    InjuryReport,
    Line,
    Player,
    PlayerBoxScore,
    Prop,
    Reject,
    Side,
)
from a1_mappers.extracted_offers import Market, Offer, Price
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import MarketKey, RejectReason, Selection


def counted(*extracted: Extracted) -> dict[str, int]:
    return {kind: number for kind, number in count(extracted).items() if number}


def contest(native_id: str, home: str | None = "Owls") -> Contest:
    return Contest(native_id=native_id, league="nba", home=Side(name=home), away=Side(name="Foxes"))


def prop(*lines: Line) -> Prop:
    return Prop(
        contest_id="1",
        league="nba",
        bookmaker="book",
        bookmaker_name="Book",
        player=Player(name="Ada Lee"),
        stat_type=StatType.POINTS,
        native_stat="player_points",
        lines=lines,
    )


def test_nothing_counts_as_nothing_of_every_kind() -> None:
    assert count([Reject(RejectReason.INVALID_JSON, "$")]) == dict.fromkeys(KINDS, 0)


def test_a_contest_counts_once_and_only_with_two_names() -> None:
    assert counted(contest("1"), contest("1"), contest("2"), contest("3", home=None)) == {"contests": 2}


def test_quotes_are_markets_and_outcomes_their_prices_by_line() -> None:
    price = Decimal(2)
    outcomes = (
        Price(Selection.OVER, Decimal("9.5"), price),
        Price(Selection.OVER, Decimal("10.5"), price),
        Price(Selection.OVER, Decimal("10.5"), Decimal(3)),
    )
    market = Market(key=MarketKey.TOTAL, native_key="totals", outcomes=outcomes)
    offer = Offer(contest_id="1", league="nba", bookmaker="book", bookmaker_name="Book", markets=(market,))
    assert counted(offer, offer) == {"quotes": 1, "outcomes": 2}


def test_that_no_player_scores_is_a_prop_and_no_quote() -> None:
    outcomes = (
        Price(Selection.NO_SCORER, None, Decimal(100), competitor="No Scorer"),
        Price(Selection.NO_SCORER, None, Decimal(100), competitor="No Goal"),
    )
    market = Market(key=MarketKey.ANYTIME_SCORER, native_key="player_anytime_td", outcomes=outcomes)
    offer = Offer(contest_id="1", league="nfl", bookmaker="book", bookmaker_name="Book", markets=(market,))
    assert counted(offer) == {"props": 2}


def test_a_price_without_its_line_and_a_line_that_cannot_be_taken_were_read() -> None:
    outcomes = (Price(Selection.OVER, Decimal("9.5"), Decimal(2)), Price(Selection.OVER, None, Decimal(2)))
    market = Market(key=MarketKey.TOTAL, native_key="totals", outcomes=outcomes)
    offer = Offer(contest_id="1", league="nba", bookmaker="book", bookmaker_name="Book", markets=(market,))
    row = prop(Line(line=None, line_type=None, native_id="1"))
    assert counted(offer, row) == {"quotes": 1, "outcomes": 2, "props": 1}


def test_rungs_count_by_the_providers_id_or_by_market_and_line() -> None:
    with_ids = prop(Line(line=Decimal(9), native_id="1"), Line(line=Decimal(9), native_id="2"))
    assert counted(with_ids, with_ids) == {"props": 2}
    by_line = prop(Line(line=Decimal(9), native_key="main"), Line(line=Decimal(9), native_key="alternate"))
    assert counted(by_line, by_line) == {"props": 2}


def test_statistics_count_once_for_each_player_and_contest() -> None:
    lines = [
        PlayerBoxScore(contest_id=game, league="nba", player=Player(name="Ada Lee"), stats={})
        for game in ("1", "1", "2")
    ]
    assert counted(*lines) == {"player_stats": 2}


def test_articles_and_injuries_count_once() -> None:
    article = Article(native_id="1", league="nba", headline="Owls win")
    report = InjuryReport(
        league="nba", team=Side(name="Owls"), player=Player(name="Ada Lee"), status=None, native_status="Resting"
    )
    assert counted(article, article, report, report) == {"news": 1, "injuries": 1}
