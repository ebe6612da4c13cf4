"""Every fact of an extracted record is in the canonical record that is made of it."""

from datetime import UTC, date, datetime
from decimal import Decimal

from a1_mappers.extracted import Article, Complete, InjuryReport, Line, LinePrice, Player, Prop, Side
from a1_resolving.current import Current
from a1_schemas.game_facts import Venue
from a1_schemas.game_words import PropSide
from a1_schemas.identity_decision import DecisionAction
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import InjuryStatus, Kind, LineType, RejectReason

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
LISTED = Complete((Kind.LISTINGS,))


def test_an_article_keeps_its_text_and_means_the_games_and_teams_it_mentions(league, contest) -> None:
    facts = {
        "native_id": "7",
        "headline": "Preview",
        "description": "Before the game",
        "article_type": "Preview",
        "url": "https://www.espn.com/nba/story/_/id/7",
        "byline": "A. Writer",
        "published_at": NOON,
        "premium": True,
    }
    teams = (Side(name="Miami Heat"), Side(name="Boston Celtics"), Side(name="Shelby Owls"))
    article = Article(league="nba", modified_at=NOON, teams=teams, contest_ids=("401", "402"), **facts)
    league.see(Provider.ESPN, contest("401"), article, LISTED)
    [event] = league.events()
    [news] = league.living(Kind.NEWS).values()
    assert news.model_dump(exclude={"version", "changed_at"}) == facts | {
        "observed_at": NOON,
        "removed": None,
        "league": "nba",
        "provider": Provider.ESPN,
        "team_ids": ("nba-boston-celtics", "nba-miami-heat"),
        "event_ids": (event.event_id,),
        "players": (),
        "images": (),
    }


def test_a_listing_keeps_the_facts_of_its_first_contest(league, contest) -> None:
    facts = {"venue": "Garden", "neutral_site": True, "game_number": 2, "observed_at": NOON, "period": 3}
    league.see(Provider.ESPN, contest("401", also_ids=("b", "a"), **facts), LISTED)
    [listing] = league.living(Kind.LISTINGS).values()
    assert {name: getattr(listing, name) for name in ("neutral_site", "game_number", "observed_at")} == {
        name: value for name, value in facts.items() if name not in ("period", "venue")
    }
    assert listing.venue == Venue(name="Garden")
    assert (listing.also_ids, listing.native_id, listing.provider) == (("a", "b"), "401", Provider.ESPN)
    assert (listing.first_home, listing.first_away) == ("nba-boston-celtics", "nba-los-angeles-lakers")


def test_an_injury_keeps_its_facts_under_the_best_known_name_of_its_team(league) -> None:
    facts = {"body_part": "knee", "comment": "rest", "expected_return_on": date(2026, 12, 1), "observed_at": NOON}
    for team in (Side(name="Boston Celtics"), Side(name="Owls", native_id="999"), Side(name="Owls"), Side(name=None)):
        report = InjuryReport(
            league="nba",
            team=team,
            player=Player(name="A B", native_id="5", position="G", jersey="0"),
            status=InjuryStatus.OUT,
            native_status="Out",
            **facts,
        )
        league.see(Provider.ESPN, report)
    injuries = league.living(Kind.INJURIES)
    assert {key.split("|")[3] for key in injuries} == {"nba-boston-celtics", "999", "Owls", "unknown-team"}
    for injury in injuries.values():
        assert injury.model_dump(include=set(facts)) == facts
        assert (injury.status, injury.native_status) == (InjuryStatus.OUT, "Out")
        assert (injury.player.name, injury.player.position, injury.player.jersey) == ("A B", "G", "0")


def test_a_rung_keeps_every_fact_of_its_line(league, contest) -> None:
    line = Line(
        line=Decimal("27.5"),
        line_type=LineType.STANDARD,
        over=LinePrice(Decimal("1.9"), -110, native_id="s", link="https://book.example/s", limit=Decimal(500)),
        under=LinePrice(Decimal("2.5")),
        promo=True,
        regular_line=Decimal("28.5"),
        suspended=True,
        native_id="n",
    )
    prop = Prop(
        contest_id="x",
        league="nba",
        bookmaker="draftkings",
        bookmaker_name="DraftKings",
        player=Player(name="Jayson Tatum"),
        stat_type=StatType.POINTS,
        native_stat="player_points",
        lines=(line,),
    )
    league.see(Provider.ODDS, contest("x"), prop, LISTED)
    [found] = league.living(Kind.PROPS).values()
    facts = {"multiplier": None, "native_id": "s", "link": "https://book.example/s", "limit": Decimal(500)}
    other = dict.fromkeys(facts)
    assert [rung.model_dump() for rung in found.lines] == [
        {
            "line": Decimal("27.5"),
            "line_type": LineType.STANDARD,
            "over": {"price": Decimal("1.9"), "american": -110, **facts},
            "under": {"price": Decimal("2.5"), "american": 150, **other},
            "sides": (PropSide.OVER, PropSide.UNDER),
            "adjusted": None,
            "multiplier": None,
            "promo": True,
            "regular_line": Decimal("28.5"),
            "suspended": True,
            "native_id": "n",
            "mapped": True,
        }
    ]


def test_a_decision_that_cannot_be_carried_out_is_counted_in_the_league_of_the_state(league, league_named) -> None:
    assert league.decide(DecisionAction.SPLIT, Provider.ESPN, "none").league == "nba"
    other = league_named("nfl")
    other.state.league = "mlb"
    foreign = other.decide(DecisionAction.SPLIT, Provider.ESPN, "none")
    assert (foreign.league, foreign.rejects) == ("mlb", {RejectReason.UNSUPPORTED_LEAGUE: 1})


def test_a_record_is_read_with_its_time_of_change_and_whether_it_is_removed(league, contest) -> None:
    league.see(Provider.ESPN, contest("401"), LISTED)
    [value] = [value for kind, _, value, _ in league.log if kind is Kind.LISTINGS]
    current = Current.read(value, {"raw.espn": 0})
    assert (current.changed_at, current.is_removed, dict(current.causes)) == (NOON, False, {"raw.espn": 0})
    assert current.rest == value[value.index(b'"observed_at"') :]
