"""A virtual season of all leagues, with every kind of record: what is held after sixty days is what thirty left."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from a1_identity.team_registry import registry_of
from a1_mappers.extracted import (
    Article,
    Complete,
    Contest,
    Extracted,
    InjuryReport,
    Line,
    LinePrice,
    Player,
    PlayerBoxScore,
    Prop,
    RosterPlace,
    Side,
    TeamEntry,
)
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.topics import partition_of
from a1_schemas.vocabulary import EventStatus, InjuryStatus, Kind

GAMES_A_DAY = 2
TEAMS = 6
RETIRED_AFTER = 9
"""Days after which the poll record of a target that is polled no longer is a tombstone."""
EVEN = LinePrice(Decimal("1.9"))
TOLERANCE = 1.1
ARTICLES_SETTLE = 40
"""After 30 days an article expires, and its notice of removal stays for 8 more."""
DAY = timedelta(days=1)


class Season:
    """One league's days, polled as its ingesters poll: boards by day, odds, props, box scores, news, injuries."""

    def __init__(self, league: Any, contest: Callable[..., Contest], offer: Callable[..., Any]) -> None:
        self._league = league
        self._contest = contest
        self._offer = offer

    def play(self, today: int) -> None:
        """Play a day."""
        at = self._league.noon + today * DAY
        for day in (today - 1, today, today + 1):
            listed = self._games(day, today)
            self._see(Provider.ESPN, f"scoreboard/{self._league.name}/{day}", at, (Kind.LISTINGS,), *listed)
        coming = [*self._games(today, today), *self._games(today + 1, today)]
        offers = [self._offer(game.native_id, price=f"1.{50 + today % 40}", league=game.league) for game in coming]
        props = [self._prop(game.native_id, today) for game in coming]
        whole = (Kind.LISTINGS, Kind.ODDS, Kind.PROPS)
        name = self._league.name
        self._see(Provider.ODDS, f"odds/{name}", at + timedelta(hours=1), whole, *coming, *offers, *props)
        for number in range(GAMES_A_DAY):
            target = f"summary/{name}/{today}-{number}"
            figures = self._box_score(f"g{today}-{number}")
            self._see(Provider.ESPN, target, at + timedelta(hours=15), (Kind.PLAYER_STATS,), figures)
        self._see(Provider.ESPN, f"news/{name}", at + timedelta(hours=2), (), *self._articles(today, at))
        self._see(Provider.ESPN, f"injuries/{name}", at + timedelta(hours=3), (Kind.INJURIES,), self._injury(today))
        tables = (Kind.TEAMS, Kind.PLAYERS)
        self._see(Provider.ESPN, f"roster/{name}", at + timedelta(hours=4), tables, *self._roster(today))
        retired = today - RETIRED_AFTER
        self._end(f"scoreboard/{name}/{retired}")
        for number in range(GAMES_A_DAY):
            self._end(f"summary/{name}/{retired}-{number}")

    @property
    def sizes(self) -> Counter[str]:
        """What the league's state holds."""
        return Counter(self._league.state.sizes())

    def _see(self, provider: Provider, target: str, at: datetime, kinds: tuple[Kind, ...], *found: Extracted) -> None:
        items = [*found, Complete(kinds)] if kinds else found
        self._league.see(provider, *items, at=at, target=f"{provider}/{target}")

    def _end(self, target: str) -> None:
        key = f"espn/{target}".encode()
        state = self._league.state
        state.apply(normalize(RawRecord("polls.espn", partition_of(self._league.name), 0, key, None, ()), state))

    def _games(self, day: int, today: int) -> list[Contest]:
        status = EventStatus.FINAL if day < today else EventStatus.SCHEDULED
        start = self._league.noon + day * DAY + timedelta(hours=12)
        return [
            self._contest(
                f"g{day}-{number}",
                f"Home {(day + number) % TEAMS}",
                f"Away {(day + 2 * number) % TEAMS}",
                start=start,
                status=status,
                league=self._league.name,
            )
            for number in range(GAMES_A_DAY)
        ]

    def _prop(self, contest_id: str, today: int) -> Prop:
        return Prop(
            contest_id=contest_id,
            league=self._league.name,
            bookmaker="draftkings",
            bookmaker_name="DraftKings",
            player=Player(name="Jo Doe"),
            stat_type=StatType.POINTS,
            native_stat="player_points",
            lines=(
                Line(line=Decimal(20 + today % 9), over=LinePrice(Decimal("1.9")), under=LinePrice(Decimal("1.9"))),
            ),
        )

    def _box_score(self, contest_id: str) -> PlayerBoxScore:
        player, stats = Player(name="Jo Doe"), {StatType.POINTS: Decimal(9)}
        return PlayerBoxScore(contest_id=contest_id, league=self._league.name, player=player, stats=stats)

    def _articles(self, today: int, at: datetime) -> Iterator[Article]:
        """The newest five, two of them of today."""
        for number in range(2 * today - 3, 2 * today + 2):
            yield Article(native_id=str(number), league=self._league.name, headline="News", published_at=at)

    def _injury(self, today: int) -> InjuryReport:
        player = Player(name=f"Player {chr(65 + today % 26)}")
        status = InjuryStatus.OUT
        return InjuryReport(
            league=self._league.name, team=Side(name="Home 1"), player=player, status=status, native_status="Out"
        )

    def _roster(self, today: int) -> Iterator[TeamEntry | RosterPlace]:
        """A team with one player who stays and one who is another each week."""
        team = min(registry_of(League(self._league.name)).teams.values(), key=lambda each: each.name)
        side = Side(name=team.name)
        yield TeamEntry(league=self._league.name, team=side)
        for name in ("Jo Doe", f"Player {chr(65 + today // 7 % 26)}"):
            yield RosterPlace(league=self._league.name, team=side, player=Player(name=name))


@pytest.mark.timeout(120)
def test_after_sixty_days_of_nine_leagues_the_state_is_as_large_as_after_thirty(
    league_named: Callable[[str], Any], contest: Callable[..., Contest], offer: Callable[..., Any]
) -> None:
    seasons = [Season(league_named(str(league)), contest, offer) for league in League]
    assert len(seasons) == 9
    sizes: dict[int, Counter[str]] = {}
    for today in range(60):
        for season in seasons:
            season.play(today)
        sizes[today + 1] = sum((season.sizes for season in seasons), Counter[str]())
    assert [kind for kind in Kind if not sizes[30][kind]] == []
    assert sizes[60].total() <= TOLERANCE * sizes[30].total()
    settled = sizes[ARTICLES_SETTLE]
    assert {name: (settled[name], size) for name, size in sizes[60].items() if size > TOLERANCE * settled[name]} == {}
