"""The whole script on the games of a world: what is planted, and when a source is away."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from a1_sandbox.world.game import Game
from a1_sandbox.world.script.lingering import LEAGUES, NUMBER, lingering
from a1_sandbox.world.script.opportunities import ENTRIES, OPPORTUNITIES, OUTAGE
from a1_sandbox.world.script.plants import Plant
from a1_sandbox.world.script.staged_entries import in_league, staged_entry
from a1_sandbox.world.script.staged_scenes import Staged, plant_of, staged_markets, with_markets
from a1_sandbox.world.script.timetable import Timetable
from a1_sandbox.world.script.traps import ENTRY_TRAPS, TRAPS
from a1_sandbox.world.staging import Span
from a1_schemas.leagues import League

_SCENES = (*OPPORTUNITIES, *TRAPS)
Games = dict[League, list[Game]]


class Script(NamedTuple):
    """Games with all that is set on them."""

    games: Games
    plants: tuple[Plant, ...]
    outages: Mapping[League, Span]
    """When The Odds API has no odds of a league."""


def write_script(games: Games, began_at: datetime, speed: float) -> Script:
    """The script of a world that begins at a time and plays at a speed."""
    times = Timetable(began_at, speed)
    by_number = {league: in_league(of_league) for league, of_league in games.items()}
    for scene in _SCENES:
        game = by_number[scene.league][scene.number]
        by_number[scene.league][scene.number] = replace(game, frame=scene.frame)
    for scene in _SCENES:
        game = by_number[scene.league][scene.number]
        by_number[scene.league][scene.number] = with_markets(game, staged_markets(scene, game, times))
    plants = [*_entries(by_number, times), *_lingering(by_number, times)]
    for scene in _SCENES:
        game = by_number[scene.league][scene.number]
        span = times.before_start(game, scene.begin_s, scene.end_s)
        if span.begin < span.end:
            plants.append(plant_of(Staged(scene, game, span), times))
    outages = {OUTAGE.league: Span(times.tick(OUTAGE.begin_s), times.tick(OUTAGE.end_s))}
    return Script({league: [*each.values()] for league, each in by_number.items()}, tuple(plants), outages)


def _entries(games: dict[League, dict[int, Game]], times: Timetable) -> Iterable[Plant]:
    for scene in (*ENTRIES, *ENTRY_TRAPS):
        staged, plant = staged_entry(scene, games[scene.league], times)
        games[scene.league].update({game.number: game for game in staged})
        if plant is not None:
            yield plant


def _lingering(games: dict[League, dict[int, Game]], times: Timetable) -> Iterable[Plant]:
    for league in LEAGUES:
        found = lingering(games[league][NUMBER], times)
        if found is not None:
            games[league][NUMBER] = found.game
            yield found.plant
            return
