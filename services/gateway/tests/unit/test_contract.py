"""Responses match the OpenAPI document for any generated parameters: `EXAMPLES` (25) of each route."""

import os

import schemathesis
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from prometheus_client import CollectorRegistry
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from a1_edge_kit.buckets import MOST_PER_MINUTE
from a1_edge_kit.settings import EdgeSettings
from a1_gateway.app import Build, build_api, create_app
from a1_gateway.settings import Settings
from a1_gateway.snapshot.league_view import ViewState
from a1_gateway.snapshot.views import Views
from a1_schemas.keys import pack
from a1_service_kit.clock import SystemClock
from a1_testkit.analysed import one_of_each_analysis
from a1_testkit.brokers import unreachable_redis
from a1_testkit.canonical import NOW, one_of_each


def filled_app():
    views = Views()
    for view in views.all:
        view.become(ViewState.COMPLETE)
    for kind, key, document in (*one_of_each(), *one_of_each_analysis()):
        views.leagues["nba"].put(kind, key, pack(1, document.model_dump_json().encode()), NOW)
    nobody = unreachable_redis()
    build = Build(version="0", commit="0", started_at=NOW)
    settings = Settings(edge=EdgeSettings(limit_per_minute=MOST_PER_MINUTE))
    return create_app(settings, views, nobody, SystemClock(), CollectorRegistry(), build)


OF_THE_PAST = ("/api/v1/movements/", "/api/v1/history/", "/api/v1/clv")
"""Routes that have no database here, which is their documented 503."""


def never_fails(_: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case) -> None:
    is_away = response.status_code == 503 and case.path.startswith(OF_THE_PAST)
    assert response.status_code < 500 or is_away, response.text


schema = schemathesis.openapi.from_dict(build_api("0").openapi())
schema.app = filled_app()


@schema.parametrize()
@hypothesis_settings(
    max_examples=int(os.environ.get("EXAMPLES") or 25), deadline=None, suppress_health_check=list(HealthCheck)
)
def test_answers_are_as_documented(case: schemathesis.Case):
    checks = [never_fails, content_type_conformance, response_schema_conformance]
    case.call_and_validate(checks=checks)
