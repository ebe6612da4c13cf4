"""Scores identity on labelled pairs: false merges, missed merges, pairs for review.

Each pair is resolved by the shipped code, as the only two listings of their league. Files from elsewhere are
read too: leagues and providers may be in other words, and a start without a zone is UTC.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import msgspec

from a1_identity.blocks import block_of
from a1_identity.games import games_of
from a1_identity.team_registry import TeamRegistry, registry_of
from a1_identity.teams import recognise_in
from a1_mappers.extracted import Side
from a1_schemas.leagues import League
from a1_schemas.listing import Listing, ListingSide
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import MatchMethod

Registries = Callable[[League], TeamRegistry]

_LEAGUE_OF = {str(league): league for league in League} | {
    "ncaab": League.NCAAM,
    "cbb": League.NCAAM,
    "cfb": League.NCAAF,
}
_PROVIDER_OF = {str(provider): provider for provider in Provider} | {
    "the-odds-api": Provider.ODDS,
    "theoddsapi": Provider.ODDS,
    "odds-api": Provider.ODDS,
    "oddsapi": Provider.ODDS,
}
_SEEN_AT = datetime(2026, 1, 1, tzinfo=UTC)


class PairListing(msgspec.Struct, frozen=True):
    """One side of a labelled pair: a game as a provider lists it."""

    provider: str
    league: str
    """One of ours, in any case; listings of another league are joined with none."""
    home: str | None
    away: str | None
    start_time: str | None = None

    @property
    def known_league(self) -> League | None:
        """The league, if it is one of ours."""
        return _LEAGUE_OF.get(_plain(self.league))

    @property
    def known_provider(self) -> Provider | None:
        """The provider, if it is one of ours."""
        return _PROVIDER_OF.get(_plain(self.provider))


class LabelledPair(msgspec.Struct, frozen=True):
    """Two listings, and whether they are one game."""

    a: PairListing
    b: PairListing
    same: bool


class Score(msgspec.Struct):
    """Counts over pairs; recall and review rate follow."""

    pairs: int = 0
    same: int = 0
    found: int = 0
    false_merges: int = 0
    for_review: int = 0

    def report(self) -> dict[str, Any]:
        """The figures as they are printed."""
        return {
            "pairs": self.pairs,
            "false_merges": self.false_merges,
            "recall": 1.0 if self.same == 0 else self.found / self.same,
            "review_rate": 0.0 if self.pairs == 0 else self.for_review / self.pairs,
        }


def read_pairs(lines: Iterable[bytes]) -> list[LabelledPair]:
    """The pairs of a JSON Lines file; raises msgspec.DecodeError on a row that is none."""
    decoder = msgspec.json.Decoder(LabelledPair)
    return [decoder.decode(line) for line in lines if line.strip()]


def score(pairs: Iterable[LabelledPair], registries: Registries = registry_of) -> dict[str, Any]:
    """Resolve each pair and compare with its label; the whole and by league."""
    whole, by_league = Score(), dict[str, Score]()
    for pair in pairs:
        is_merged, is_doubtful = _resolve(pair, registries)
        league = pair.a.known_league or pair.a.league
        for counted in (whole, by_league.setdefault(league, Score())):
            counted.pairs += 1
            counted.same += pair.same
            counted.found += pair.same and is_merged
            counted.false_merges += is_merged and not pair.same
            counted.for_review += is_doubtful
    reports: Mapping[str, dict[str, Any]] = {league: by_league[league].report() for league in sorted(by_league)}
    return {**whole.report(), "by_league": reports}


def _plain(word: str) -> str:
    return word.strip().lower().replace("_", "-")


def _resolve(pair: LabelledPair, registries: Registries) -> tuple[bool, bool]:
    """Whether the two are one game, and whether that is left to a person."""
    league = pair.a.known_league
    if league is None or league is not pair.b.known_league or _plain(pair.a.provider) == _plain(pair.b.provider):
        return False, False
    one_provider, other_provider = _two_providers(pair)
    registry = registries(league)
    one = _listing(pair.a, one_provider, league, registry)
    other = _listing(pair.b, other_provider, league, registry)
    if block_of(one) != block_of(other):
        return False, False
    games, ambiguous = games_of([one, other])
    return len(games) == 1, bool(ambiguous)


def _two_providers(pair: LabelledPair) -> tuple[Provider, Provider]:
    """The providers of both; one that is none of ours is any other than its counterpart's."""
    one, other = pair.a.known_provider, pair.b.known_provider
    one = one or next(provider for provider in Provider if provider is not other)
    return one, other or next(provider for provider in Provider if provider is not one)


def _listing(listed: PairListing, provider: Provider, league: League, registry: TeamRegistry) -> Listing:
    home, away = (_side(name or None, provider, registry) for name in (listed.home, listed.away))
    start = None if listed.start_time is None else _start(listed.start_time)
    return Listing(
        version=0,
        changed_at=_SEEN_AT,
        provider=provider,
        native_id=provider,
        league=league,
        own_id=provider,
        event_id=provider,
        method=MatchMethod.ALONE,
        confidence=Decimal(1),
        first_fetched_at=_SEEN_AT,
        first_start_time=start,
        first_home=home.team_id,
        first_away=away.team_id,
        start_time=start,
        status=None,
        home=home,
        away=away,
        target=provider,
        facts_fetched_at=_SEEN_AT,
    )


def _side(name: str | None, provider: Provider, registry: TeamRegistry) -> ListingSide:
    return ListingSide(team_id=recognise_in(registry, Side(name=name), provider).team_id, name=name)


def _start(text: str) -> datetime:
    start = datetime.fromisoformat(text)
    return start if start.tzinfo is not None else start.replace(tzinfo=UTC)
