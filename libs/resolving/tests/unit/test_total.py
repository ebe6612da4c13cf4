"""`normalize` never raises, and a record that it fails on leaves the state as it was."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from a1_mappers.extracted import Complete
from a1_resolving import pipeline
from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind, RejectReason, SourceReason, SourceState

SIDES = ("Boston Celtics", "Los Angeles Lakers", "New York Knicks", "TBD", "", None, "\ud800")
TIMES = (
    *("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-23:59"),
    *("1970-01-01T00:00:00Z", "2011-11-25T12:00:00Z", "2026-11-26T00:30:00Z", "2031-11-26T00:30:00Z", "soon", "", None),
)
NOON = "2026-11-25T12:00:00Z"


def mostly(usual: object, *others: object) -> st.SearchStrategy:
    """Draw a value that is right nine times in ten, and one of the others else."""
    return st.sampled_from([*[usual] * 9 * max(1, len(others)), *others])


GAMES = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(["a", "b", "c", "", None]),
            "sport_key": mostly("basketball_nba", "nothing", None),
            "commence_time": st.sampled_from(TIMES),
            "home_team": st.sampled_from(SIDES),
            "away_team": st.sampled_from(SIDES),
        }
    ),
    max_size=4,
)
POLL = st.fixed_dictionaries(
    {
        "provider": mostly("odds", "espn", "none"),
        "feed": mostly("events", "", None),
        "league": mostly("nba", "nfl", "\ud800"),
        "target": mostly("odds/events/nba", "odds/events/nfl", ""),
        "outcome": st.sampled_from(["new", "unchanged", "error", "disabled", "postponed"]),
        "reason": st.sampled_from([None, "timeout", "no-key", "tired"]),
        "valid_until": mostly(NOON, *TIMES),
        "next_poll_at": mostly(NOON, *TIMES),
        "fetched_at": mostly(NOON, *TIMES),
        "sequence": st.sampled_from([None, -1, 0, 1, 7, 2**64, "x"]),
    }
)
HEADERS = st.fixed_dictionaries(
    {
        "provider": mostly(b"odds", b"espn", b"none", b"\xff"),
        "feed": mostly(b"events", b"odds", b"", b"\xff"),
        "league": mostly(b"nba", b"nfl", b"\xff"),
        "sport": st.just(b"basketball"),
        "target": mostly(b"odds/events/nba", b"odds/events/nfl", b"", b"\xff"),
        "url": st.sampled_from([b"https://provider.example/", b"\xff"]),
        "fetched_at": mostly(NOON.encode(), *(str(time).encode() for time in TIMES)),
        "http_status": mostly(b"200", b"1" * 5000, b""),
        "content_type": st.just(b"application/json"),
        "content_hash": st.just(b""),
        "request_id": st.just(b""),
        "schema_version": st.just(b"1"),
    },
    optional={"sequence": mostly(b"1", b"0", b"7", b"-3", b"9" * 30, b"x"), "replayed_from": st.just(b"a")},
)
PLACE = {
    "partition": mostly(0, 4, -1),
    "offset": st.integers(0, 20),
    "key": mostly(b"odds/events/nba", b"odds/events/nfl", b"", b"\xff", None),
    "timestamp_ms": st.sampled_from([0, -1, 1, 1_795_608_000_000, 2**62]),
}


def written(document: object) -> bytes:
    return json.dumps(document).encode()


BODIES = st.builds(
    RawRecord,
    topic=mostly("raw.odds", "raw.none"),
    value=st.one_of(GAMES.map(written), GAMES.map(written), POLL.map(written), st.none(), st.binary(max_size=20)),
    headers=HEADERS.map(lambda headers: tuple(headers.items())),
    **PLACE,
)
POLLS = st.builds(
    RawRecord,
    topic=st.sampled_from(["polls.odds", "polls.odds", "raw.operator"]),
    value=st.one_of(POLL.map(written), POLL.map(written), GAMES.map(written), st.none(), st.binary(max_size=20)),
    headers=st.just(()),
    **PLACE,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(BODIES, POLLS), max_size=6))
def test_every_record_is_resolved_or_is_a_letter_that_can_be_written(records: list[RawRecord]) -> None:
    state = LeagueState("nba")
    log: list[tuple[Kind, str, bytes | None, dict[str, int]]] = []
    for record in records:
        found = normalize(record, state)
        assert RejectReason.RESOLVER_FAILED not in found.rejects, found.dead_letter
        assert RejectReason.MAPPER_FAILED not in found.rejects
        state.apply(found)
        log += [(change.kind, change.key, change.value, dict(change.causes)) for change in found.changes]
        if found.dead_letter is not None:
            assert all(value.decode() is not None for _, value in found.dead_letter.to_kafka())
    restored = LeagueState("nba")
    assert all(restored.restore(*entry) for entry in log)
    assert (restored.listings, restored.statuses) == (state.listings, state.statuses)


GAME = Complete((Kind.LISTINGS,))


class Broken:
    """A `resolve` with a fault."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __call__(self, body: object) -> None:
        raise self.error


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (ZeroDivisionError("no"), "ZeroDivisionError: no"),
        (ValueError("\ud800"), "ValueError: ?"),
        (KeyError("x" * 9_000), "KeyError: '" + "x" * 489),
        (RecursionError(), "RecursionError: "),
    ],
    ids=["number", "surrogate", "long", "empty"],
)
def test_a_body_that_resolving_fails_on_is_a_dead_letter_over_the_state_before_it(
    league, contest, monkeypatch: pytest.MonkeyPatch, error: Exception, detail: str
) -> None:
    league.see(Provider.ODDS, contest("x"), GAME)
    listings = dict(league.state.listings)
    with monkeypatch.context() as broken:
        broken.setattr(pipeline, "resolve", Broken(error))
        found = league.see(Provider.ODDS, contest("y"), GAME, minutes=5)
    assert found.dead_letter is not None
    assert (found.dead_letter.reason, found.dead_letter.detail) == (RejectReason.RESOLVER_FAILED, detail)
    assert [change.kind for change in found.changes] == [Kind.SOURCES]
    status = league.state.statuses["odds/feed/nba"]
    assert (status.state, status.reason) == (SourceState.DELAYED, SourceReason.MAPPING_FAILED)
    assert league.state.listings == listings
    league.see(Provider.ODDS, contest("y"), GAME, minutes=9)
    assert {listing.native_id for listing in league.state.listings.values() if listing.named_by} == {"y"}
