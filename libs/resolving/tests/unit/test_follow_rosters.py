"""Players of one name on two teams are two in all records, in every order of arrival."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import permutations

import pytest

from a1_identity.persons import id_of_name, unplaced_id
from a1_mappers.extracted import (
    Article,
    Complete,
    Extracted,
    InjuryReport,
    Line,
    LinePrice,
    Player,
    PlayerBoxScore,
    Prop,
    RosterPlace,
    Side,
)
from a1_schemas.ids import player_id
from a1_schemas.leagues import League
from a1_schemas.player_profile import PlayerProfile
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import InjuryStatus, Kind, RemovalReason

CELTICS, LAKERS, JAZZ = (Side(name=name) for name in ("Boston Celtics", "Los Angeles Lakers", "Utah Jazz"))
ROSTER = Complete((Kind.PLAYERS,))
BOARD = Complete((Kind.PROPS,))
WRITTEN = "Jaylin Williams"
NAME = "jaylin williams"
FIRST = id_of_name(NAME, League.NBA)
SECOND = player_id(League.NBA, "espn", "2")
UNPLACED = unplaced_id(NAME, League.NBA)
OF_PLAYERS = (Kind.PROPS, Kind.PLAYER_STATS, Kind.INJURIES)

Build = Callable[..., Extracted]


def listed(native_id: str, team: Side, name: str = WRITTEN) -> RosterPlace:
    return RosterPlace(league="nba", team=team, player=Player(name=name, native_id=native_id))


def roster(league, team: Side, *places: RosterPlace, provider: Provider = Provider.ESPN, minutes: float | None = None):
    target = f"{provider}/roster/nba/{team.name}"
    return league.see(provider, *places, ROSTER, target=target, minutes=minutes)


def prop(contest_id: str, name: str = WRITTEN, team: Side | None = None, book: str = "fanduel") -> Prop:
    return Prop(
        contest_id=contest_id,
        league="nba",
        bookmaker=book,
        bookmaker_name=book,
        player=Player(name=name, team=team),
        stat_type=StatType.POINTS,
        native_stat="points",
        lines=(Line(line=Decimal("7.5"), over=LinePrice(Decimal("1.9"))),),
    )


def box_score(contest_id: str, native_id: str, team: Side | None = None) -> PlayerBoxScore:
    player = Player(name=WRITTEN, native_id=native_id, team=team)
    return PlayerBoxScore(contest_id=contest_id, league="nba", player=player, stats={StatType.POINTS: Decimal(3)})


def injury(team: Side, native_id: str | None = None) -> InjuryReport:
    player = Player(name=WRITTEN, native_id=native_id)
    return InjuryReport(league="nba", player=player, team=team, status=InjuryStatus.OUT, native_status="Out")


def article(native_id: str) -> Article:
    player = Player(name=WRITTEN, native_id=native_id)
    return Article(native_id="n", league="nba", headline="h", players=(player,))


def ids(league, *kinds: Kind) -> list[tuple[str, str]]:
    """The kind of each living record with the id of its player, which is the one in its key."""
    found: list[tuple[str, str]] = []
    for kind in kinds or OF_PLAYERS:
        for key, record in league.living(kind).items():
            assert record.player.player_id in key
            found.append((kind, record.player.player_id))
    return found


def profiles(league) -> dict[str, str]:
    """The id of each player on a roster, by team."""
    return {each.team_id: each.player_id for each in league.living(Kind.PLAYERS).values()}


def values(league) -> dict[tuple[Kind, str], bytes]:
    return {(kind, key): record.rest for kind in Kind for key, record in league.state.living(kind)}


@pytest.fixture
def two(league):
    """Two players of one name, on the Celtics and on the Jazz."""
    roster(league, CELTICS, listed("1", CELTICS))
    roster(league, JAZZ, listed("2", JAZZ))
    return league


def test_players_of_one_name_on_two_rosters_are_two(two) -> None:
    assert profiles(two) == {"nba-boston-celtics": FIRST, "nba-utah-jazz": SECOND}


@pytest.mark.parametrize("rosters_first", [True, False])
def test_records_without_a_team_belong_to_the_one_who_can_play(league, contest: Build, rosters_first: bool) -> None:
    def quotes() -> None:
        league.see(Provider.ODDS, contest("ab", "Utah Jazz", "Los Angeles Lakers"), prop("ab"), BOARD, minutes=1)
        league.see(Provider.PRIZEPICKS, contest("c"), prop("c", team=CELTICS, book="prizepicks"), BOARD, minutes=2)

    def rosters() -> None:
        roster(league, CELTICS, listed("1", CELTICS), minutes=3)
        roster(league, JAZZ, listed("2", JAZZ), minutes=4)

    for step in (rosters, quotes) if rosters_first else (quotes, rosters):
        step()
    assert sorted(ids(league)) == sorted([("props", SECOND), ("props", FIRST)])


def test_a_provider_s_own_id_decides_wherever_the_player_is(two, contest: Build) -> None:
    two.see(Provider.ESPN, contest("401"), box_score("401", "2"), article("2"), injury(LAKERS, "2"))
    assert ids(two) == [("player-stats", SECOND), ("injuries", SECOND)]
    [item] = two.living(Kind.NEWS).values()
    assert [player.player_id for player in item.players] == [SECOND]


def test_a_name_of_two_that_neither_can_be_is_neither(two, contest: Build) -> None:
    two.see(Provider.ODDS, contest("ab", "Los Angeles Lakers", "Chicago Bulls"), prop("ab"), BOARD)
    assert ids(two) == [("props", UNPLACED)]


def test_a_player_who_moves_keeps_the_id(two, contest: Build) -> None:
    two.see(Provider.ODDS, contest("ab"), prop("ab"), BOARD)
    assert ids(two) == [("props", FIRST)]
    roster(two, JAZZ)
    assert ids(two) == [("props", FIRST)]
    roster(two, LAKERS, listed("2", LAKERS))
    assert profiles(two) == {"nba-boston-celtics": FIRST, "nba-los-angeles-lakers": SECOND}
    assert ids(two) == [("props", UNPLACED)], "both play in this game"


def test_the_key_of_a_record_moves_with_its_player_and_the_old_one_is_merged(league, contest: Build) -> None:
    league.see(Provider.ODDS, contest("ab", "Utah Jazz", "Los Angeles Lakers"), prop("ab"), BOARD)
    [before] = league.living(Kind.PROPS)
    roster(league, CELTICS, listed("1", CELTICS))
    roster(league, JAZZ, listed("2", JAZZ))
    [after] = league.living(Kind.PROPS)
    assert after == before.replace(FIRST, SECOND)
    assert league.newest(Kind.PROPS, before).removed is RemovalReason.MERGED


def test_a_body_read_again_changes_nothing(two, contest: Build) -> None:
    body = (contest("ab", "Utah Jazz", "Los Angeles Lakers"), prop("ab"), BOARD)
    two.see(Provider.ODDS, *body)
    outcome = two.see(Provider.ODDS, *body)
    assert [change.kind for change in outcome.changes] == [Kind.SOURCES]
    again = roster(two, JAZZ, listed("2", JAZZ))
    assert [change.kind for change in again.changes] == [Kind.SOURCES]


def steps(contest: Build) -> Sequence[tuple[Provider, str, tuple[Extracted, ...]]]:
    return (
        (Provider.ESPN, "roster/nba/c", (listed("1", CELTICS), ROSTER)),
        (Provider.ESPN, "roster/nba/j", (listed("2", JAZZ), ROSTER)),
        (Provider.SPORTRADAR, "team-profile/nba/j", (listed("b", JAZZ), injury(JAZZ, "b"), ROSTER)),
        (
            Provider.ODDS,
            "event-odds/nba/x",
            (contest("ab", "Utah Jazz", "Los Angeles Lakers"), prop("ab"), prop("ab", "Williams Jaylin", book="b")),
        ),
    )


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_every_order_ends_in_the_same_values(league_named, contest: Build, order: Sequence[int]) -> None:
    def ended(order: Sequence[int]):
        league, sources = league_named(), steps(contest)
        for number in order:
            provider, feed, extracted = sources[number]
            league.see(provider, *extracted, target=f"{provider}/{feed}", minutes=number)
        return league

    league = ended(order)
    assert values(league) == values(ended(range(4)))
    assert set(ids(league)) == {("props", SECOND), ("injuries", SECOND)}


def test_a_restored_league_goes_on_alike(two, contest: Build) -> None:
    two.see(Provider.ODDS, contest("ab", "Utah Jazz", "Los Angeles Lakers"), prop("ab"), BOARD)
    restored = two.restarted()
    for each in (two, restored):
        roster(each, JAZZ, minutes=50)
        roster(each, LAKERS, listed("2", LAKERS), minutes=51)
    assert values(restored) == values(two)
    assert profiles(restored)["nba-los-angeles-lakers"] == SECOND


def test_what_a_crash_left_half_published_is_completed_by_the_next_body(league, contest: Build) -> None:
    roster(league, CELTICS, listed("1", CELTICS))
    league.see(Provider.ODDS, contest("ab", "Utah Jazz", "Los Angeles Lakers"), prop("ab"), BOARD)
    before = len(league.log)
    roster(league, JAZZ, listed("2", JAZZ))
    kinds = [kind for kind, *_ in league.log[before:]]
    restored = league.interrupted(before + kinds.index(Kind.PLAYERS) + 1, league.offsets)
    assert ids(restored) == [("props", FIRST)]
    restored.see(Provider.SPORTRADAR, contest("sr"))
    assert ids(restored) == [("props", SECOND)]


def test_a_namesake_who_takes_a_player_s_place_is_another_and_both_are_remembered(league) -> None:
    roster(league, CELTICS, listed("1", CELTICS))
    roster(league, CELTICS, listed("2", CELTICS))
    assert profiles(league) == {"nba-boston-celtics": SECOND}
    roster(league, JAZZ, listed("1", JAZZ))
    assert profiles(league) == {"nba-boston-celtics": SECOND, "nba-utah-jazz": FIRST}


def test_the_id_of_a_name_passes_to_no_namesake_while_one_is_listed(two) -> None:
    roster(two, CELTICS)
    two.see(Provider.ESPN, feed="other", at=two.noon + timedelta(days=30))
    roster(two, LAKERS, listed("2", LAKERS), minutes=31 * 24 * 60)
    assert profiles(two) == {"nba-utah-jazz": SECOND, "nba-los-angeles-lakers": SECOND}


def test_places_are_forgotten_with_the_last_listed_player_of_their_name(league) -> None:
    roster(league, CELTICS, listed("1", CELTICS))
    roster(league, CELTICS)
    [key] = {key for kind, key, *_ in league.log if kind is Kind.PLAYERS}
    league.see(Provider.ESPN, feed="other", at=league.noon + timedelta(days=9))
    assert league.newest(Kind.PLAYERS, key) is None
    assert len(league.state.players.places) == 0


def test_namesakes_whom_a_log_of_before_has_under_one_id_are_two_after_the_next_body(two, contest: Build) -> None:
    two.see(Provider.ODDS, contest("ab", "Utah Jazz", "Los Angeles Lakers"), prop("ab"), BOARD)
    two.see(Provider.ESPN, injury(JAZZ), article("2"), feed="injuries")
    expected = values(two)
    before = as_before(two)
    assert ids(before) == [("props", FIRST), ("injuries", FIRST)]
    assert set(profiles(before).values()) == {FIRST}
    before.see(Provider.SPORTRADAR, contest("sr", "Utah Jazz", "Los Angeles Lakers"))
    assert ids(before) == [("props", SECOND), ("injuries", SECOND)]
    roster(before, CELTICS, listed("1", CELTICS))
    roster(before, JAZZ, listed("2", JAZZ))
    assert of_players(values(before)) == of_players(expected)


def of_players(found: dict[tuple[Kind, str], bytes]) -> dict[tuple[Kind, str], bytes]:
    return {name: value for name, value in found.items() if name[0] in (*OF_PLAYERS, Kind.PLAYERS, Kind.NEWS)}


def as_before(league):
    """Return the league restored from its log as code without roster ids would have written it."""
    old = []
    for kind, key, value, causes in league.log:
        written = value or b""
        if kind is Kind.PLAYERS:
            message = PlayerProfile.model_validate_json(written)
            written = message.model_dump_json(exclude={"first_listed_at", "pinned"}).encode()
        old.append((kind, key.replace(SECOND, FIRST), written.replace(SECOND.encode(), FIRST.encode()), causes))
    other = type(league)(league.name)
    other.offsets = dict(league.offsets)
    for kind, key, value, causes in old:
        other.state.restore(kind, key, value, causes)
    other.log = old
    return other
