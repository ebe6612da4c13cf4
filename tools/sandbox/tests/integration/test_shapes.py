"""The world's bodies beside recorded ones: every key that a provider sends is there, or is known to be left out."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from a1_sandbox.exchange import Question
from a1_sandbox.leagues import leagues_at
from a1_sandbox.recordings.places import recorded_place
from a1_sandbox.world.world import World
from a1_schemas.providers import Provider

SINCE = "2025"
BY_ID = {"summary", "event-odds", "game-summary"}
BY_DAY = {"scoreboard", "schedule"}
FEEDS = BY_ID | BY_DAY | {"news", "injuries", "sports", "events", "odds", "scores", "leagues", "projections"}
MARKETS = {"markets": "h2h,spreads,totals,player_points,player_rebounds", "regions": "us", "daysFrom": "1"}

LEFT_OUT = re.compile(
    r"video|highlights|\.links\.|\.links\[\]\.|images|lastUpdated|\.logo$|conferenceId|guid$|zipCode|shortName$"
    # Baseball's and hockey's tracking of each pitch and shot; what a season says of players and teams.
    r"|^\.plays|atBats|\.drives|playsMap|onIce|^\.rosters|^\.pickcenter|^\.predictor|lastFiveGames|ticketsInfo|^\.notes"
    r"|\.probables|featuredAthletes|\.dueUp|\.lastPlay\.|\.standings|^\.leaders|seasonseries|\.series|winProbability"
    r"|athlete\.(status|throws|collegeAthlete|active|scratched|position)|batOrder|\.positions|athletes\[\]\.(notes|position)"
    r"|boxscore\.teams\[\]\.(details|statistics)|linescores\[\]\.(errors|hits)|nickname$|gameNote|gameDuration|midsizeName"
    r"|overtime|season\.current|periodPrefix|altDetail|dateValid|isTBDFlex|\.calendar|broadcasts\[\]\.url"
    # The odds block of ESPN BET, which ESPN has not used since 2026, and marks of a link.
    r"|odds\[\]\.(open|current)|header\.logo|isHidden|link\.tracking|notes\[\]|venue\."
    # Of soccer: where the ball is; what only a cup has.
    r"|ball_locations|match_situation|parent_id|group_name|formations|referees|projection_filters|weather"
)
"""Unused by a reader of games, prices, lines, statistics, news or injuries."""


def paths(value: Any, path: str = "") -> Iterator[str]:
    """Every key of a document, by where it stands."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield f"{path}.{key}"
            yield from paths(below, f"{path}.{key}")
    elif isinstance(value, list):
        for below in value:
            yield from paths(below, f"{path}[]")


def world_paths(world: World, watch: Any, provider: Provider, feed: str, place: str) -> set[str]:
    """The keys of everything that the world says of a place, over some minutes."""
    found: set[str] = set()
    games = [game for league in leagues_at(provider, place) for game in world.games[league]]
    ids = [game.id_at(provider) for game in games] if feed in BY_ID else [None]
    days = [date(2026, 11, 24), date(2026, 11, 25)] if feed in BY_DAY else [None]
    for seconds in (0, 100, 200, 320):
        watch.seconds = seconds
        for native_id in ids:
            for day in days:
                answer = world.answer(Question(provider, feed, place, native_id, day, MARKETS))
                found.update(paths(json.loads(answer.body)) if answer else ())
    return found


@pytest.mark.recordings
def test_the_world_has_what_recordings_have(recordings: list[Any], world: World, watch: Any) -> None:
    known: dict[tuple[Provider, str, str], set[str]] = {}
    lacking: list[str] = []
    compared = 0
    for recording in recordings:
        row = recording.row
        provider = Provider(row["provider"])
        place = recorded_place(provider, row["request"]["path"], row["request"].get("params", {}))
        served = place is not None and (leagues_at(provider, place) or place in {"sports", "leagues"})
        if row["fetched_at"] < SINCE or row["status"] != 200 or row["feed"] not in FEEDS or not served:
            continue
        key = (provider, row["feed"], place or "")
        if key not in known:
            known[key] = world_paths(world, watch, *key)
        compared += 1
        lacks = {path for path in paths(json.loads(recording.body)) if not LEFT_OUT.search(path)} - known[key]
        lacking += [f"{recording.name}: {path}" for path in sorted(lacks)]
    assert compared >= 30
    assert "\n".join(lacking) == ""
