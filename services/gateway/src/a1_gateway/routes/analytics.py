"""Analytics: fair prices, opportunities, refusals, and what became of predictions."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from a1_gateway.operations import page_of, page_of_shape, parameters_of, proof_operation
from a1_gateway.serving import API, list_response, proof_response
from a1_gateway.snapshot.answers import Page
from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.proof_page import PredictionProof

router = APIRouter(prefix=API, tags=["analytics"])


@router.get(
    "/analytics/best-prices/{sport}",
    responses=page_of(Resource.BEST_PRICES),
    openapi_extra=parameters_of(Resource.BEST_PRICES),
)
async def list_best_prices(request: Request) -> Response:
    """The best price of each selection of each game, with the common margin at these prices, by start.

    `unified-odds` with `view=best`.
    """
    return list_response(request, Resource.BEST_PRICES)


@router.get("/analytics/fair/{sport}", responses=page_of(Resource.FAIR), openapi_extra=parameters_of(Resource.FAIR))
async def list_fair_prices(request: Request) -> Response:
    """Fair prices of games' markets, by start: the consensus of fresh books without their margins.

    `inputs` are the quotes it follows from, `refused` those that were left out and why. After the start the last one
    before it stays, `closed`.
    """
    return list_response(request, Resource.FAIR)


@router.get(
    "/analytics/props/{sport}", responses=page_of(Resource.FAIR_PROPS), openapi_extra=parameters_of(Resource.FAIR_PROPS)
)
async def list_fair_props(request: Request) -> Response:
    """Fair prices of players' props, by start.

    Each is of a line that two books price on both sides.
    """
    return list_response(request, Resource.FAIR_PROPS)


@router.get(
    "/betting-opportunities/{sport}",
    responses=page_of(Resource.OPPORTUNITIES),
    openapi_extra=parameters_of(Resource.OPPORTUNITIES),
)
async def list_opportunities(request: Request) -> Response:
    """Opportunities of every kind, the newest first, those that have ended too.

    `profit` is the worst branch of an arbitrage or a low hold, and the expected profit of others, as a share of the
    stakes.
    """
    return list_response(request, Resource.OPPORTUNITIES)


@router.get(
    "/analytics/arbitrage/{sport}",
    responses=page_of(Resource.ARBITRAGE),
    openapi_extra=parameters_of(Resource.ARBITRAGE),
)
async def list_arbitrage(request: Request) -> Response:
    """Arbitrages: `betting-opportunities` with `kind=arbitrage`."""
    return list_response(request, Resource.ARBITRAGE)


@router.get(
    "/arbitrage/{sport}", responses=page_of(Resource.ARBITRAGES), openapi_extra=parameters_of(Resource.ARBITRAGES)
)
async def list_arbitrages(request: Request) -> Response:
    """Arbitrages: `betting-opportunities` with `kind=arbitrage`."""
    return list_response(request, Resource.ARBITRAGES)


@router.get("/analytics/ev/{sport}", responses=page_of(Resource.EV), openapi_extra=parameters_of(Resource.EV))
async def list_values(request: Request) -> Response:
    """Prices above the fair one of the other books by more than its standard error.

    `against` are the quotes that it is measured against.
    """
    return list_response(request, Resource.EV)


@router.get(
    "/analytics/middles/{sport}", responses=page_of(Resource.MIDDLES), openapi_extra=parameters_of(Resource.MIDDLES)
)
async def list_middles(request: Request) -> Response:
    """Pairs of lines between which both bets win."""
    return list_response(request, Resource.MIDDLES)


@router.get(
    "/analytics/low-holds/{sport}",
    responses=page_of(Resource.LOW_HOLDS),
    openapi_extra=parameters_of(Resource.LOW_HOLDS),
)
async def list_low_holds(request: Request) -> Response:
    """Markets whose best prices have a common margin below 1 %."""
    return list_response(request, Resource.LOW_HOLDS)


@router.get(
    "/analytics/refusals/{sport}", responses=page_of(Resource.REFUSALS), openapi_extra=parameters_of(Resource.REFUSALS)
)
async def list_refusals(request: Request) -> Response:
    """What a table of prices would show and is refused, by reason, the most frequent first.

    `count` is how often a combination began to be refused, `now` how many are.
    """
    return list_response(request, Resource.REFUSALS)


@router.get(
    "/analytics/performance/{sport}",
    responses=page_of(Resource.PERFORMANCE),
    openapi_extra=parameters_of(Resource.PERFORMANCE),
)
async def list_performance(request: Request) -> Response:
    """How good each model's sealed predictions were, beside the closing line on the same games."""
    return list_response(request, Resource.PERFORMANCE)


@router.get(
    "/predictions/{sport}", responses=page_of(Resource.PREDICTIONS), openapi_extra=parameters_of(Resource.PREDICTIONS)
)
async def list_predictions(request: Request) -> Response:
    """Each model's probabilities of each game, sealed before its start, by start."""
    return list_response(request, Resource.PREDICTIONS)


@router.get(
    "/predictions/{event_id}/proof",
    responses=page_of_shape(Page[PredictionProof]),
    openapi_extra=proof_operation(),
)
async def get_prediction_proof(request: Request) -> Response:
    """What shows that the predictions of a game were sealed before its start, a row a model.

    The bytes as they were published with their hash and place in the log, the records and the artefact that they
    follow from, and the start as it was known then. Empty where the game has no prediction.
    """
    return proof_response(request)
