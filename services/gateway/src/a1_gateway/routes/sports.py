"""The supported leagues."""

from fastapi import APIRouter

from a1_gateway.answer_model import AnswerModel
from a1_gateway.dependencies import State
from a1_schemas.leagues import League
from a1_schemas.vocabulary import Kind, Sport

router = APIRouter(prefix="/api/v1")


class LeagueRow(AnswerModel):
    """A league, the words for it in paths, and the number of its games."""

    league: League
    sport: Sport
    odds_api_key: str
    """The Odds API's key of the league."""
    games: int
    """Games in the view."""


class Leagues(AnswerModel):
    """Every league."""

    data: list[LeagueRow]
    """One row for each league."""


@router.get("/sports", tags=["leagues"])
async def list_leagues(state: State) -> Leagues:
    """All leagues. Paths accept a league's name, its sport or its odds key."""
    return Leagues(
        data=[
            LeagueRow(
                league=league,
                sport=league.traits.sport,
                odds_api_key=league.traits.odds_api_key,
                games=state.views.leagues[league].records.counts()[Kind.EVENTS],
            )
            for league in League
        ]
    )
