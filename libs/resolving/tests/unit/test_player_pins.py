"""Decisions about players take effect at once, persist and can be undone."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from a1_identity.persons import id_of_name
from a1_mappers.extracted import Complete, Extracted, Line, LinePrice, Player, Prop, RosterPlace, Side
from a1_schemas.identity_decision import DecisionAction
from a1_schemas.ids import player_id
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import Kind, RejectReason

PIN, SPLIT, UNPIN = DecisionAction.PIN, DecisionAction.SPLIT, DecisionAction.UNPIN
CELTICS, LAKERS = Side(name="Boston Celtics"), Side(name="Los Angeles Lakers")
NIC, NICOLAS = id_of_name("claxton nic", League.NBA), id_of_name("claxton nicolas", League.NBA)
APART = player_id(League.NBA, "sportradar", "a")

Build = Callable[..., Extracted]


def roster(league, provider: Provider, native_id: str, name: str, team: Side = CELTICS) -> None:
    place = RosterPlace(league="nba", team=team, player=Player(name=name, native_id=native_id))
    league.see(provider, place, Complete((Kind.PLAYERS,)), target=f"{provider}/roster/nba/{team.name}")


def prop(name: str, book: str = "fanduel") -> Prop:
    return Prop(
        contest_id="ab",
        league="nba",
        bookmaker=book,
        bookmaker_name=book,
        player=Player(name=name),
        stat_type=StatType.POINTS,
        native_stat="points",
        lines=(Line(line=Decimal("7.5"), over=LinePrice(Decimal("1.9"))),),
    )


def ids(league, kind: Kind = Kind.PLAYERS) -> set[str]:
    return {key.split("|")[-3 if kind is Kind.PROPS else -1] for key in league.living(kind)}


def values(league) -> dict[tuple[Kind, str], bytes]:
    return {(kind, key): record.rest for kind in Kind for key, record in league.state.living(kind)}


@pytest.fixture
def apart(league, contest: Build):
    """A player whom two rosters and two props name differently."""
    roster(league, Provider.ESPN, "1", "Nicolas Claxton")
    roster(league, Provider.SPORTRADAR, "a", "Nic Claxton")
    props = (prop("Nic Claxton"), prop("Nicolas Claxton", "draftkings"))
    league.see(Provider.ODDS, contest("ab"), *props, Complete((Kind.PROPS,)))
    assert ids(league) == {NIC, NICOLAS}
    return league


def test_a_pin_joins_two_names_in_all_records_and_an_unpin_restores_them(apart) -> None:
    before = values(apart)
    apart.decide_player(PIN, Provider.SPORTRADAR, "a", NICOLAS)
    assert ids(apart) == ids(apart, Kind.PROPS) == {NICOLAS}
    apart.decide_player(UNPIN, Provider.SPORTRADAR, "a")
    assert ids(apart) == ids(apart, Kind.PROPS) == {NIC, NICOLAS}
    assert values(apart) == before


def test_a_pin_outlives_a_restart_and_a_move(apart) -> None:
    apart.decide_player(PIN, Provider.SPORTRADAR, "a", NICOLAS)
    again = apart.restarted()
    roster(again, Provider.SPORTRADAR, "b", "Another Player")
    roster(again, Provider.SPORTRADAR, "a", "Nic Claxton", LAKERS)
    assert ids(again) == {NICOLAS, id_of_name("another player", League.NBA)}


def test_a_split_player_is_apart_until_unpinned(league) -> None:
    roster(league, Provider.ESPN, "1", "Nic Claxton")
    roster(league, Provider.SPORTRADAR, "a", "Nic Claxton")
    before = values(league)
    assert ids(league) == {NIC}
    league.decide_player(SPLIT, Provider.SPORTRADAR, "a")
    assert ids(league) == {NIC, APART}
    league.decide_player(UNPIN, Provider.SPORTRADAR, "a")
    assert values(league) == before


def test_a_decision_read_twice_changes_nothing(apart) -> None:
    assert apart.decide_player(PIN, Provider.SPORTRADAR, "a", NICOLAS).changes
    assert not apart.decide_player(PIN, Provider.SPORTRADAR, "a", NICOLAS).changes


@pytest.mark.parametrize(
    ("action", "native_id", "of", "reason"),
    [
        (SPLIT, "9", None, RejectReason.UNKNOWN_PLAYER),
        (PIN, "a", "ply_nba_aaaaaaaaaaaaaaaaaaaaaaaaaa", RejectReason.UNKNOWN_PLAYER),
        (PIN, "c", NIC, RejectReason.CONFLICTING_DECISION),
    ],
)
def test_a_decision_that_cannot_be_carried_out_is_refused(apart, action, native_id, of, reason) -> None:
    roster(apart, Provider.SPORTRADAR, "c", "Another Player", LAKERS)
    before = values(apart)
    outcome = apart.decide_player(action, Provider.SPORTRADAR, native_id, of)
    assert (outcome.dead_letter.reason, outcome.changes) == (reason, ())
    assert values(apart) == before


def test_two_players_of_a_provider_cannot_be_pinned_to_one(apart) -> None:
    roster(apart, Provider.SPORTRADAR, "c", "Another Player", LAKERS)
    apart.decide_player(PIN, Provider.SPORTRADAR, "a", NICOLAS)
    outcome = apart.decide_player(PIN, Provider.SPORTRADAR, "c", NICOLAS)
    assert outcome.dead_letter.reason is RejectReason.CONFLICTING_DECISION


def test_a_player_cannot_be_pinned_to_what_is_pinned_to_it(apart) -> None:
    apart.decide_player(PIN, Provider.SPORTRADAR, "a", NICOLAS)
    outcome = apart.decide_player(PIN, Provider.ESPN, "1", NICOLAS)
    assert outcome.dead_letter.reason is RejectReason.CONFLICTING_DECISION
