"""Which listings become one game, observed through the published events."""

from datetime import timedelta
from decimal import Decimal

from a1_mappers.extracted import Complete, Contest, KeepAlive, Side, Unchanged
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import EventStatus, Kind, MatchMethod, RejectReason, Selection

LISTED = Complete((Kind.LISTINGS,))
OFFERED = Complete((Kind.LISTINGS, Kind.ODDS))
YANKEES, RED_SOX = "New York Yankees", "Boston Red Sox"


def sources(event) -> set[tuple[str, str]]:
    return {(source.provider, source.native_id) for source in event.sources}


def test_four_providers_names_of_one_game_are_one_event(league, contest) -> None:
    league.see(Provider.ESPN, contest("401", "LA Clippers", "Golden State Warriors"), LISTED)
    league.see(Provider.ODDS, contest("ab", "Los Angeles Clippers", "Golden State Warriors"), OFFERED)
    league.see(Provider.SPORTRADAR, contest("uuid", "Los Angeles Clippers", "Golden State Warriors"), LISTED)
    league.see(Provider.PRIZEPICKS, contest("NBA_1", "LAC", "GSW", start=league.tip_off + timedelta(minutes=10)))
    [event] = league.events()
    assert len(sources(event)) == 4
    assert event.home.team_id == "nba-los-angeles-clippers"
    assert len(event.aliases) == 3


def test_the_id_of_a_game_outlives_its_reschedule(league, contest) -> None:
    league.see(Provider.ESPN, contest("401"), LISTED)
    [before] = league.events()
    league.see(Provider.ESPN, contest("401", start=league.tip_off + timedelta(days=7)), LISTED)
    [after] = league.events()
    assert after.event_id == before.event_id
    assert after.start_time == league.tip_off + timedelta(days=7)


def test_the_two_games_of_a_doubleheader_never_fall_together(league_named, contest) -> None:
    league = league_named("mlb")
    late = league.tip_off + timedelta(hours=3, minutes=30)
    for provider in Provider:
        league.see(
            provider,
            contest(f"{provider}1", YANKEES, RED_SOX, league="mlb"),
            contest(f"{provider}2", YANKEES, RED_SOX, start=late, league="mlb"),
            LISTED,
        )
    first, second = sorted(league.events(), key=lambda event: event.start_time)
    assert sources(first) == {(provider, f"{provider}1") for provider in Provider}
    assert sources(second) == {(provider, f"{provider}2") for provider in Provider}


def test_a_body_that_comes_a_day_late_leaves_no_game_that_it_named_no_more(league, contest) -> None:
    league.see(Provider.ESPN, contest("401", "Utah Jazz", "Houston Rockets"), LISTED, minutes=48 * 60)
    league.see(Provider.ODDS, contest("ab"), OFFERED, minutes=0)
    league.see(Provider.ODDS, OFFERED, minutes=5)
    assert [event.home.team_id for event in league.events()] == ["nba-utah-jazz"]


def test_a_listing_torn_between_two_games_stays_alone_for_review(league_named, contest) -> None:
    league = league_named("mlb")
    late = league.tip_off + timedelta(hours=3)
    league.see(
        Provider.ESPN,
        contest("1", YANKEES, RED_SOX, league="mlb"),
        contest("2", YANKEES, RED_SOX, start=late, league="mlb"),
        LISTED,
    )
    middle = league.tip_off + timedelta(hours=1, minutes=25)
    league.see(Provider.ODDS, contest("x", YANKEES, RED_SOX, start=middle, league="mlb"), OFFERED)
    assert len(league.events()) == 3
    [alone] = [event for event in league.events() if (Provider.ODDS, "x") in sources(event)]
    assert alone.sources[0].method is MatchMethod.REVIEW
    assert league.living(Kind.LISTINGS)["odds|mlb|x"].margin == Decimal("0.01")


def test_a_single_listing_near_the_first_game_attaches_to_it(league_named, contest) -> None:
    league = league_named("mlb")
    late = league.tip_off + timedelta(hours=3)
    league.see(
        Provider.ESPN,
        contest("1", YANKEES, RED_SOX, league="mlb"),
        contest("2", YANKEES, RED_SOX, start=late, league="mlb"),
        LISTED,
    )
    near = league.tip_off + timedelta(minutes=10)
    league.see(Provider.ODDS, contest("x", YANKEES, RED_SOX, start=near, league="mlb"), OFFERED)
    assert [len(event.sources) for event in sorted(league.events(), key=lambda event: event.start_time)] == [2, 1]


