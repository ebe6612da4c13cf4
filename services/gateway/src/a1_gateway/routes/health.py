"""Health for load balancers, people and older clients, and the metrics."""

import msgspec
from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response

from a1_gateway.answer_model import AnswerModel
from a1_gateway.dependencies import State
from a1_gateway.health_answers import BriefHealth, DetailedHealth, Health
from a1_gateway.operations import Responses
from a1_service_kit.metrics import METRICS_TYPE, metrics_page

router = APIRouter(tags=["health"])
_JSON = "application/json"
_MEANINGS = {200: "The health.", 503: "There is nothing to serve."}


def _answers(model: type[AnswerModel], status: int = 200) -> Responses:
    return {status: {"model": model, "description": _MEANINGS[status]}}


@router.get("/health", responses=_answers(Health) | _answers(Health, 503))
async def get_health(state: State) -> Response:
    """For load balancers: 200 while the gateway can answer."""
    body = msgspec.json.encode({"status": state.health.status(state.now())})
    return Response(body, 200 if state.health.can_answer else 503, media_type=_JSON)


@router.get("/health/detailed", responses=_answers(DetailedHealth))
async def get_detailed_health(state: State) -> Response:
    """Always 200: machine, Redis, services with lag, each source with state and reason, caches, findings."""
    return Response(msgspec.json.encode(await state.health.detailed()), media_type=_JSON)


@router.get("/api/v1/health", responses=_answers(BriefHealth) | _answers(BriefHealth, 503))
async def get_brief_health(state: State) -> Response:
    """For older clients: status, timestamp, uptime, version, services."""
    return Response(
        msgspec.json.encode(state.health.brief()), 200 if state.health.can_answer else 503, media_type=_JSON
    )


@router.get("/metrics", response_class=PlainTextResponse)
async def get_metrics(state: State) -> Response:
    """Prometheus metrics."""
    return Response(await metrics_page(state.registry), media_type=METRICS_TYPE)
