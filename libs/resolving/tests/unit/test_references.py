"""Records that refer to a game, by whichever of its ids."""

from decimal import Decimal

from a1_mappers.extracted import Article, Complete, Line, LinePrice, Player, Prop, Side
from a1_mappers.extracted_offers import Market, Offer, Price
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import Kind, MarketKey, RejectReason, Selection

LISTED = Complete((Kind.LISTINGS,))


def test_an_offer_finds_its_game_by_another_id_of_the_contest(league, contest, offer) -> None:
    league.see(Provider.SPORTRADAR, contest("uuid", also_ids=("sr:match:7",)), LISTED)
    league.see(Provider.SPORTRADAR, offer("sr:match:7"))
    [event] = league.events()
    [odds] = league.living(Kind.ODDS).values()
    assert (odds.event_id, odds.native_event_id) == (event.event_id, "sr:match:7")


def test_a_dead_letter_says_which_contest_and_which_bookmaker(league, offer) -> None:
    letter = league.see(Provider.ODDS, offer("x", bookmaker="fanduel")).dead_letter
    assert (letter.reason, letter.path, letter.detail) == (RejectReason.UNKNOWN_EVENT, "x", "fanduel")
    assert letter.rejects == {RejectReason.UNKNOWN_EVENT: 1}


def test_an_offer_under_a_replaced_id_is_refused_with_the_reason(league, contest, offer) -> None:
    league.see(Provider.ODDS, contest("old"), LISTED, minutes=0)
    league.see(Provider.ODDS, contest("new"), LISTED, minutes=1)
    letter = league.see(Provider.ODDS, offer("old"), minutes=2).dead_letter
    assert (letter.reason, letter.path) == (RejectReason.DUPLICATE_RECORD, "old")
    assert letter.detail == "its provider lists the game under another id now"


def test_a_total_of_a_flipped_game_keeps_its_selections_from_the_lowest_line_up(league, contest) -> None:
    prices = [(Selection.OVER, "210.5"), (Selection.UNDER, "210.5"), (Selection.OVER, "205.5")]
    outcomes = tuple(Price(selection, Decimal(line), Decimal("1.9")) for selection, line in prices)
    total = Market(key=MarketKey.ALTERNATE_TOTAL, native_key="totals", outcomes=outcomes)
    offer = Offer(contest_id="x", league="nba", bookmaker="b", bookmaker_name="B", markets=(total,))
    league.see(Provider.ESPN, contest("401", "Boston Celtics", "Los Angeles Lakers"), LISTED)
    league.see(Provider.ODDS, contest("x", "Los Angeles Lakers", "Boston Celtics"), offer, LISTED)
    [odds] = league.living(Kind.ODDS).values()
    assert [(outcome.selection, str(outcome.line)) for outcome in odds.markets[0].outcomes] == [
        (Selection.OVER, "205.5"),
        (Selection.OVER, "210.5"),
        (Selection.UNDER, "210.5"),
    ]


def test_the_oldest_articles_beyond_five_hundred_end(league) -> None:
    def articles(first: int, count: int) -> list[Article]:
        return [Article(native_id=f"{number:03}", league="nba", headline="x") for number in range(first, first + count)]

    league.see(Provider.ESPN, *articles(0, 2), minutes=0)
    league.see(Provider.ESPN, *articles(2, 499), minutes=1)
    assert len(league.living(Kind.NEWS)) == 500
    assert league.newest(Kind.NEWS, "nba|espn|000").removed == "expired"


def test_a_players_team_is_known_by_the_providers_own_id(league, contest) -> None:
    player = Player(name="A B", team=Side(name="x", native_id="2"))
    prop = Prop(
        contest_id="401",
        league="nba",
        bookmaker="b",
        bookmaker_name="B",
        player=player,
        stat_type=StatType.POINTS,
        native_stat="points",
        lines=(Line(line=Decimal("1.5"), over=LinePrice(Decimal("1.9"))),),
    )
    league.see(Provider.ESPN, contest("401"), prop, LISTED)
    assert [found.player.team for found in league.living(Kind.PROPS).values()] == ["nba-boston-celtics"]
