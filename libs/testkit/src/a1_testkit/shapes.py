"""Small documents in the providers' shapes, written by us. Hostile bodies are made of these and of recorded ones."""

from typing import Any

from a1_schemas.providers import Provider

_EVENT = {
    "id": "0a1b",
    "sport_key": "basketball_nba",
    "commence_time": "2026-11-25T23:30:00Z",
    "home_team": "Shelby Owls",
    "away_team": "Springfield Foxes",
    "completed": False,
    "scores": [{"name": "Shelby Owls", "score": "7"}],
    "bookmakers": [
        {
            "key": "somebook",
            "title": "Some Book",
            "markets": [
                {"key": "h2h", "outcomes": [{"name": "Shelby Owls", "price": 1.9}]},
                {
                    "key": "player_points",
                    "outcomes": [{"name": "Over", "description": "Ada Lee", "price": 1.8, "point": 9.5}],
                },
            ],
        }
    ],
}
_BOARD = {
    "data": [
        {
            "type": "projection",
            "id": "1",
            "attributes": {"line_score": 9.5, "odds_type": "demon", "stat_type": "Points", "description": "FOX"},
            "relationships": {
                "league": {"data": {"type": "league", "id": "7"}},
                "new_player": {"data": {"type": "new_player", "id": "5"}},
                "game": {"data": {"type": "game", "id": "3"}},
                "score": {"data": {"type": "score", "id": "4"}},
            },
        }
    ],
    "included": [
        {"type": "new_player", "id": "5", "attributes": {"name": "Ada Lee", "team": "OWL", "combo": False}},
        {"type": "score", "id": "4", "attributes": {"details": {"Points": 4, "MinutesPlayed": 12.883}}},
        {
            "type": "game",
            "id": "3",
            "attributes": {
                "external_game_id": "g",
                "status": "in-progress",
                "start_time": "2026-11-25T18:30:00-05:00",
                "metadata": {
                    "game_info": {"teams": {"home": {"abbreviation": "OWL"}, "away": {"abbreviation": "FOX"}}}
                },
            },
        },
    ],
}
_COMPETITION = {
    "id": "401",
    "date": "2026-11-25T23:30Z",
    "competitors": [
        {"id": "1", "homeAway": "home", "score": "7", "team": {"id": "1", "displayName": "Shelby Owls"}},
        {"id": "2", "homeAway": "away", "score": "4", "team": {"id": "2", "displayName": "Springfield Foxes"}},
    ],
    "status": {"type": {"name": "STATUS_IN_PROGRESS", "state": "in", "completed": False}},
}
_GAME = {
    "id": "g1",
    "status": "inprogress",
    "scheduled": "2026-11-25T23:30:00Z",
    "home": {"id": "h", "name": "Owls", "market": "Shelby", "points": 7},
    "away": {"id": "a", "name": "Foxes", "market": "Springfield", "points": 4},
}
SHAPES: dict[Provider, list[Any]] = {
    Provider.ODDS: [[_EVENT], _EVENT, {"timestamp": "2026-11-25T23:30:00Z", "data": [_EVENT]}],
    Provider.PRIZEPICKS: [_BOARD],
    Provider.ESPN: [{"events": [{"id": "401", "uid": "s:40~l:46~e:401", "competitions": [_COMPETITION]}]}],
    Provider.SPORTRADAR: [{"games": [_GAME]}, _GAME, {"payload": {"game": _GAME}}],
}
