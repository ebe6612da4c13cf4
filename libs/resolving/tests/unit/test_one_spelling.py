"""One name a player in all records of a league, for all spellings of their sources and all orders of arrival."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import permutations

import pytest

from a1_mappers.extracted import Complete, Extracted, InjuryReport, Line, LinePrice, Player, PlayerBoxScore, Prop, Side
from a1_resolving.raw_record import RawRecord
from a1_schemas.injury import Injury
from a1_schemas.player_prop import PlayerProp
from a1_schemas.player_stats import PlayerStats
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.topics import partition_of
from a1_schemas.vocabulary import EventStatus, InjuryStatus, Kind

CELTICS = Side(name="Boston Celtics")
BOARD = Complete((Kind.LISTINGS, Kind.PROPS))
REPORTED = Complete((Kind.INJURIES,))
NAMING = (Kind.PROPS, Kind.PLAYER_STATS, Kind.INJURIES)

Build = Callable[..., Extracted]
Step = tuple[Provider, str, tuple[Extracted, ...]]


def prop(contest_id: str, *names: str, book: str = "fanduel", team: Side | None = None) -> Prop:
    players = tuple(Player(name=name, team=team) for name in names)
    return Prop(
        contest_id=contest_id,
        league="nba",
        bookmaker=book,
        bookmaker_name=book,
        player=Player(name=" + ".join(names), team=team) if len(names) > 1 else players[0],
        is_combo=len(names) > 1,
        members=players if len(names) > 1 else (),
        stat_type=StatType.POINTS,
        native_stat="points",
        lines=(Line(line=Decimal("27.5"), over=LinePrice(Decimal("1.9"))),),
    )


def box_score(contest_id: str, name: str, team: Side | None = CELTICS) -> PlayerBoxScore:
    stats = {StatType.POINTS: Decimal(3)}
    return PlayerBoxScore(contest_id=contest_id, league="nba", player=Player(name=name, team=team), stats=stats)


def injury(name: str) -> InjuryReport:
    player = Player(name=name, native_id="1")
    return InjuryReport(league="nba", player=player, team=CELTICS, status=InjuryStatus.OUT, native_status="Out")


def spelled(league) -> list[tuple[str, str | None]]:
    """How each living record names its players: by which name, and as its source writes it."""
    records = [record for kind in NAMING for record in league.living(kind).values()]
    return [(player.name, player.written) for record in records for player in players_of(record)]


def players_of(record: Injury | PlayerProp | PlayerStats):
    return record.players if isinstance(record, PlayerProp) else (record.player,)


def names(league) -> set[str]:
    return {name for name, _ in spelled(league)}


def values(league) -> dict[tuple[Kind, str], bytes]:
    return {(kind, key): record.rest for kind in Kind for key, record in league.state.living(kind)}


def steps(contest: Build) -> Sequence[Step]:
    return (
        (Provider.ODDS, "event-odds", (contest("ab"), prop("ab", "Luka Doncic"), prop("ab", "Doncic Luka", book="b"))),
        (Provider.PRIZEPICKS, "board", (contest("NBA_1"), prop("NBA_1", "Luka Doncic", book="prizepicks"))),
        (Provider.ESPN, "summary", (contest("401"), box_score("401", "Luka Dončić"))),
        (Provider.SPORTRADAR, "injuries", (injury("LUKA DONČIĆ"), REPORTED)),
    )


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_every_order_ends_in_the_same_values(league_named, contest: Build, order: Sequence[int]) -> None:
    def ended(order: Sequence[int]):
        league, sources = league_named(), steps(contest)
        for minutes, number in [*((number, number) for number in order), *((9, number) for number in order)]:
            provider, feed, extracted = sources[number]
            league.see(provider, *extracted, feed=feed, minutes=minutes)
        return league

    league = ended(order)
    assert values(league) == values(ended(range(4)))
    assert sorted(spelled(league), key=str) == [
        ("Luka Dončić", "Doncic Luka"),
        ("Luka Dončić", "LUKA DONČIĆ"),
        ("Luka Dončić", "Luka Doncic"),
        ("Luka Dončić", "Luka Doncic"),
        ("Luka Dončić", None),
    ]


def test_a_better_spelling_rewrites_the_records_of_other_games(league, contest: Build) -> None:
    league.see(Provider.ODDS, contest("ab"), prop("ab", "Luka Doncic"), BOARD)
    other = contest("401", "Boston Celtics", "Utah Jazz")
    outcome = league.see(Provider.ESPN, other, box_score("401", "Luka Dončić"))
    assert spelled(league) == [("Luka Dončić", "Luka Doncic"), ("Luka Dončić", None)]
    assert Kind.PROPS in {change.kind for change in outcome.changes}


def test_a_spelling_ends_with_its_last_record(league, contest: Build) -> None:
    league.see(Provider.ODDS, contest("ab"), prop("ab", "Luka Doncic"), BOARD)
    league.see(Provider.PRIZEPICKS, contest("NBA_1"), prop("NBA_1", "Luka Dončić", book="prizepicks"), BOARD)
    assert names(league) == {"Luka Dončić"}
    league.see(Provider.PRIZEPICKS, contest("NBA_1"), BOARD)
    assert spelled(league) == [("Luka Doncic", None)]


def test_each_player_of_a_combo_has_its_name(league, contest: Build) -> None:
    combo = prop("NBA_1", "Jayson Tatum", "Luka Doncic", book="prizepicks", team=CELTICS)
    league.see(Provider.PRIZEPICKS, contest("NBA_1"), combo, BOARD)
    league.see(Provider.ESPN, contest("401"), box_score("401", "Luka Dončić"))
    [record] = league.living(Kind.PROPS).values()
    assert [player.name for player in record.players] == ["Jayson Tatum", "Luka Dončić"]
    assert record.player == record.players[0]


def test_an_unchanged_body_writes_no_record_of_a_player_again(league, contest: Build) -> None:
    for provider, feed, extracted in steps(contest) * 2:
        outcome = league.see(provider, *extracted, feed=feed)
    for provider, feed, extracted in steps(contest):
        outcome = league.see(provider, *extracted, feed=feed)
        assert [change.key for change in outcome.changes if change.kind in NAMING] == []


def test_a_restored_league_goes_on_with_the_same_names(league, contest: Build) -> None:
    for provider, feed, extracted in steps(contest):
        league.see(provider, *extracted, feed=feed, minutes=1)
    restored = league.restarted()
    news = (contest("ab"), prop("ab", "Luka Doncic"), prop("ab", "DONCIC LUKA", book="c"))
    for each in (league, restored):
        each.see(Provider.ODDS, *news, BOARD, feed="event-odds", minutes=2)
    assert values(restored) == values(league)
    assert names(restored) == {"Luka Dončić"}


def test_what_a_crash_left_half_published_is_completed_by_the_next_body(league, contest: Build) -> None:
    league.see(Provider.ODDS, contest("ab"), prop("ab", "Luka Doncic"), BOARD)
    league.see(Provider.ESPN, contest("401"), minutes=1)
    before = len(league.log)
    league.see(Provider.ESPN, contest("401"), box_score("401", "Luka Dončić"), feed="summary", minutes=2)
    kinds = [kind for kind, *_ in league.log[before:]]
    published = before + kinds.index(Kind.PLAYER_STATS) + 1
    restored = league.interrupted(published, league.offsets)
    assert names(restored) == {"Luka Dončić", "Luka Doncic"}
    restored.see(Provider.SPORTRADAR, contest("sr"), minutes=3)
    assert names(restored) == {"Luka Dončić"}


def test_a_spelling_that_ends_with_its_target_is_given_up_at_the_next_body(league, contest: Build) -> None:
    league.see(Provider.ODDS, contest("ab"), prop("ab", "Luka Doncic"), BOARD)
    league.see(Provider.ESPN, injury("Luka Dončić"), REPORTED, target="espn/injuries/nba")
    assert names(league) == {"Luka Dončić"}
    league.read(RawRecord("polls.espn", partition_of("nba"), 0, b"espn/injuries/nba", None, ()))
    league.see(Provider.SPORTRADAR, contest("sr"))
    assert spelled(league) == [("Luka Doncic", None)]


def test_a_better_spelling_rewrites_the_injuries_of_other_sources(league, contest: Build) -> None:
    league.see(Provider.SPORTRADAR, injury("Luka Doncic"), REPORTED, feed="injuries")
    league.see(Provider.ESPN, injury("Luka Dončić"), REPORTED, feed="injuries")
    assert sorted(spelled(league), key=str) == [("Luka Dončić", "Luka Doncic"), ("Luka Dončić", None)]


def test_a_spelling_ends_with_its_game_in_the_body_that_ends_it(league, contest: Build) -> None:
    final = contest("401", status=EventStatus.FINAL)
    league.see(Provider.ESPN, final, box_score("401", "Luka Dončić"), feed="summary")
    later = contest("ab", "Boston Celtics", "Utah Jazz", start=league.tip_off + timedelta(days=20))
    league.see(Provider.ODDS, later, prop("ab", "Luka Doncic"))
    assert names(league) == {"Luka Dončić"}
    league.see(Provider.SPORTRADAR, contest("sr", start=later.start_time), at=league.noon + timedelta(days=18))
    assert spelled(league) == [("Luka Doncic", None)]
