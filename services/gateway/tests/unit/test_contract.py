"""Responses match the OpenAPI document for any generated parameters."""

import redis.asyncio as redis_asyncio
import schemathesis
from hypothesis import HealthCheck, settings
from prometheus_client import CollectorRegistry
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from a1_gateway.app import Build, build_api, create_app
from a1_gateway.settings import Settings
from a1_gateway.snapshot.league_view import ViewState
from a1_gateway.snapshot.views import Views
from a1_schemas.keys import pack
from a1_schemas.vocabulary import Kind
from a1_service_kit.clock import SystemClock
from a1_testkit.brokers import free_port
from a1_testkit.canonical import (
    NOW,
    SCOREBOARD,
    a_listing,
    a_player_profile,
    a_prop,
    a_status,
    a_team_profile,
    an_article,
    an_event,
    an_injury,
    an_offer,
    event_id,
    some_stats,
)

PLAYER = "ply_nba_743dvdldvjpkupym6g5iqq2dh4"
RECORDS = (
    (Kind.SOURCES, SCOREBOARD, a_status(SCOREBOARD)),
    (Kind.LISTINGS, "espn|nba|1", a_listing()),
    (Kind.EVENTS, event_id(1), an_event()),
    (Kind.ODDS, f"{event_id(1)}|odds|odds|draftkings", an_offer()),
    (Kind.PROPS, f"{event_id(1)}|prizepicks|projections|prizepicks|x|points|game", a_prop()),
    (Kind.PLAYER_STATS, f"{event_id(1)}|espn|summary|x", some_stats()),
    (Kind.NEWS, "nba|espn|1", an_article()),
    (Kind.INJURIES, "nba|espn|injuries|nba-lal|x", an_injury()),
    (Kind.TEAMS, "nba|espn|teams|nba-lal", a_team_profile()),
    (Kind.PLAYERS, f"nba|espn|roster|nba-lal|{PLAYER}", a_player_profile(PLAYER)),
)


def filled_app():
    views = Views()
    for view in views.all:
        view.become(ViewState.COMPLETE)
    for kind, key, document in RECORDS:
        views.leagues["nba"].put(kind, key, pack(1, document.model_dump_json().encode()), NOW)
    nobody = redis_asyncio.Redis(port=free_port())
    build = Build(version="0", commit="0", started_at=NOW)
    return create_app(Settings(), views, nobody, SystemClock(), CollectorRegistry(), build)


schema = schemathesis.openapi.from_dict(build_api("0").openapi())
schema.app = filled_app()


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_answers_are_as_documented(case: schemathesis.Case):
    checks = [not_a_server_error, content_type_conformance, response_schema_conformance]
    case.call_and_validate(checks=checks)
