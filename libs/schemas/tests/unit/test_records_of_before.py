"""Records of the release before, as they lie on the log, are read with null for what they do not have."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from a1_schemas import fast
from a1_schemas.betting_odds import BettingOdds
from a1_schemas.game_facts import GameClock, GameFacts, Venue, seconds_of
from a1_schemas.listing import Listing
from a1_schemas.newer_words import read_newer
from a1_schemas.player_prop import PlayerProp
from a1_schemas.sporting_event import SportingEvent

EXAMPLES = Path(__file__).parents[2] / "examples"
FACTS_BEFORE = {"period", "clock", "venue", "neutral_site", "game_number"}
NEW = {
    *(GameFacts.model_fields.keys() - FACTS_BEFORE),
    *(
        "score_fetched_at",
        "score_status",
        "progress_fetched_at",
        "players",
        "sides",
        "adjusted",
        "multiplier",
        "mapped",
    ),
    *("phase", "suspended", "main", "provider_main", "complete", "limit", "link", "opening"),
}


def of_before(value: Any) -> Any:
    """The value without new fields, and with clock and venue as text."""
    if isinstance(value, list):
        return [of_before(each) for each in value]
    if not isinstance(value, dict):
        return value
    rest = {key: of_before(each) for key, each in value.items() if key not in NEW}
    for name, text in (("clock", "text"), ("venue", "name")):
        if isinstance(rest.get(name), dict):
            rest[name] = rest[name][text]
    if "event_id" in rest and "home" in rest:
        rest.pop("score", None)
    return rest


def example(name: str) -> dict[str, Any]:
    return json.loads((EXAMPLES / f"normalized.{name}.json").read_text())["value"]


def test_a_game_of_before_has_its_clock_and_venue_and_no_new_facts() -> None:
    before = of_before(example("events/live-basketball"))
    assert (before["clock"], before["venue"]) == ("7:12", "TD Garden")
    game = SportingEvent.model_validate_json(json.dumps(before))
    assert (game.period, game.clock) == (2, GameClock(text="7:12", seconds=Decimal(432)))
    assert game.venue == Venue(name="TD Garden")
    assert (game.score, game.periods, game.broadcasts, game.season) == (None, None, None, None)


def test_a_listing_of_before_is_restored_with_its_clock_and_venue() -> None:
    before = {**of_before(example("listings/swapped-sides")), "period": 5, "clock": "0:00", "venue": "Fenway Park"}
    listing = read_newer(Listing, json.dumps(before).encode())
    assert (listing.period, listing.clock, listing.venue) == (
        5,
        GameClock(text="0:00", seconds=Decimal(0)),
        Venue(name="Fenway Park"),
    )
    assert (listing.situation, listing.progress_fetched_at) == (None, None)


def test_a_word_that_is_newer_than_the_reader_is_read_as_unknown() -> None:
    newer = {**example("listings/swapped-sides"), "half": "middle", "clock": {"text": "3:00", "direction": "sideways"}}
    listing = read_newer(Listing, json.dumps(newer).encode())
    assert (listing.half, listing.clock) == (None, GameClock(text="3:00"))


def test_odds_of_before_have_null_for_what_is_new() -> None:
    before = json.dumps(of_before(example("odds/three-markets")))
    assert "phase" not in before
    odds = BettingOdds.model_validate_json(before)
    assert {(market.phase, market.main, market.suspended) for market in odds.markets} == {(None, None, None)}
    written = odds.model_dump_json().encode()
    read = msgspec.json.encode(msgspec.json.decode(before, type=fast.BettingOdds))
    assert read[1:] == written[written.index(b'"changed_at"') :]


def test_a_ladder_of_before_has_no_sides_and_no_players() -> None:
    ladder = PlayerProp.model_validate_json(json.dumps(of_before(example("props/pick-em-ladder"))))
    assert ladder.players == ()
    assert {(line.sides, line.adjusted, line.mapped) for line in ladder.lines} == {(None, None, None)}


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("7:12", "432"), ("00:41.3", "41.3"), ("23.4", "23.4"), ("125:00", "7500"), ("45'+2'", None), ("HT", None)],
)
def test_a_clock_has_seconds_where_its_text_is_a_time(text: str, seconds: str | None) -> None:
    assert seconds_of(text) == (None if seconds is None else Decimal(seconds))
