"""Properties of resolving for any input: it is idempotent, restarts do not show, arrival order does not matter."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from a1_mappers.extracted import Complete, Contest, Extracted, LinePrice, Player, PlayerBoxScore, Prop, Side, Unchanged
from a1_mappers.extracted import Line as Rung
from a1_mappers.extracted_offers import Market, Offer, Price
from a1_mappers.memory import PieceMemory
from a1_mappers.registry import Mapper
from a1_resolving.raw_record import RawRecord
from a1_schemas.identity_decision import DecisionAction
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus, Kind, MarketKey, Selection

PAIRS = (
    ("New York Yankees", "Boston Red Sox"),
    ("New York Mets", "Chicago Cubs"),
    ("Visiting Legends", "Home Legends"),
)
STARTS = (0, 200, 1440)
"""Two games on one day and one on the next, in minutes."""
PROVIDERS = (Provider.SPORTRADAR, Provider.ODDS, Provider.PRIZEPICKS, Provider.ESPN)
"""Four give every order that matters; a course of each provider there is would grow with every new one."""
KINDS = (Kind.LISTINGS, Kind.ODDS, Kind.PROPS, Kind.PLAYER_STATS)


@dataclass(frozen=True, repr=False)
class Body:
    """One response of a provider."""

    provider: Provider
    at: datetime
    extracted: tuple[Extracted, ...]
    is_whole: bool

    def __repr__(self) -> str:
        return f"{self.provider} at {self.at:%d %H:%M}: {len(self.extracted)} extracted records"

    def full(self) -> tuple[Extracted, ...]:
        return (*self.extracted, Complete(KINDS)) if self.is_whole else self.extracted


@st.composite
def contests(draw: st.DrawFn, provider: Provider, noon: datetime, *, turns: bool) -> list[Contest]:
    chosen = draw(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), unique=True, max_size=5))
    found: list[Contest] = []
    for pair, number in chosen:
        home, away = PAIRS[pair]
        if turns and provider is Provider.ODDS and number == 1:
            home, away = away, home
        if draw(st.integers(0, 14)) == 0:
            home = None
        start = noon + timedelta(minutes=STARTS[number] + draw(st.sampled_from((0, 0, 5))))
        found.append(
            Contest(
                native_id=f"{provider}-{pair}-{number}",
                league="mlb",
                home=Side(name=home, score=draw(st.sampled_from((None, 1)))),
                away=Side(name=away, score=draw(st.sampled_from((None, 2)))),
                start_time=start,
                status=draw(st.sampled_from((None, *EventStatus))),
                game_number=draw(st.sampled_from((None, None, number or None))),
            )
        )
    return found


@st.composite
def bodies(draw: st.DrawFn, provider: Provider, noon: datetime, hours: int, *, turns: bool = True) -> list[Body]:
    course: list[Body] = []
    for number in range(draw(st.integers(1, 4))):
        listed = draw(contests(provider, noon, turns=turns))
        extracted: list[Extracted] = list(listed)
        for contest in listed:
            extracted += draw(pieces(contest.native_id))
        at = noon + timedelta(hours=hours * number, seconds=PROVIDERS.index(provider))
        course.append(Body(provider, at, tuple(extracted), draw(st.booleans())))
    return course


def team_of(contest_id: str) -> st.SearchStrategy[Side | None]:
    """One of the game's teams, or None; The Odds API never reports one."""
    provider, pair, _ = contest_id.split("-")
    sides = [None, *(Side(name=name) for name in PAIRS[int(pair)])]
    return st.just(None) if provider == Provider.ODDS else st.sampled_from(sides)


@st.composite
def pieces(draw: st.DrawFn, contest_id: str) -> list[Extracted]:
    found: list[Extracted] = []
    for bookmaker in draw(st.lists(st.sampled_from(("a", "b")), unique=True)):
        price = Decimal(draw(st.sampled_from(("1.9", "2.1"))))
        outcomes = (Price(Selection.HOME, Decimal("-1.5"), price), Price(Selection.AWAY, Decimal("1.5"), price))
        market = Market(key=MarketKey.SPREAD, native_key="spreads", outcomes=outcomes)
        found.append(
            Offer(contest_id=contest_id, league="mlb", bookmaker=bookmaker, bookmaker_name=bookmaker, markets=(market,))
        )
    for name in draw(st.lists(st.sampled_from(("Aaron Judge", "José Ramírez Jr.", "Jose Ramirez")), unique=True)):
        player = Player(name=name, team=draw(team_of(contest_id)))
        rung = Rung(line=Decimal(draw(st.sampled_from(("0.5", "1.5")))), over=LinePrice(Decimal("1.8")))
        found.append(
            Prop(
                contest_id=contest_id,
                league="mlb",
                bookmaker="prizepicks",
                bookmaker_name="PrizePicks",
                player=player,
                stat_type=StatType.HITS,
                native_stat="Hits",
                lines=(rung,),
            )
        )
        found.append(
            PlayerBoxScore(contest_id=contest_id, league="mlb", player=player, stats={StatType.HITS: Decimal(1)})
        )
    return found