def test_the_margin_is_the_lead_over_the_next_game_that_a_listing_could_be(league_named, contest) -> None:
    league = league_named("mlb")
    late = league.tip_off + timedelta(hours=2)
    league.see(
        Provider.ESPN,
        contest("1", YANKEES, RED_SOX, league="mlb"),
        contest("2", YANKEES, RED_SOX, start=late, league="mlb"),
        LISTED,
    )
    near = league.tip_off + timedelta(minutes=15)
    league.see(Provider.ODDS, contest("x", YANKEES, RED_SOX, start=near, league="mlb"), OFFERED)
    listings = league.living(Kind.LISTINGS)
    assert (listings["odds|mlb|x"].confidence, listings["odds|mlb|x"].margin) == (Decimal("0.99"), Decimal("0.09"))
    assert listings["espn|mlb|2"].margin is None


def test_games_of_a_series_on_following_days_stay_apart(league_named, contest) -> None:
    league = league_named("mlb")
    for provider in (Provider.ESPN, Provider.ODDS):
        games = [
            contest(f"{day}", YANKEES, RED_SOX, start=league.tip_off + timedelta(days=day), league="mlb")
            for day in range(3)
        ]
        league.see(provider, *games, LISTED)
    assert [len(event.sources) for event in league.events()] == [2, 2, 2]


def test_swapped_sides_are_seen_and_the_spread_is_turned(league, contest, offer) -> None:
    league.see(Provider.ESPN, contest("401", "Boston Celtics", "Los Angeles Lakers"), LISTED)
    league.see(Provider.ODDS, contest("x", "Los Angeles Lakers", "Boston Celtics"), offer("x", price="1.80"), OFFERED)
    [event] = league.events()
    assert event.home.team_id == "nba-boston-celtics"
    [odds] = league.living(Kind.ODDS).values()
    [lakers] = [outcome for outcome in odds.markets[0].outcomes if outcome.selection is Selection.AWAY]
    assert (lakers.line, lakers.price) == (Decimal("-3.5"), Decimal("1.80"))


def test_quotes_follow_their_game_when_a_later_source_merges_it(league, contest, offer) -> None:
    league.see(Provider.ESPN, contest("401", start=league.tip_off + timedelta(days=2)), LISTED, minutes=0)
    league.see(Provider.ODDS, contest("x"), offer("x"), OFFERED, minutes=1)
    [alone] = [event for event in league.events() if (Provider.ODDS, "x") in sources(event)]
    league.see(Provider.ESPN, contest("401"), LISTED, minutes=2)
    [merged] = league.events()
    assert merged.event_id != alone.event_id
    assert merged.aliases == (alone.event_id,)
    [key] = league.living(Kind.ODDS)
    assert key.startswith(merged.event_id)
    assert league.newest(Kind.ODDS, f"{alone.event_id}|odds|feed|draftkings").removed == "merged"
    assert league.newest(Kind.EVENTS, alone.event_id).removed == "merged"


def test_a_game_stays_for_a_day_when_a_board_no_longer_names_it_and_its_quotes_go_at_once(
    league, contest, offer
) -> None:
    league.see(Provider.ODDS, contest("x"), offer("x"), OFFERED, minutes=0)
    league.see(Provider.ODDS, OFFERED, minutes=1)
    assert len(league.events()) == 1
    assert league.living(Kind.ODDS) == {}
    league.see(Provider.ESPN, minutes=24 * 60)
    assert len(league.events()) == 1
    league.see(Provider.ESPN, minutes=24 * 60 + 2)
    assert league.events() == []


def test_a_final_game_that_no_source_names_ends_too(league, contest) -> None:
    league.see(Provider.ESPN, contest("401", status=EventStatus.FINAL, scores=(99, 98)), LISTED, minutes=0)
    league.see(Provider.ESPN, LISTED, minutes=1)
    league.see(Provider.ODDS, minutes=24 * 60 + 2)
    assert league.events() == []


def test_an_ended_record_leaves_a_tombstone_after_eight_days(league, contest) -> None:
    league.see(Provider.ESPN, contest("401"), LISTED, minutes=0)
    [event] = league.events()
    league.see(Provider.ESPN, LISTED, minutes=1)
    league.see(Provider.ESPN, LISTED, minutes=25 * 60)
    assert league.newest(Kind.EVENTS, event.event_id).removed == "unnamed"
    league.see(Provider.ESPN, LISTED, minutes=10 * 24 * 60)
    assert league.newest(Kind.EVENTS, event.event_id) is None
    assert league.newest(Kind.LISTINGS, "espn|nba|401") is None


def test_a_game_that_is_named_again_lives_again_under_its_id(league, contest) -> None:
    league.see(Provider.ESPN, contest("401"), LISTED, minutes=0)
    [before] = league.events()
    league.see(Provider.ESPN, LISTED, minutes=1)
    league.see(Provider.ESPN, LISTED, minutes=25 * 60)
    assert league.events() == []
    league.see(Provider.ESPN, contest("401"), LISTED, minutes=26 * 60)
    assert [event.event_id for event in league.events()] == [before.event_id]


