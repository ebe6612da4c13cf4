"""The days before the world began: which games there were, and what ESPN's boards and the truth say of them."""

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from a1_sandbox.clock import PausableClock
from a1_sandbox.exchange import Question
from a1_sandbox.truth import truth
from a1_sandbox.world.world import World
from a1_schemas.leagues import League
from a1_schemas.providers import Provider

BEGAN_AT = datetime(2026, 11, 25, 4, 0, 7, tzinfo=UTC)
"""The evening of November 24 in the East."""


def a_world(seed: int = 1) -> World:
    return World(seed, PausableClock(BEGAN_AT, lambda: 0.0), 12)


def events(world: World, league: League, day: date, provider: Provider = Provider.ESPN) -> list[dict[str, Any]]:
    answer = world.answer(Question(provider, "scoreboard", league.traits.espn.path, day=day))
    assert answer is not None
    return msgspec.json.decode(answer.body)["events"]


def test_each_day_of_two_weeks_has_games_and_none_before_or_after() -> None:
    world = a_world()
    counts = {day: len(events(world, League.NBA, date(2026, 11, day))) for day in range(7, 24)}
    assert counts == {day: 3 if 9 <= day <= 22 else 0 for day in range(7, 24)}


def test_the_boards_of_the_past_show_what_the_truth_says() -> None:
    world = a_world()
    shown = Counter(
        (
            *(league, side["team"]["displayName"], event["date"], int(side["score"])),
            event["status"]["type"]["completed"],
        )
        for league in League
        for day in range(9, 23)
        for event in events(world, league, date(2026, 11, day))
        for side in event["competitions"][0]["competitors"]
    )
    true = Counter(
        (row["league"], row[side], row["start_time"][:16] + "Z", row[f"{side}_score"] or 0, row["status"] == "final")
        for row in truth(world)["past"]
        for side in ("home", "away")
    )
    assert shown == true
    assert len(true) > 700


def test_baseball_has_a_doubleheader_and_every_league_postponed_games() -> None:
    rows = truth(a_world())["past"]
    assert [(row["league"], row["game_number"]) for row in rows if row["game_number"]] == [("mlb", 1), ("mlb", 2)]
    postponed = Counter(row["league"] for row in rows if row["status"] == "postponed")
    assert postponed == dict.fromkeys(League, 6)


def test_no_two_games_of_the_world_and_its_past_share_an_id_at_espn() -> None:
    world = a_world(7)
    games = [game for of in (world.games, world.past) for league in League for game in of[league]]
    assert len({game.id_at(Provider.ESPN) for game in games}) == len(games)


def test_a_game_of_the_past_has_a_summary_and_is_at_no_other_provider() -> None:
    world = a_world()
    game = world.past[League.NHL][0]
    asked = Question(Provider.ESPN, "summary", League.NHL.traits.espn.path, native_id=game.id_at(Provider.ESPN))
    answer = world.answer(asked)
    assert answer is not None
    assert msgspec.json.decode(answer.body)["header"]["id"] == game.id_at(Provider.ESPN)
    schedule = world.answer(Question(Provider.SPORTRADAR, "schedule", "nhl", day=date(2026, 11, 20)))
    assert schedule is not None
    assert msgspec.json.decode(schedule.body)["games"] == []
