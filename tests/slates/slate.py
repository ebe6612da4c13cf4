"""Slates of games between real teams, and what each provider has of them: spellings, ids, starts, who is at home."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from a1_evaluation.scoring import LabelledPair, read_pairs
from a1_identity.registered_teams import Team
from a1_identity.team_registry import registry_of
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Sport

CORPUS = Path(__file__).parents[2] / "benchmarks" / "identity" / "corpus.jsonl"
FIRST_START = datetime(2026, 9, 5, 23, tzinfo=UTC)
GAMES_OF_A_DAY = 14
DAYS = 3
DOUBLEHEADERS = 3
BETWEEN_GAMES = timedelta(hours=3, minutes=45)


@dataclass(frozen=True, slots=True)
class Spelled:
    """A team as it is spelled by those who give names, and its code."""

    names: dict[Provider, str]
    code: str


@dataclass(frozen=True, slots=True)
class SlateGame:
    """A game of the truth, with the id and the start that each provider has for it."""

    league: League
    home: Spelled
    away: Spelled
    ids: dict[Provider, str]
    starts: dict[Provider, datetime]
    swapped_by: frozenset[Provider]

    def sides(self, provider: Provider) -> tuple[Spelled, Spelled]:
        return (self.away, self.home) if provider in self.swapped_by else (self.home, self.away)


def slate(seed: int) -> list[SlateGame]:
    """Three days of all leagues: pairs of the corpus, no team twice a day.

    The same two meet again: in baseball on all days, the first ones twice a day; elsewhere now and then.
    """
    chance = random.Random(seed)
    with CORPUS.open("rb") as lines:
        pairs = [pair for pair in read_pairs(lines) if pair.same]
    games: list[SlateGame] = []
    for league in League:
        series = _matchups(league, pairs, chance)
        for day in range(DAYS):
            todays = series if league is League.MLB or day == 1 else _matchups(league, pairs, chance)
            games += _day(league, todays, FIRST_START + timedelta(days=day), chance)
    return games


def _day(league: League, matchups: list[LabelledPair], begins: datetime, chance: random.Random) -> Iterator[SlateGame]:
    for number, pair in enumerate(matchups):
        start = begins + timedelta(minutes=15 * chance.randrange(8))
        yield _game(league, pair, start, chance)
        if league is League.MLB and number < DOUBLEHEADERS:
            yield _game(league, pair, start + BETWEEN_GAMES, chance)


def _matchups(league: League, pairs: list[LabelledPair], chance: random.Random) -> list[LabelledPair]:
    ours = [pair for pair in pairs if pair.a.league == str(league) and _codes(league, pair)]
    chance.shuffle(ours)
    chosen: list[LabelledPair] = []
    taken: set[str | None] = set()
    for pair in ours:
        if taken.isdisjoint((pair.a.home, pair.a.away)) and len(chosen) < GAMES_OF_A_DAY:
            taken |= {pair.a.home, pair.a.away}
            chosen.append(pair)
    return chosen


def _codes(league: League, pair: LabelledPair) -> list[str]:
    """The codes of both teams, where each is one team's alone."""
    teams = {team.name: team for team in registry_of(league).teams.values()}
    found = [teams[name] for name in (pair.a.home, pair.a.away) if name in teams]
    codes = [team.abbreviation for team in found if team.abbreviation and _is_own(league, team)]
    return codes if len(codes) == 2 else []


def _is_own(league: League, team: Team) -> bool:
    return registry_of(league).by_abbreviation.get((team.abbreviation or "").casefold()) is team


def _game(league: League, pair: LabelledPair, start: datetime, chance: random.Random) -> SlateGame:
    home_code, away_code = _codes(league, pair)
    home, away = pair.a.home or "", pair.a.away or ""
    is_same_way = {pair.b.home, pair.b.away} != {home, away} or pair.b.home == home
    is_spelled_alike = (pair.b.home or "")[:3] == home[:3]
    spelled = (pair.b.home, pair.b.away) if is_same_way and is_spelled_alike else (None, None)
    shifts = (0, 0, 5, 10) if league is League.MLB else (0, 0, 5, 10, 40, -60, 180, 420)
    return SlateGame(
        league=league,
        home=_spelled(home, spelled[0], Provider(pair.b.provider), home_code),
        away=_spelled(away, spelled[1], Provider(pair.b.provider), away_code),
        ids=_ids(league, chance),
        starts={provider: start + timedelta(minutes=chance.choice(shifts)) for provider in Provider},
        swapped_by=frozenset({Provider.ODDS}) if chance.randrange(6) == 0 else frozenset(),
    )


def _spelled(name: str, otherwise: str | None, provider: Provider, code: str) -> Spelled:
    names = dict.fromkeys(Provider, name)
    return Spelled(names | ({provider: otherwise} if otherwise else {}), code)


def _ids(league: League, chance: random.Random) -> dict[Provider, str]:
    number = chance.getrandbits(128)
    is_soccer = league.traits.sport is Sport.SOCCER
    return {
        Provider.ESPN: str(401_000_000 + number % 900_000),
        Provider.ODDS: f"{number:032x}",
        Provider.SPORTRADAR: f"sr:sport_event:{number % 90_000_000}" if is_soccer else str(uuid.UUID(int=number)),
        Provider.PRIZEPICKS: f"{league.upper()}_game_{number:x}"[:28],
    }
