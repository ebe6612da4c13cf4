"""Records of games of known teams, which predictions follow from."""

from typing import Any

from a1_schemas.vocabulary import Kind

from .conftest import Desk, market

HOME = {"team_id": "nba-bos", "name": "Boston", "abbreviation": "BOS"}
AWAY = {"team_id": "nba-mia", "name": "Miami", "abbreviation": "MIA"}


def schedule(desk: Desk, status: str = "scheduled", starts_in_s: float = 7200, **scores: int) -> None:
    home, away = (
        side | ({"score": scores[name]} if name in scores else {}) for name, side in (("home", HOME), ("away", AWAY))
    )
    desk.event(status, starts_in_s, home=home, away=away)
    desk.vouch()


def quote(desk: Desk, home: float = 1.8, away: float = 2.1) -> None:
    for book in ("bovada", "fanduel", "draftkings"):
        desk.offer(book, market(home=home, away=away))
    desk.source()


def play_another(desk: Desk, event_id: str = "evt_nba_other", **fields: Any) -> None:
    """A game that the home side has won."""
    desk.take(
        Kind.EVENTS,
        event_id,
        {
            "event_id": event_id,
            "league": "nba",
            "sport": "basketball",
            "start_time": desk.now,
            "status": "final",
            "home": HOME | {"score": 120},
            "away": {"team_id": "nba-lal", "name": "Lakers", "abbreviation": "LAL", "score": 100},
            "sources": [],
            **fields,
        },
    )