NOON = datetime.fromisoformat("2026-07-04T17:00:00+00:00")
COURSES = st.tuples(*(bodies(provider, NOON, 13) for provider in PROVIDERS))
ONE_WAY_ROUND = st.tuples(*(bodies(provider, NOON, 13, turns=False) for provider in PROVIDERS))
"""Quotes that a crash left in the old orientation are only flipped when their own target is next read completely."""
WITHIN_A_DAY = st.tuples(*(bodies(provider, NOON, 5) for provider in PROVIDERS))
"""Too short for a game to expire unlisted: when that happens depends on earlier bodies."""
MANY = settings(
    max_examples=25,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)


def played(league, course: list[Body]):
    for body in course:
        league.see(body.provider, *body.full(), at=body.at)
    return league


def by_time(courses: tuple[list[Body], ...]) -> list[Body]:
    return sorted(itertools.chain.from_iterable(courses), key=lambda body: body.at)


@MANY
@given(courses=COURSES, cut=st.integers(0, 12))
def test_a_restart_is_not_to_be_seen_in_the_bytes(league_named: Callable, courses, cut: int) -> None:
    course = by_time(courses)
    straight = played(league_named("mlb"), course)
    restarted = played(played(league_named("mlb"), course[:cut]).restarted(), course[cut:])
    assert restarted.log == straight.log


@MANY
@given(courses=ONE_WAY_ROUND, cut=st.integers(0, 12), published=st.floats(0, 1))
def test_a_record_of_which_only_a_part_was_published_is_completed_when_it_is_read_again(
    league_named: Callable, courses, cut: int, published: float
) -> None:
    course = by_time(courses)
    straight = played(league_named("mlb"), course)
    before = played(league_named("mlb"), course[:cut])
    started, records = len(before.log), dict(before.offsets)
    after = played(before, course[cut : cut + 1])
    interrupted = after.interrupted(started + round((len(after.log) - started) * published), records)
    resumed = played(interrupted, course[cut:])
    assert newest_values(resumed) == newest_values(straight)


@dataclass(frozen=True)
class Decided:
    """A person's decision after some body of a course: about a listing, and the listing whose game it is."""

    after: int
    action: DecisionAction
    listing: tuple[int, int, int]
    game: tuple[int, int, int]

    def carry_out(self, league) -> None:
        provider, native_id = named(self.listing)
        other, other_id = named(self.game)
        event_id = next(
            (
                event.event_id
                for event in league.events()
                if any((source.provider, source.native_id) == (other, other_id) for source in event.sources)
            ),
            "evt_mlb_none",
        )
        league.decide(self.action, provider, native_id, event_id if self.action is DecisionAction.PIN else None)


def named(listing: tuple[int, int, int]) -> tuple[Provider, str]:
    provider = PROVIDERS[listing[0]]
    return provider, f"{provider}-{listing[1]}-{listing[2]}"


LISTING = st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 2))
DECISIONS = st.lists(
    st.builds(Decided, st.integers(0, 12), st.sampled_from(DecisionAction), LISTING, LISTING), max_size=6
)


def decided(league, course: list[Body], decisions: list[Decided], start: int = 0):
    for number, body in enumerate(course, start):
        league.see(body.provider, *body.full(), at=body.at)
        for decision in decisions:
            if decision.after == number:
                decision.carry_out(league)
    return league


@MANY
@given(courses=COURSES, decisions=DECISIONS, cut=st.integers(0, 12))
def test_a_restart_between_decisions_is_not_to_be_seen_in_the_bytes(
    league_named: Callable, courses, decisions, cut: int
) -> None:
    course = by_time(courses)
    straight = decided(league_named("mlb"), course, decisions)
    before = decided(league_named("mlb"), course[:cut], decisions)
    assert decided(before.restarted(), course[cut:], decisions, cut).log == straight.log


@MANY
@given(courses=WITHIN_A_DAY, decisions=DECISIONS)
def test_decisions_that_are_all_taken_back_leave_the_games_that_would_be_without_them(
    league_named: Callable, courses, decisions
) -> None:
    course = by_time(courses)
    untouched = played(league_named("mlb"), course)
    league = decided(league_named("mlb"), course, decisions)
    for listing in [found for found in league.living(Kind.LISTINGS).values() if found.pinned is not None]:
        league.decide(DecisionAction.UNPIN, listing.provider, listing.native_id)
    assert games_in(league) == games_in(untouched)


def games_in(league) -> dict[tuple[Kind, str], object]:
    return {name: value for name, value in final_values(league).items() if name[0] in (Kind.EVENTS, Kind.LISTINGS)}


def newest_values(league) -> dict[tuple[Kind, str], bytes | None]:
    return {(kind, key): value for kind, key, value, _ in league.log}


@MANY
@given(courses=COURSES, twice=st.integers(0, 12))
def test_a_record_that_comes_twice_changes_nothing(league_named: Callable, courses, twice: int) -> None:
    league = league_named("mlb")
    for number, body in enumerate(by_time(courses)):
        record = league.record(body.provider, "feed", body.at)
        league.handle(record, body.full())
        if number == twice:
            assert league.handle(record, body.full()).changes == ()


