"""The words of the contract: leagues, markets, statistics, bookmakers, and what fantasy entries pay."""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import Response

from a1_gateway.answer_model import AnswerModel
from a1_gateway.dependencies import State
from a1_gateway.errors import no_view
from a1_gateway.operations import listing_of, problems
from a1_gateway.serving import page_response
from a1_gateway.snapshot.items import Item, Resource
from a1_gateway.snapshot.page import Page, tagged_page
from a1_schemas.leagues import League
from a1_schemas.payouts import CONTESTS, Contest
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import MarketKey, Sport

router = APIRouter(prefix="/api/v1", tags=["vocabulary"])
RowT = TypeVar("RowT")


class Count(AnswerModel):
    """The metadata of a list that has one page."""

    count: int
    """Rows in `data`."""


class Words(AnswerModel, Generic[RowT]):
    """A list that has one page."""

    data: list[RowT]
    """The rows."""
    meta: Count
    """What is known of the list."""


class KnownLeague(AnswerModel):
    """A league and the words for it in paths."""

    league: League
    """Our word."""
    sport: Sport
    """Its sport, which means all its leagues in a path."""
    odds_api_key: str
    """The Odds API's key of the league."""
    periods: int
    """Periods in regulation."""
    period_name: str
    """What one is called."""
    clock: str
    """Which way the clock runs: `down`, `up` or `none`."""


class KnownMarket(AnswerModel):
    """A market."""

    market: MarketKey
    """Our word, for the filter `market`."""
    name: str
    """The same as a screen shows it."""


class KnownStatistic(AnswerModel):
    """A statistic of players."""

    stat_type: StatType
    """Our word, for the filter `stat_type`."""
    name: str
    """The same as a screen shows it."""


class KnownBookmaker(AnswerModel):
    """A bookmaker that offers something now."""

    bookmaker: str
    """Its key, for the filter `bookmaker`."""
    leagues: list[League]
    """Where it offers something."""


def _page(rows: Iterable[BaseModel]) -> Page:
    shown = list(rows)
    return tagged_page(Words[Any](data=shown, meta=Count(count=len(shown))).model_dump_json().encode())


def _as_shown(word: str) -> str:
    return word.replace("-", " ").capitalize()


_LEAGUES = _page(
    KnownLeague(
        league=league,
        sport=league.traits.sport,
        odds_api_key=league.traits.odds_api_key,
        periods=league.traits.periods,
        period_name=league.traits.period_name,
        clock=league.traits.clock.value,
    )
    for league in League
)
_MARKETS = _page(KnownMarket(market=market, name=_as_shown(market)) for market in MarketKey)
_STATISTICS = _page(KnownStatistic(stat_type=each, name=_as_shown(each)) for each in StatType)
_CONTESTS = _page(CONTESTS)


@router.get("/leagues", responses=listing_of(Words[KnownLeague]))
async def list_known_leagues(request: Request) -> Response:
    """All leagues, with their periods and clocks."""
    return page_response(request, _LEAGUES)


@router.get("/markets", responses=listing_of(Words[KnownMarket]))
async def list_markets(request: Request) -> Response:
    """All markets."""
    return page_response(request, _MARKETS)


@router.get("/stat-types", responses=listing_of(Words[KnownStatistic]))
async def list_stat_types(request: Request) -> Response:
    """All statistics that have a word of ours."""
    return page_response(request, _STATISTICS)


@router.get("/contests", responses=listing_of(Words[Contest]))
async def list_contests(request: Request) -> Response:
    """What daily fantasy entries pay, each table with its source. A table that is not known has the reason instead."""
    return page_response(request, _CONTESTS)


@router.get("/bookmakers", responses=listing_of(Words[KnownBookmaker]) | problems(503))
async def list_bookmakers(request: Request, state: State) -> Response:
    """The bookmakers that offer something now, by key."""
    if not state.views.readable:
        raise no_view()
    found: dict[str, list[League]] = {}
    for league in League:
        view = state.views.leagues[league]
        for bookmaker in sorted({name for shown in _OFFERED for name in _bookmakers(view.items(shown))}):
            found.setdefault(bookmaker, []).append(league)
    return page_response(request, _page(KnownBookmaker(bookmaker=key, leagues=found[key]) for key in sorted(found)))


_OFFERED = (Resource.ODDS, Resource.PROPS)


def _bookmakers(items: Iterable[Item]) -> set[str]:
    return {bookmaker for item in items for bookmaker in item.bookmakers}
