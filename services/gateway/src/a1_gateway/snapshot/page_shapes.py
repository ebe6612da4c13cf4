"""The shape of each list's page, and its name in the OpenAPI document."""

from typing import Any, get_args

from a1_gateway.snapshot.analytics_shapes import FairRow, OpportunityRow
from a1_gateway.snapshot.answers import Article, EventOdds, Game, InjuryReport, Page, Statistics
from a1_gateway.snapshot.box_score_shapes import BoxScore
from a1_gateway.snapshot.injury_rows import PlayerInjury
from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.parameters import ONE_KIND
from a1_gateway.snapshot.prop_rows import Prop, PropOfBooks
from a1_schemas.prediction import Prediction
from a1_schemas.refusal_count import RefusalCount
from a1_schemas.scorecard import Scorecard

PAGES: dict[Resource, Any] = {
    Resource.GAMES: Page[Game],
    Resource.LIVE_GAMES: Page[Game],
    Resource.ODDS: Page[EventOdds],
    Resource.PROPS: Page[Prop],
    Resource.PROPS_BY_PLAYER: Page[PropOfBooks],
    Resource.STATS: BoxScore,
    Resource.STATS_BY_PROVIDER: Page[Statistics],
    Resource.NEWS: Page[Article],
    Resource.INJURIES: Page[PlayerInjury],
    Resource.INJURIES_BY_PROVIDER: Page[InjuryReport],
    Resource.BEST_PRICES: Page[EventOdds],
    **dict.fromkeys((Resource.FAIR, Resource.FAIR_PROPS), Page[FairRow]),
    **dict.fromkeys((Resource.OPPORTUNITIES, *ONE_KIND), Page[OpportunityRow]),
    Resource.REFUSALS: Page[RefusalCount],
    Resource.PERFORMANCE: Page[Scorecard],
    Resource.PREDICTIONS: Page[Prediction],
}


def items_of(page: Any) -> tuple[type, ...]:
    """Return the shape of a page's items, if the page is generic in it."""
    return get_args(page)


def name_of(page: Any) -> str:
    """Return the name of a page's schema."""
    return "".join(f"{Page.__name__}_{item.__name__}_" for item in items_of(page)) or page.__name__
