"""Writes the answers that the OpenAPI document shows: `python services/gateway/tests/write_examples.py`."""

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import redis.asyncio as redis_asyncio
from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp

import a1_gateway
from a1_gateway.app import Build, build_api, create_app
from a1_gateway.examples import OF_PARAMETERS, RESPONSES
from a1_gateway.serving import API, DATA
from a1_gateway.settings import Settings
from a1_gateway.snapshot.league_view import ViewState
from a1_gateway.snapshot.views import Views
from a1_schemas.analytics_words import VIEW_KINDS
from a1_schemas.keys import pack
from a1_testkit.analysed import one_of_each_analysis
from a1_testkit.canonical import NOW, one_of_each
from a1_testkit.clocks import START, ManualClock

WRITTEN = Path(a1_gateway.__file__).with_name(RESPONSES)
_ASKED = {
    f"{DATA}/unified-games/{{sport}}": "include=best",
    f"{DATA}/games/{{event_id}}": "include=odds,best,props,stats,news,injuries,ids",
}
"""Routes whose example is asked for with parameters."""
_SHOWN = tuple(
    f"{API}/{name}/"
    for name in ("live-games", "analytics/fair", "analytics/refusals", "betting-opportunities", "predictions")
)
"""Routes with an example beside those of data; others of analytics answer alike."""


def example_app() -> ASGIApp:
    """Return the gateway over one game with a record of each kind."""
    views = Views()
    for view in views.all:
        view.become(ViewState.COMPLETE)
    views.leagues["nba"].reach("5d1c0a9e72b4", dict.fromkeys(VIEW_KINDS, 41))
    for kind, key, document in (*one_of_each(), *one_of_each_analysis()):
        views.leagues["nba"].put(kind, key, pack(1, document.model_dump_json().encode()), NOW)
    build = Build(version="0", commit="0", started_at=NOW)
    clock = ManualClock()
    clock.advance((NOW - START).total_seconds())
    unused = redis_asyncio.Redis()
    return create_app(Settings(), views, unused, clock, CollectorRegistry(), build)


async def answers() -> dict[str, Any]:
    """Return the answers of the routes of data, by operation."""
    paths = build_api("0").openapi()["paths"]
    shown: dict[str, Any] = {}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(example_app()), base_url="http://gateway") as http:
        for path, methods in paths.items():
            if path.startswith((DATA, *_SHOWN)):
                answer = await http.get(f"{path.format(**OF_PARAMETERS)}?{_ASKED.get(path, '')}")
                shown[methods["get"]["operationId"]] = answer.raise_for_status().json()
    return shown


if __name__ == "__main__":
    WRITTEN.write_text(json.dumps(asyncio.run(answers()), indent=1) + "\n")
