"""Records that refer to a game: quotes, ladders, statistics, news and injuries."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from a1_mappers.extracted import (
    Article,
    Complete,
    InjuryReport,
    Line,
    LinePrice,
    LineupPlace,
    Player,
    PlayerBoxScore,
    Prop,
    Side,
)
from a1_mappers.extracted_offers import Market, Offer, Price
from a1_resolving.current import rest_of
from a1_schemas.causes import version_of
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus, InjuryStatus, Kind, LineType, MarketKey, Period, RejectReason, Selection

OFFERED = Complete((Kind.LISTINGS, Kind.ODDS, Kind.PROPS, Kind.PLAYER_STATS, Kind.INJURIES))
BOSTON = datetime.fromisoformat("2026-11-25T07:00:00-05:00")


def prop(name: str = "Jayson Tatum", *lines: Line, **more: object) -> Prop:
    facts: dict[str, object] = {
        "contest_id": "x",
        "league": "nba",
        "bookmaker": "draftkings",
        "bookmaker_name": "DraftKings",
        "player": Player(name=name),
        "stat_type": StatType.POINTS,
        "native_stat": "player_points",
        "lines": lines
        or (Line(line=Decimal("27.5"), over=LinePrice(Decimal("1.9")), under=LinePrice(Decimal("1.9"))),),
    }
    return Prop(**(facts | more))


def test_every_value_is_the_json_of_its_message(league, contest) -> None:
    outcomes = (
        Price(Selection.HOME, Decimal("-3.50"), Decimal("1.910")),
        Price(Selection.AWAY, Decimal("3.5"), Decimal(2)),
    )
    market = Market(key=MarketKey.SPREAD, native_key="spreads", outcomes=outcomes)
    offer = Offer(
        contest_id="x", league="nba", bookmaker="b", bookmaker_name="B", markets=(market,), observed_at=BOSTON
    )
    article = Article(native_id="1", league="nba", headline="Celtics", published_at=BOSTON, contest_ids=("x",))
    line = PlayerBoxScore(contest_id="x", league="nba", player=Player(name="A B"), stats={StatType.POINTS: Decimal(30)})
    league.see(Provider.ODDS, contest("x", start=BOSTON), offer, prop(observed_at=BOSTON), article, line, OFFERED)
    assert {kind for kind, *_ in league.log} == set(Kind) - {Kind.INJURIES, Kind.TEAMS, Kind.PLAYERS}
    for kind, key, value, causes in league.log:
        message = league.model(kind).model_validate_json(value)
        assert message.model_dump_json().encode() == value, key
        assert message.version == version_of(causes)
        assert value.endswith(rest_of(message))


def test_prices_and_lines_are_json_numbers_with_their_exact_digits(league, contest, offer) -> None:
    league.see(Provider.ODDS, contest("x"), offer("x", price="1.91", line="-3.5"), OFFERED)
    [value] = [value for kind, _, value, _ in league.log if kind is Kind.ODDS]
    assert b'"line":-3.5,"price":1.91,"american":-110' in value


def test_what_a_ladder_is_spread_over_is_one_ladder_from_the_lowest_line_up(league, contest) -> None:
    high = Line(line=Decimal("30.5"), over=LinePrice(Decimal("2.5")), native_key="player_points_alternate")
    league.see(Provider.ODDS, contest("x"), prop("Jayson Tatum", high), prop("Jayson Tatum"), OFFERED)
    [ladder] = league.living(Kind.PROPS).values()
    assert [rung.line for rung in ladder.lines] == [Decimal("27.5"), Decimal("30.5")]


def test_the_same_line_at_other_terms_is_another_rung(league, contest) -> None:
    lines = [Line(line=Decimal(20), line_type=kind) for kind in LineType]
    league.see(Provider.PRIZEPICKS, contest("x"), prop("Jayson Tatum", *lines), OFFERED)
    [ladder] = league.living(Kind.PROPS).values()
    assert {rung.line_type for rung in ladder.lines} == set(LineType)


@pytest.mark.parametrize(
    ("rejected", "reason"),
    [
        (prop("A + B", is_combo=True), RejectReason.UNSUPPORTED_COMBO),
        (prop("A + B", is_combo=True, members=(Player(name="A"),)), RejectReason.UNSUPPORTED_COMBO),
        (prop(stat_type=None, native_stat="?"), RejectReason.UNKNOWN_STAT),
        (prop(period=None), RejectReason.UNKNOWN_PERIOD),
    ],
)
def test_a_prop_that_cannot_be_told_is_refused_with_its_reason(league, contest, rejected, reason) -> None:
    outcome = league.see(Provider.PRIZEPICKS, contest("x"), rejected, prop(), OFFERED)
    assert outcome.rejects == {reason: 1}
    assert len(league.living(Kind.PROPS)) == 1


def test_a_line_that_cannot_be_taken_is_not_published(league, contest) -> None:
    lines = (Line(line=Decimal("27.5"), native_id="1"), Line(line=Decimal("28.5"), line_type=None, native_id="2"))
    only = prop("Jaylen Brown", Line(line=None, line_type=None, native_id="3"))
    league.see(Provider.PRIZEPICKS, contest("x"), prop("Jayson Tatum", *lines), only, OFFERED)
    [ladder] = league.living(Kind.PROPS).values()
    assert [rung.native_id for rung in ladder.lines] == ["1"]


def test_props_of_one_player_in_two_sources_are_of_one_player(league, contest) -> None:
    league.see(Provider.ODDS, contest("x"), prop("Luka Doncic"), OFFERED)
    side = Side(name="LAL", abbreviation="LAL")
    player = Player(name="Luka Dončić", team=side)
    league.see(Provider.PRIZEPICKS, contest("x"), prop(player=player), OFFERED, minutes=50)
    one, other = league.living(Kind.PROPS).values()
    assert one.player.player_id == other.player.player_id
    assert {one.player.team, other.player.team} == {"nba-los-angeles-lakers"}
    assert one.event_id == other.event_id


def test_a_player_has_what_the_provider_says_of_one_besides(league, contest) -> None:
    celtics = Side(name="Boston Celtics")
    player = Player(name="Jayson Tatum", native_id="4065648", team=celtics, position="SF", jersey="0")
    line = PlayerBoxScore(
        contest_id="401", league="nba", player=player, starter=True, stats={StatType.POINTS: Decimal(31)}
    )
    league.see(Provider.ESPN, contest("401"), line)
    [stats] = league.living(Kind.PLAYER_STATS).values()
    assert (stats.player.native_id, stats.player.position, stats.player.jersey) == ("4065648", "SF", "0")
    assert (stats.player.team, stats.starter) == ("nba-boston-celtics", True)


def test_figures_have_the_status_of_the_game_in_their_body(league, contest) -> None:
    def seen(status: EventStatus | None) -> list[EventStatus | None]:
        figures = {StatType.POINTS: Decimal(30)}
        line = PlayerBoxScore(
            contest_id="401", league="nba", player=Player(name="A B"), stats=figures, game_status=status
        )
        league.see(Provider.ESPN, contest("401", status=EventStatus.FINAL), line)
        return [stats.game_status for stats in league.living(Kind.PLAYER_STATS).values()]

    for status in (EventStatus.LIVE, EventStatus.FINAL, None):
        assert seen(status) == [status]


def test_a_place_in_the_lineup_of_the_same_body_leaves_the_status_of_the_figures(league, contest) -> None:
    player = Player(name="A B", native_id="7")
    line = PlayerBoxScore(
        contest_id="401",
        league="nba",
        player=player,
        stats={StatType.POINTS: Decimal(30)},
        game_status=EventStatus.LIVE,
    )
    place = LineupPlace(contest_id="401", league="nba", player=player, starter=True)
    league.see(Provider.ESPN, contest("401", status=EventStatus.LIVE), line, place)
    [stats] = league.living(Kind.PLAYER_STATS).values()
    assert (stats.game_status, stats.starter, stats.stats) == (EventStatus.LIVE, True, {StatType.POINTS: Decimal(30)})


def test_a_place_in_a_lineup_is_told_without_figures(league, contest) -> None:
    player = Player(name="Jayson Tatum", team=Side(name="Boston Celtics"), position="SF")
    league.see(
        Provider.SPORTRADAR, contest("uuid"), LineupPlace(contest_id="uuid", league="nba", player=player, starter=True)
    )
    [stats] = league.living(Kind.PLAYER_STATS).values()
    assert (stats.starter, stats.stats, stats.player.team) == (True, {}, "nba-boston-celtics")


def test_namesakes_of_the_two_teams_have_a_line_each(league, contest) -> None:
    lines = [
        PlayerBoxScore(
            contest_id="401",
            league="nba",
            player=Player(name="Jaylen Smith", native_id=team, team=Side(name=team)),
            stats={StatType.POINTS: Decimal(points)},
        )
        for team, points in (("Boston Celtics", 3), ("Los Angeles Lakers", 30))
    ]
    league.see(Provider.ESPN, contest("401"), *lines)
    found = {stats.player.team: stats.stats for stats in league.living(Kind.PLAYER_STATS).values()}
    assert found == {
        "nba-boston-celtics": {StatType.POINTS: Decimal(3)},
        "nba-los-angeles-lakers": {StatType.POINTS: Decimal(30)},
    }


def test_a_vanished_prop_is_withdrawn_at_once(league, contest) -> None:
    first_half = prop(period=Period.FIRST_HALF)
    league.see(Provider.PRIZEPICKS, contest("x"), prop(), first_half, OFFERED)
    league.see(Provider.PRIZEPICKS, contest("x"), first_half, OFFERED, minutes=60)
    [left] = league.living(Kind.PROPS).values()
    assert left.period is Period.FIRST_HALF


def test_a_body_that_is_no_whole_list_withdraws_nothing(league, contest, offer) -> None:
    league.see(Provider.ODDS, contest("x"), offer("x"), OFFERED)
    league.see(Provider.ODDS, contest("x"), minutes=60)
    assert len(league.living(Kind.ODDS)) == 1


def test_only_what_the_same_target_named_can_be_withdrawn(league, contest, offer) -> None:
    league.see(Provider.ODDS, contest("x"), offer("x"), OFFERED, target="odds/odds/nba/us")
    league.see(Provider.ODDS, contest("x"), OFFERED, target="odds/odds/nba/eu", minutes=60)
    assert len(league.living(Kind.ODDS)) == 1


def test_an_article_follows_its_game_to_another_id(league, contest) -> None:
    article = Article(native_id="1", league="nba", headline="Preview", contest_ids=("401",))
    league.see(Provider.SPORTRADAR, contest("u"), Complete((Kind.LISTINGS,)), minutes=0)
    late = league.tip_off + timedelta(days=3)
    league.see(Provider.ESPN, contest("401", start=late), article, Complete((Kind.LISTINGS,)), minutes=1)
    league.see(Provider.ESPN, contest("401"), Complete((Kind.LISTINGS,)), minutes=2)
    [event] = league.events()
    [news] = league.living(Kind.NEWS).values()
    assert news.event_ids == (event.event_id,)


def test_an_injury_ends_when_it_is_no_longer_reported_and_not_by_a_word_we_do_not_know(league) -> None:
    def report(name: str, status: InjuryStatus | None = InjuryStatus.OUT) -> InjuryReport:
        return InjuryReport(
            league="nba",
            team=Side(name="Boston Celtics"),
            player=Player(name=name),
            status=status,
            native_status="Out",
        )

    league.see(Provider.ESPN, report("A B"), report("C D"), OFFERED, feed="injuries")
    outcome = league.see(Provider.ESPN, report("A B"), report("E F", None), OFFERED, feed="injuries", minutes=60)
    [left] = league.living(Kind.INJURIES).values()
    assert (left.player.name, left.player.team) == ("A B", "nba-boston-celtics")
    assert outcome.rejects == {RejectReason.UNKNOWN_INJURY_STATUS: 1}
    league.see(Provider.ESPN, report("A B", None), OFFERED, feed="injuries", minutes=120)
    [left] = league.living(Kind.INJURIES).values()
    assert (left.player.name, left.status) == ("A B", InjuryStatus.OUT)


def test_a_late_body_changes_nothing(league, contest, offer) -> None:
    league.see(Provider.ODDS, contest("x"), offer("x", price="1.80"), OFFERED, minutes=10)
    outcome = league.see(Provider.ODDS, contest("x"), offer("x", price="1.70"), OFFERED, minutes=9)
    assert outcome.is_late
    assert outcome.changes == ()
