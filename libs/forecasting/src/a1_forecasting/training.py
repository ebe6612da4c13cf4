"""Fits the parameters of the published models to past games. A batch job: `make train` runs it."""

import platform
from collections.abc import Mapping
from dataclasses import astuple
from typing import Any

from a1_betting.published import published
from a1_forecasting.artefacts.artefact import LeagueElo, elo_document
from a1_forecasting.models.elo import EloModel
from a1_forecasting.ordered_logit import OrderedLogit
from a1_forecasting.ratings.elo import RULES
from a1_forecasting.results import Games
from a1_forecasting.walk_forward import walk_forward
from a1_schemas.leagues import League


def train_elo(histories: Mapping[League, Games], files: Mapping[str, str]) -> dict[str, Any]:
    """Return Elo's artefact. `files` are the sha256 of what the games were read from, by name."""
    leagues = {league: LeagueElo(RULES[league], None) for league in RULES}
    for league, games in histories.items():
        if league in leagues:
            leagues[league] = LeagueElo(RULES[league], _draws(league, games))
    seasons = {
        league: [min(found), max(found)]
        for league, games in histories.items()
        if (found := {game.fixture.season for game in games.played})
    }
    manifest = {"files": dict(files), "python": platform.python_version(), "seasons": seasons}
    return elo_document(leagues, manifest)


def _draws(league: League, games: Games) -> OrderedLogit | None:
    """The draws of all games, to nine decimals: where two machines fit the same."""
    model = EloModel(league)
    for _ in walk_forward(games.played, model):
        pass
    fitted = model.fitted()
    if fitted is None:
        return None
    return OrderedLogit(*(float(published(each)) for each in astuple(fitted)))
