"""Slates of true pairs through the whole resolver: all orders of the providers, merges and splits, known listings."""

import itertools
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from a1_evaluation.scoring import LabelledPair, PairListing
from a1_identity.games import key_of
from a1_mappers.extracted import Complete, Contest, Extracted, Side
from a1_resolving.body import Body
from a1_resolving.body_contents import BodyContents
from a1_resolving.changes import Changes
from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_schemas.identity_decision import DecisionAction, IdentityDecision
from a1_schemas.leagues import League
from a1_schemas.listing import Listing
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders, parse_time
from a1_schemas.topics import OPERATOR, partition_of, raw_topic
from a1_schemas.vocabulary import Kind

Slate = dict[Provider, list[Contest]]
Values = dict[tuple[Kind, str], bytes]

_FETCHED_AT = datetime(2026, 1, 1, tzinfo=UTC)
_PAIRS_OF_A_LEAGUE = 60
_LOOKED_UP = 100_000


def slate_of(league: League, pairs: Iterable[LabelledPair]) -> Slate:
    """The listings of some true pairs of a league, by provider; no two sides meet twice."""
    slate: Slate = {provider: [] for provider in Provider}
    met: dict[frozenset[str | None], LabelledPair] = {}
    for pair in pairs:
        if pair.same and pair.a.league == pair.b.league == str(league):
            met.setdefault(frozenset((pair.a.home, pair.a.away)), pair)
    for number, pair in enumerate(list(met.values())[:_PAIRS_OF_A_LEAGUE]):
        for listed in (pair.a, pair.b):
            slate[Provider(listed.provider)].append(_contest(listed, f"{listed.provider}-{number}"))
    return slate


def orders_that_differ(slates: dict[League, Slate]) -> int:
    """How many of the 24 orders of the providers end in other values than the first, over all leagues."""
    found = 0
    for league, slate in slates.items():
        results = [_final_values(league, slate, order) for order in itertools.permutations(Provider)]
        found += sum(result != results[0] for result in results)
    return found


def splits_that_differ(slates: dict[League, Slate]) -> tuple[int, int]:
    """Games that a second provider joins, and leaves when it corrects an opponent.

    Returns their number, and the number of those that do not return to the bytes they had.
    """
    merged = differ = 0
    for league, slate in slates.items():
        for first, second in itertools.permutations(Provider, 2):
            state = LeagueState(league, spans=None)
            _see(state, first, slate[first], 0)
            before = _events(state)
            _see(state, second, slate[second], 1)
            joined = [key for key, value in _events(state).items() if key in before and value != before[key]]
            _see(state, second, _with_other_opponents(slate[second]), 2)
            after = _events(state)
            merged += len(joined)
            differ += sum(after.get(key) != before[key] for key in joined)
    return merged, differ


def decisions_that_differ(slates: dict[League, Slate]) -> tuple[int, int]:
    """Listings that a person splits from their game, pins to another, and unpins.

    Returns their number, and the number of leagues that do not return to the bytes they had.
    """
    decided = differ = 0
    for league, slate in slates.items():
        state = LeagueState(league, spans=None)
        for provider in Provider:
            _see(state, provider, slate[provider], 0)
        before = _values(state)
        joined = [listing for listing in state.listings.values() if listing.event_id != listing.own_id]
        games = [*dict.fromkeys(listing.event_id for listing in joined)]
        steps = itertools.count()
        for listing, event_id in zip(joined, games[1:] + games[:1], strict=False):
            _decide(state, next(steps), listing, DecisionAction.SPLIT)
            _decide(state, next(steps), listing, DecisionAction.PIN, event_id)
            decided += state.listings[key_of(listing)].event_id == event_id
        for listing in joined:
            _decide(state, next(steps), listing, DecisionAction.UNPIN)
        differ += _values(state) != before
    return decided, differ


def known_each_second(league: League, slate: Slate) -> float:
    """Listings that are known already, found again each second of CPU with their game."""
    state = LeagueState(league, spans=None)
    provider = max(slate, key=lambda each: len(slate[each]))
    _see(state, provider, slate[provider], 0)
    changes = Changes(state, raw_topic(provider), 1, _FETCHED_AT, "")
    body = Body(_headers(state, provider, 1), league, BodyContents(), changes)
    native_ids = [contest.native_id for contest in slate[provider]]
    rounds = -(-_LOOKED_UP // len(native_ids))
    started = time.process_time()
    found = sum(body.game_of(native_id, "") is not None for _ in range(rounds) for native_id in native_ids)
    if found != rounds * len(native_ids):
        raise RuntimeError(f"{found} of {rounds * len(native_ids)} known listings were found")
    return found / (time.process_time() - started)


def _final_values(league: League, slate: Slate, order: Sequence[Provider]) -> Values:
    state = LeagueState(league, spans=None)
    for provider in order:
        _see(state, provider, slate[provider], 0)
    return _values(state)


def _values(state: LeagueState) -> Values:
    return {(kind, key): record.rest for kind in Kind for key, record in state.living(kind)}


def _decide(
    state: LeagueState, offset: int, listing: Listing, action: DecisionAction, event_id: str | None = None
) -> None:
    decision = IdentityDecision(
        target=f"operator/identity/{state.league}/{listing.provider}/{listing.native_id}",
        action=action,
        league=listing.league,
        provider=listing.provider,
        native_id=listing.native_id,
        event_id=event_id,
        reason="to see what it leaves",
        decided_by="benchmark",
        decided_at=_FETCHED_AT,
    )
    state.apply(
        normalize(
            RawRecord(OPERATOR, partition_of(state.league), offset, b"", decision.model_dump_json().encode(), ()), state
        )
    )


def _events(state: LeagueState) -> dict[str, bytes]:
    return {key: record.rest for key, record in state.living(Kind.EVENTS)}


def _see(state: LeagueState, provider: Provider, contests: Sequence[Contest], minute: int) -> None:
    """A whole answer of a provider that names these contests."""
    headers = _headers(state, provider, minute)
    extracted: tuple[Extracted, ...] = (*contests, Complete((Kind.LISTINGS,)))
    record = RawRecord(
        raw_topic(provider), partition_of(state.league), minute, headers.target.encode(), b"", tuple(headers.to_kafka())
    )
    mappers = {(provider, headers.feed): lambda *_: iter(extracted)}
    state.apply(normalize(record, state, mappers))


def _headers(state: LeagueState, provider: Provider, minute: int) -> RawHeaders:
    return RawHeaders(
        provider=provider,
        feed="slate",
        league=state.league,
        sport="",
        target=f"{provider}/slate/{state.league}",
        url="https://provider.invalid/slate",
        fetched_at=_FETCHED_AT + timedelta(minutes=minute, seconds=list(Provider).index(provider)),
        http_status=200,
        content_type="application/json",
        content_hash="",
        request_id="",
    )


def _contest(listed: PairListing, native_id: str) -> Contest:
    return Contest(
        native_id=native_id,
        league=listed.league,
        home=Side(name=listed.home),
        away=Side(name=listed.away),
        start_time=None if listed.start_time is None else parse_time(listed.start_time),
    )


def _with_other_opponents(contests: Sequence[Contest]) -> list[Contest]:
    """The same contests, each against a side that no other listing has."""
    return [
        msgspec.structs.replace(contest, away=Side(name=f"Springfield Foxes {number}"))
        for number, contest in enumerate(contests)
    ]
