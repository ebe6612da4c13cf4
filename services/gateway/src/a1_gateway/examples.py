"""The examples of the OpenAPI document. Each is asked or answered by a test as it stands here."""

import json
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

GAME_ID = "evt_nba_00000000000000000000000001"
OF_PARAMETERS = MappingProxyType(
    {
        "sport": "nba",
        "game_id": GAME_ID,
        "event_id": GAME_ID,
        "canonical_id": GAME_ID,
        "bookmaker": "draftkings",
        "team": "Lakers",
        "player": "LeBron James",
        "player_id": "ply_nba_743dvdldvjpkupym6g5iqq2dh4",
        "since": "2026-11-25T19:00:00Z",
        "starts_from": "2026-11-25T17:00:00Z",
        "starts_to": "2026-11-25T23:00:00Z",
        "limit": 50,
        "removed": False,
        "min_profit": 0.005,
        "cursor": "WyJzdGFydCIsMTc2NDEwMDgwMDAwMDAwMCwiZXZ0X25iYV8wMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMSJd",
        "If-None-Match": 'W/"5d41402abc4b2a76b9719d91"',
    }
)
"""Values by parameter. Of a closed list the first word is the example."""
RESPONSES = "response_examples.json"
"""Beside this file: the answers of list routes by operation, which `tests/write_examples.py` writes."""


@cache
def of_responses() -> dict[str, Any]:
    """Return the answers by operation."""
    return json.loads(files("a1_gateway").joinpath(RESPONSES).read_text())
