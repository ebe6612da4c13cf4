"""Decisions of people about the recordings' listings: splits, pins across games, and some of them taken back."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_schemas.identity_decision import DecisionAction, IdentityDecision
from a1_schemas.leagues import League
from a1_schemas.listing import Listing
from a1_schemas.targets import target_of
from a1_schemas.topics import OPERATOR

_OF_A_LEAGUE = 6
_LEAGUES = frozenset(map(str, League))


def decisions(records: Sequence[RawRecord]) -> list[RawRecord]:
    """As they would be published after these records; each is about a listing that is there then."""
    states: dict[str, LeagueState] = {}
    partitions: dict[str, int] = {}
    for record in records:
        league = record.source.league
        state = states.setdefault(league, LeagueState(league, spans=None))
        state.apply(normalize(record, state))
        partitions[league] = record.partition
    offsets: dict[int, int] = defaultdict(int)
    found: list[RawRecord] = []
    for league, state in states.items():
        for decision in _about(state) if league in _LEAGUES else ():
            number = partitions[league]
            value = decision.model_dump_json().encode()
            found.append(RawRecord(OPERATOR, number, offsets[number], decision.target.encode(), value, ()))
            offsets[number] += 1
    return found


def _about(state: LeagueState) -> Iterator[IdentityDecision]:
    listings = [listing for _, listing in sorted(state.listings.items()) if listing.removed is None]
    joined = [listing for listing in listings if listing.event_id != listing.own_id]
    chosen = (joined or listings)[:_OF_A_LEAGUE]
    for number, listing in enumerate(chosen):
        yield _decision(listing, DecisionAction.SPLIT)
        yield _decision(listing, DecisionAction.PIN, listings[-1 - number].event_id)
        if number % 2:
            yield _decision(listing, DecisionAction.UNPIN)


def _decision(listing: Listing, action: DecisionAction, event_id: str | None = None) -> IdentityDecision:
    return IdentityDecision(
        target=target_of("operator", "identity", listing.league, listing.provider, listing.native_id),
        action=action,
        league=listing.league,
        provider=listing.provider,
        native_id=listing.native_id,
        event_id=event_id,
        reason="replayed",
        decided_by="replay",
        decided_at=listing.facts_fetched_at,
    )
