"""How well listings are joined, on labelled pairs: what was merged wrongly, what was missed, what needs a person.

Each pair is resolved by the shipped code, as the only two listings of their league.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import msgspec

from a1_normalizer.identity.games import games_of
from a1_normalizer.identity.names import team_key
from a1_normalizer.identity.team_registry import TeamRegistry, registry_of
from a1_normalizer.identity.teams import recognise_in
from a1_normalizer.sightings import Side
from a1_schemas.listing import Listing, ListingSide
from a1_schemas.raw import parse_time
from a1_schemas.vocabulary import League, MatchMethod, Provider

Registries = Callable[[League], TeamRegistry]

_LEAGUES = frozenset(map(str, League))
_SEEN_AT = datetime(2026, 1, 1, tzinfo=UTC)


class PairListing(msgspec.Struct, frozen=True):
    """One side of a labelled pair: a game as a provider lists it."""

    provider: Provider
    league: str
    """One of ours; listings of another league are joined with none."""
    home: str
    away: str
    start_time: str | None = None


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
        for counted in (whole, by_league.setdefault(pair.a.league, Score())):
            counted.pairs += 1
            counted.same += pair.same
            counted.found += pair.same and is_merged
            counted.false_merges += is_merged and not pair.same
            counted.for_review += is_doubtful
    reports: Mapping[str, dict[str, Any]] = {league: by_league[league].report() for league in sorted(by_league)}
    return {**whole.report(), "by_league": reports}


def _resolve(pair: LabelledPair, registries: Registries) -> tuple[bool, bool]:
    """Whether the two are one game, and whether that is left to a person."""
    if pair.a.league != pair.b.league or pair.a.league not in _LEAGUES:
        return False, False
    registry = registries(League(pair.a.league))
    one, other = _listing(pair.a, "a", registry), _listing(pair.b, "b", registry)
    if _block(one) != _block(other):
        return False, False
    games, torn = games_of([one, other])
    return len(games) == 1, bool(torn)


def _listing(listed: PairListing, native_id: str, registry: TeamRegistry) -> Listing:
    home, away = (_side(name, listed, registry) for name in (listed.home, listed.away))
    start = None if listed.start_time is None else parse_time(listed.start_time)
    return Listing(
        version=0,
        changed_at=_SEEN_AT,
        provider=listed.provider,
        native_id=native_id,
        league=League(listed.league),
        own_id=native_id,
        event_id=native_id,
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
        target=native_id,
        facts_fetched_at=_SEEN_AT,
    )


def _side(name: str, listed: PairListing, registry: TeamRegistry) -> ListingSide:
    return ListingSide(team_id=recognise_in(registry, Side(name=name), listed.provider).team_id, name=name)


def _block(listing: Listing) -> tuple[str, ...]:
    return tuple(sorted(side.team_id or f"~{team_key(side.name or '')}" for side in (listing.home, listing.away)))
