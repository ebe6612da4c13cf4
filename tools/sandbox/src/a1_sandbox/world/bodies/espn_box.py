"""Box scores as ESPN lays them out: by category, each with its keys and one column of text for each."""

from typing import Any

from a1_sandbox.world.bodies.espn_columns import CATEGORIES, Category
from a1_sandbox.world.bodies.espn_parts import Json, athlete, team
from a1_sandbox.world.game import Game
from a1_sandbox.world.people import roster_of
from a1_sandbox.world.rules import sport_of
from a1_sandbox.world.situation import Situation
from a1_schemas.stats import StatType as S
from a1_schemas.vocabulary import Sport

_SOCCER_STATS = {
    "totalGoals": S.GOALS,
    "goalAssists": S.ASSISTS,
    "totalShots": S.SHOTS,
    "shotsOnTarget": S.SHOTS_ON_TARGET,
    "saves": S.SAVES,
    "foulsCommitted": S.FOULS,
    "foulsSuffered": S.FOULS_DRAWN,
    "yellowCards": S.YELLOW_CARDS,
    "redCards": S.RED_CARDS,
    "ownGoals": S.OWN_GOALS,
    "offsides": S.OFFSIDES,
}


def box_players(game: Game, state: Situation) -> list[Json]:
    """`boxscore.players`: both sides' tables; soccer has none."""
    if not state.has_begun or sport_of(game.league) is Sport.SOCCER:
        return []
    return [
        {
            "team": team(game.league, each),
            "statistics": [_table(game, state, side, category) for category in CATEGORIES[sport_of(game.league)]],
            "displayOrder": 2 - side,
        }
        for side, each in ((1, game.away), (0, game.home))
    ]


def _table(game: Game, state: Situation, side: int, category: Category) -> Json:
    columns = category.columns
    table: Json = {
        "keys": [column.key for column in columns],
        "labels": [column.label for column in columns],
        "descriptions": [column.label for column in columns],
        "athletes": [_row(game, state, side, category, slot) for slot in category.slots],
        "totals": ["" for _ in columns],
    }
    if sport_of(game.league) is Sport.BASEBALL:
        table |= {"type": category.name, "names": [column.label for column in columns]}
    elif category.name:
        table |= {"name": category.name, "text": category.name.title()}
    else:
        table["names"] = [column.label for column in columns]
    return table


def _row(game: Game, state: Situation, side: int, category: Category, slot: int) -> Json:
    player = roster_of(game.seed, game.league, (game.home, game.away)[side])[slot]
    line = state.tally.box.get((side, slot), {})
    played = (bool(line) and slot < len(roster_of(game.seed, game.league, game.home)) - 1) or slot in category.slots[:5]
    share = state.progress * (1.0 if slot < 5 else 0.5)
    return {
        "active": state.progress < 1,
        "athlete": athlete(game.league, player),
        "starter": slot < 5,
        "didNotPlay": not played,
        "reason": "" if played else "COACH'S DECISION",
        "ejected": False,
        "stats": [column.write(line, share) for column in category.columns] if played else [],
    }


def soccer_rosters(game: Game, state: Situation) -> list[Json]:
    """`rosters` of a soccer summary: each player's statistics by name."""
    return [
        {
            "homeAway": ("home", "away")[side],
            "winner": state.tally.score[side] > state.tally.score[1 - side],
            "formation": "4-3-3",
            "team": team(game.league, each),
            "roster": [
                {
                    "active": slot < 11,
                    "starter": slot < 11,
                    "jersey": player.jersey,
                    "athlete": athlete(game.league, player),
                    "position": athlete(game.league, player)["position"],
                    "subbedIn": False,
                    "subbedOut": False,
                    "stats": _soccer_stats(state, side, slot) if slot < 11 else [],
                }
                for slot, player in enumerate(roster_of(game.seed, game.league, each))
            ],
        }
        for side, each in enumerate((game.home, game.away))
    ]


def _soccer_stats(state: Situation, side: int, slot: int) -> list[dict[str, Any]]:
    line = state.tally.box.get((side, slot), {})
    appearances = {"name": "appearances", "abbreviation": "APP", "value": 1.0, "displayValue": "1"}
    return [
        appearances,
        *(
            {
                "name": name,
                "displayName": name,
                "shortDisplayName": name,
                "abbreviation": name[:3].upper(),
                "value": float(line.get(stat, 0)),
                "displayValue": str(line.get(stat, 0)),
            }
            for name, stat in _SOCCER_STATS.items()
        ),
    ]