def test_an_id_issued_anew_in_mid_game_continues_the_game(league, contest, offer) -> None:
    league.see(Provider.ODDS, contest("old"), offer("old"), OFFERED, minutes=0)
    [before] = league.events()
    league.see(Provider.ODDS, contest("new"), offer("new"), OFFERED, minutes=1)
    [after] = league.events()
    assert after.event_id == before.event_id
    assert [source.native_id for source in after.sources] == ["new"]
    [odds] = league.living(Kind.ODDS).values()
    assert odds.native_event_id == "new"


def test_tomorrows_list_removes_no_game_of_today(league, contest) -> None:
    league.see(Provider.ESPN, contest("401"), LISTED, target="espn/scoreboard/nba/20261125")
    league.see(Provider.ESPN, LISTED, target="espn/scoreboard/nba/20261126", minutes=1)
    [listing] = league.living(Kind.LISTINGS).values()
    assert listing.unnamed_since is None


def test_status_and_score_come_from_the_source_that_knows_more(league, contest) -> None:
    league.see(Provider.SPORTRADAR, contest("uuid", status=EventStatus.SCHEDULED), LISTED, minutes=0)
    league.see(Provider.ESPN, contest("401", status=EventStatus.LIVE, scores=(10, 12)), LISTED, minutes=1)
    league.see(Provider.ODDS, contest("x"), OFFERED, minutes=2)
    [event] = league.events()
    assert (event.status, event.home.score, event.away.score) == (EventStatus.LIVE, 10, 12)


def test_a_lesser_source_that_has_not_heard_of_the_end_hides_it_not(league, contest) -> None:
    league.see(Provider.SPORTRADAR, contest("uuid", status=EventStatus.FINAL, scores=(100, 90)), LISTED, minutes=0)
    league.see(Provider.ESPN, contest("401", status=EventStatus.LIVE, scores=(98, 90)), LISTED, minutes=1)
    [event] = league.events()
    assert (event.status, event.home.score) == (EventStatus.FINAL, 100)


def test_a_side_to_be_determined_keeps_the_listing_alone_until_it_is_known(league, contest) -> None:
    league.see(Provider.ESPN, contest("401", "Boston Celtics", None), LISTED, minutes=0)
    league.see(Provider.SPORTRADAR, contest("uuid"), LISTED, minutes=1)
    assert len(league.events()) == 2
    league.see(Provider.ESPN, contest("401"), LISTED, minutes=2)
    [event] = league.events()
    assert len(event.sources) == 2


def test_contests_of_other_leagues_are_counted_without_a_dead_letter(league, contest) -> None:
    outcome = league.see(Provider.ESPN, contest("1", "Bruins", "Sabres", league="nhl"), LISTED)
    assert outcome.rejects == {RejectReason.UNSUPPORTED_LEAGUE: 1}
    assert outcome.dead_letter is None
    assert league.events() == []


def test_a_mixed_board_keeps_games_of_two_registered_teams(league_named, contest) -> None:
    league = league_named("epl")
    league.see(
        Provider.PRIZEPICKS,
        contest("1", "Arsenal", "Chelsea", league="soccer"),
        contest("2", "Bayern München", "Union Berlin", league="soccer"),
        LISTED,
    )
    [event] = league.events()
    assert (event.home.team_id, event.away.team_id) == ("epl-arsenal", "epl-chelsea")


def test_an_offer_on_an_unknown_game_is_refused(league, offer) -> None:
    outcome = league.see(Provider.ODDS, offer("nobody"), OFFERED)
    assert outcome.dead_letter.reason is RejectReason.UNKNOWN_EVENT


def test_what_is_unchanged_or_kept_is_not_withdrawn(league, contest, offer) -> None:
    league.see(Provider.ODDS, contest("x"), contest("y", "Utah Jazz", "Miami Heat"), offer("x"), offer("y"), OFFERED)
    league.see(
        Provider.ODDS,
        Unchanged(Kind.LISTINGS, ("x",)),
        Unchanged(Kind.LISTINGS, ("y",)),
        Unchanged(Kind.ODDS, ("x", "draftkings")),
        KeepAlive(Kind.ODDS, "y"),
        OFFERED,
        minutes=90,
    )
    assert len(league.living(Kind.ODDS)) == 2


def test_ids_shared_within_a_provider_join_its_listings(league) -> None:
    sides = {"home": Side(name="Boston Celtics"), "away": Side(name="Miami Heat")}
    by_uuid = Contest(native_id="uuid", league="nba", **sides, start_time=league.tip_off, also_ids=("sr:match:7",))
    by_number = Contest(native_id="sr:match:7", league="nba", **sides, start_time=league.tip_off + timedelta(days=3))
    league.see(Provider.SPORTRADAR, by_uuid, LISTED, feed="schedule")
    league.see(Provider.SPORTRADAR, by_number, LISTED, feed="odds", minutes=1)
    assert len(league.events()) == 1