@MANY
@given(courses=COURSES, again=st.integers(1, 12))
def test_the_last_records_change_nothing_when_they_are_read_again_after_a_restart(
    league_named: Callable, courses, again: int
) -> None:
    """A death between delivery and commit, where each provider has two targets that name the same games."""
    league = league_named("mlb")
    records: list[tuple[RawRecord, tuple[Extracted, ...]]] = []
    for number, body in enumerate(by_time(courses)):
        record = league.record(body.provider, "feed", body.at, f"{body.provider}/feed/mlb/{number % 2}")
        league.handle(record, body.full())
        records.append((record, body.full()))
    restarted = league.restarted()
    for record, extracted in records[-again:]:
        assert restarted.handle(record, extracted).changes == ()


@MANY
@given(courses=COURSES)
def test_pieces_passed_over_as_unchanged_give_what_the_whole_body_gives(league_named: Callable, courses) -> None:
    course = by_time(courses)
    full, fast = played(league_named("mlb"), course), league_named("mlb")
    for body in course:
        fast.read(fast.record(body.provider, "feed", body.at), passing_over(body, (Contest, Offer)))
    assert fast.log == full.log


@MANY
@given(courses=COURSES)
def test_offers_passed_over_after_another_target_wrote_them_give_what_the_whole_body_gives(
    league_named: Callable, courses
) -> None:
    """Each body is of a target of its own and comes twice: its offers are the same, but others wrote in between."""
    full, fast = league_named("mlb"), league_named("mlb")
    for days in (0, 2):
        for body in by_time(courses):
            at, target = body.at + timedelta(days=days), f"{body.provider}/feed/mlb/{body.at:%d%H}"
            full.see(body.provider, *body.full(), at=at, target=target)
            fast.read(fast.record(body.provider, "feed", at, target), passing_over(body, (Offer,)))
    assert fast.log == full.log


def passing_over(body: Body, kinds: tuple[type[Extracted], ...]) -> Mapper:
    """A mapper that passes over the pieces of these kinds that its target's last body had."""
    sides = {found.native_id: (found.home.name, found.away.name) for found in body.extracted if is_contest(found)}

    def mapped(raw: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:
        for item in body.full():
            key = name_of(item) if isinstance(item, kinds) else None
            if key is None:
                yield item
            elif memory.is_same("|".join(key), msgspec.json.encode((item, sides[key[1]]))):
                yield Unchanged(Kind.ODDS if isinstance(item, Offer) else Kind.LISTINGS, key[1:])
            else:
                yield item

    return mapped


def is_contest(item: Extracted) -> bool:
    return isinstance(item, Contest)


def name_of(item: Extracted) -> tuple[str, ...] | None:
    match item:
        case Offer():
            return ("offer", item.contest_id, item.bookmaker)
        case Contest():
            return ("contest", item.native_id)
        case _:
            return None


def final_values(league) -> dict[tuple[Kind, str], object]:
    found: dict[tuple[Kind, str], object] = {}
    for kind in (Kind.EVENTS, Kind.LISTINGS, Kind.ODDS, Kind.PROPS, Kind.PLAYER_STATS):
        for key, message in league.living(kind).items():
            found[kind, key] = message.model_dump(exclude={"version", "changed_at"})
    return found


@settings(parent=MANY, max_examples=10)
@given(courses=WITHIN_A_DAY)
def test_all_orders_of_the_providers_end_in_the_same_values(league_named: Callable, courses) -> None:
    results = [
        final_values(played(league_named("mlb"), list(itertools.chain.from_iterable(order))))
        for order in itertools.permutations(courses)
    ]
    for result in results[1:]:
        assert result == results[0]


def test_a_mapper_that_fails_costs_its_body_and_nothing_else(league, contest) -> None:
    def failing():
        yield contest("1")
        raise ZeroDivisionError

    league.see(Provider.ESPN, contest("1"), Complete((Kind.LISTINGS,)))
    outcome = league.see(Provider.ESPN, *[], minutes=9)
    assert outcome.rejects == {}
    record = league.record(Provider.ESPN, "feed", league.noon + timedelta(minutes=20))
    from a1_resolving.pipeline import normalize

    failed = normalize(record, league.state, {(Provider.ESPN, "feed"): lambda *_: failing()})
    assert failed.dead_letter is not None
    assert failed.dead_letter.reason == "mapper-failed"
    assert [change.kind for change in failed.changes] == [Kind.SOURCES]


@pytest.mark.parametrize("missing", ["provider", "feed", "fetched_at"])
def test_a_record_without_a_header_is_a_dead_letter(league, missing: str) -> None:
    record = league.record(Provider.ESPN, "feed", league.noon)
    headers = tuple(pair for pair in record.headers if pair[0] != missing)
    outcome = league.handle_raw(record._replace(headers=headers))
    assert outcome.dead_letter.reason == "invalid-headers"
    assert outcome.changes == ()
