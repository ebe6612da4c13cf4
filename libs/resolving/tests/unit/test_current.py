"""A record in the resolver's state: its JSON in two parts, and its stamp."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from a1_resolving.current import Current, split
from a1_schemas.base import Message
from a1_schemas.removal import removal_of
from a1_schemas.vocabulary import RemovalReason
from a1_testkit.canonical import a_listing, a_prop, an_event, an_injury, an_offer, some_stats

AT = datetime(2026, 11, 28, 12, 0, 0, 250_000, UTC)
CAUSES = {"raw.odds": 7, "raw.espn": 2**40}


def rest_of(message: Message) -> bytes:
    value = message.model_dump_json().encode()
    return value[value.index(b'"observed_at"') :]


def current_of(rest: bytes, *, is_removed: bool = False) -> Current:
    return Current.of(rest, CAUSES, AT, is_removed=is_removed)


@pytest.mark.parametrize(
    "message", [an_offer(1, "b"), a_prop(1), an_event(1), a_listing(1, "odds/odds/nba"), an_injury(), some_stats(1)]
)
def test_a_record_has_the_json_it_was_made_of(message: Message) -> None:
    rest = rest_of(message)
    for given in (rest, removal_of(rest, RemovalReason.WITHDRAWN)):
        assert current_of(given).rest == given
        assert current_of(given).value.endswith(given)


def test_a_value_begins_with_version_and_time_of_change() -> None:
    found = current_of(rest_of(an_event(1)))
    version = 7 + 2**40 + 2
    assert found.value.startswith(b'{"version":%d,"changed_at":"2026-11-28T12:00:00.250000Z","observed_at"' % version)
    assert (found.causes, found.changed_at, found.is_removed) == (CAUSES, AT, False)
    assert current_of(b"", is_removed=True).is_removed


def test_what_an_offer_shares_with_its_game_is_apart_from_what_is_its_own() -> None:
    first, second = (split(rest_of(an_offer(1, book))) for book in ("one", "two"))
    assert first[0] == second[0]
    assert first[0].startswith(b',"event_id":"')
    assert b'"bookmaker":"one"' in first[1]
    assert b'"event_id"' not in first[1]


def test_a_text_that_looks_like_a_field_splits_nothing() -> None:
    offer = an_offer(1, "b").model_copy(update={"native_event_id": 'x","bookmaker":"c', "target": 't,"player":'})
    found = current_of(rest_of(offer))
    assert found.rest == rest_of(offer)
    assert (
        found.own == b'"observed_at":null,"removed":null' + found.names + found.own[found.own.index(b',"markets":') :]
    )
    assert found.names.startswith(b',"bookmaker":"b"')


@pytest.mark.parametrize(
    ("change", "has_same_facts"),
    [
        ({"markets": ()}, True),
        ({"observed_at": AT}, True),
        ({"bookmaker_name": "Other"}, False),
        ({"target": "odds/odds/nba/eu"}, False),
        ({"native_event_id": "other"}, False),
    ],
)
def test_an_offer_has_the_facts_of_another_where_only_its_prices_and_their_time_differ(
    change: dict[str, object], has_same_facts: bool
) -> None:
    offer = an_offer(1, "b").model_copy(update={"observed_at": None})
    before, after = (current_of(rest_of(each)) for each in (offer, offer.model_copy(update=change)))
    assert after.has_facts_of(before) is has_same_facts


def test_a_prop_of_a_player_whose_team_is_known_now_has_other_facts() -> None:
    prop = a_prop(1)
    moved = prop.model_copy(update={"player": prop.player.model_copy(update={"team": "nba-atl"})})
    repriced = prop.model_copy(update={"lines": (prop.lines[0].model_copy(update={"line": Decimal("99.5")}),)})
    before = current_of(rest_of(prop))
    assert not current_of(rest_of(moved)).has_facts_of(before)
    assert current_of(rest_of(repriced)).has_facts_of(before)


def test_a_removed_record_has_the_facts_of_none() -> None:
    rest = removal_of(rest_of(an_offer(1, "b")), RemovalReason.WITHDRAWN)
    assert not current_of(rest).has_facts_of(current_of(rest))


def test_equal_parts_of_records_that_were_read_are_one_object() -> None:
    first, second = (Current.read(an_offer(1, book).model_dump_json().encode(), CAUSES) for book in ("one", "two"))
    assert first.origin is second.origin
    assert first.stamp is second.stamp
