"""A league's state restored from its records, in any order and from any of our versions."""

from datetime import timedelta

import pytest

from a1_resolving.league_state import LeagueState
from a1_schemas.causes import version_of
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind


@pytest.fixture
def two_prices(league, contest, offer):
    """The records of one offer before and after its price moved."""
    for minutes, price in ((0, "1.5"), (1, "3.5")):
        league.see(Provider.ODDS, contest("g"), offer("g", price=price), at=league.noon + timedelta(minutes=minutes))
    older, newer = [record for record in league.log if record[0] is Kind.ODDS]
    assert version_of(older[3]) < version_of(newer[3])
    return older, newer


def test_a_lower_version_later_in_the_log_is_not_restored(two_prices) -> None:
    older, newer = two_prices
    state = LeagueState("nba")
    for kind, key, value, causes in (older, newer, older):
        state.restore(kind, key, value, causes)
    current = state.current(Kind.ODDS, newer[1])
    assert current is not None
    assert (version_of(current.causes), current.value) == (version_of(newer[3]), newer[2])


def test_a_late_record_does_not_come_back_after_its_tombstone(two_prices) -> None:
    older, newer = two_prices
    kind, key, _, causes = newer
    state = LeagueState("nba")
    for value, of_value in ((newer[2], causes), (None, causes | {"raw.odds": causes["raw.odds"] + 1}), older[2:]):
        state.restore(kind, key, value, of_value)
    assert state.current(kind, key) is None


def restored(league, kind: Kind, old: bytes, new: bytes) -> LeagueState:
    """The league restored from its records of a kind, with these bytes replaced."""
    state = LeagueState("nba")
    for found, key, value, causes in league.log:
        assert found is not kind or old in value
        state.restore(found, key, value.replace(old, new) if found is kind else value, causes)
    return state


def test_a_field_that_a_newer_version_added_is_passed_over(league, contest) -> None:
    league.see(Provider.ODDS, contest("g"))
    state = restored(league, Kind.LISTINGS, b'"native_id":"g"', b'"native_id":"g","humidity":1')
    assert [listing.native_id for listing in state.listings.values()] == ["g"]


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        (Kind.LISTINGS, b'"method":"first"', b'"method":"learned"'),
        (Kind.SOURCES, b'"reason":"content-new"', b'"reason":"content-better"'),
        (Kind.SOURCES, b'"state":"up"', b'"state":"resting"'),
    ],
)
def test_a_word_that_a_newer_version_added_is_restored(league, contest, kind: Kind, old: bytes, new: bytes) -> None:
    league.see(Provider.ODDS, contest("g"))
    state = restored(league, kind, old, new)
    assert (len(state.listings), len(state.statuses)) == (1, 1)


@pytest.mark.parametrize("kind", [Kind.ODDS, Kind.LISTINGS, Kind.EVENTS, Kind.SOURCES])
def test_a_record_that_cannot_be_read_costs_only_itself(league, contest, offer, kind: Kind) -> None:
    league.see(Provider.ODDS, contest("g"), offer("g"))
    state = LeagueState("nba")
    state.restore(kind, "junk", b"{}", {"raw.odds": 0})
    for found, key, value, causes in league.log:
        state.restore(found, key, value, causes)
    assert [listing.native_id for listing in state.listings.values()] == ["g"]
