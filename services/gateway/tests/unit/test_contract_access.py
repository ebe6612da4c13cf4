"""Where credentials are required: three levels of rights, for any generated parameters of every operation.

`EXAMPLES` (10) of each route and level.
"""

import os
from collections.abc import Callable

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from prometheus_client import CollectorRegistry
from pydantic import SecretStr
from schemathesis.specs.openapi.checks import content_type_conformance, ignored_auth, response_schema_conformance

from a1_edge_kit.credential_counts import CredentialCounts
from a1_edge_kit.guard import Guard
from a1_edge_kit.key_ring import KeyRing
from a1_edge_kit.keys import new_key
from a1_edge_kit.scopes import READ, read_scope
from a1_edge_kit.settings import Auth, EdgeSettings
from a1_edge_kit.token_cache import TokenCache
from a1_edge_kit.tokens import TokenVerifier
from a1_gateway.app import Build, build_api, create_app
from a1_gateway.settings import Settings
from a1_gateway.snapshot.league_view import ViewState
from a1_gateway.snapshot.views import Views
from a1_service_kit.clock import SystemClock
from a1_testkit.bad_credentials import ENVIRONMENT, PEPPER, key_record
from a1_testkit.brokers import unreachable_redis
from a1_testkit.canonical import NOW

SOME, ALL = new_key(ENVIRONMENT, "somegame"), new_key(ENVIRONMENT, "allreads")
OF_SOME = frozenset({"read:games"})
EDGE = EdgeSettings(auth=Auth.REQUIRED, key_pepper=SecretStr(PEPPER), limit_per_minute=10**7)


def guarded_app():
    clock, views, ring = SystemClock(), Views(), KeyRing(PEPPER, ENVIRONMENT)
    for view in views.all:
        view.become(ViewState.COMPLETE)
    of_all = tuple(map(read_scope, READ))
    ring.replace([key_record(SOME, NOW, scopes=tuple(OF_SOME)), key_record(ALL, NOW, scopes=of_all)])
    tokens = TokenCache(TokenVerifier({}, issuer="none", audience="none"))
    guard = Guard(Auth.REQUIRED, ring, tokens, CredentialCounts(CollectorRegistry()), clock)
    build = Build(version="0", commit="0", started_at=NOW)
    away = unreachable_redis()
    return create_app(Settings(edge=EDGE), views, away, clock, CollectorRegistry(), build, guard=guard)


schema = schemathesis.openapi.from_dict(build_api("0", Auth.REQUIRED).openapi())
schema.app = guarded_app()
schema.config.phases.coverage.enabled = False  # every value at its bounds, three times over: test_contract has it once


def needed(case: schemathesis.Case) -> frozenset[str] | None:
    """What the document says that the operation needs, without what its parameters add."""
    security = case.operation.definition.raw.get("security")
    return None if security is None else frozenset(security[0]["bearer"])


def nothing_but_401(case: schemathesis.Case, status: int) -> None:
    assert (status == 401) is (needed(case) is not None)


def what_the_scope_says(case: schemathesis.Case, status: int) -> None:
    scopes = needed(case)
    assert status != 401
    if scopes is not None and not scopes <= OF_SOME:
        assert status == 403
    elif status == 403:
        assert "include" in (case.query or {})


def neither_401_nor_403(case: schemathesis.Case, status: int) -> None:
    assert status not in {401, 403}


@pytest.mark.parametrize(
    ("key", "expected"),
    [(None, nothing_but_401), (SOME, what_the_scope_says), (ALL, neither_401_nor_403)],
    ids=["no credential", "some scopes", "all scopes"],
)
@schema.parametrize()
@settings(max_examples=int(os.environ.get("EXAMPLES") or 10), deadline=None, suppress_health_check=list(HealthCheck))
def test_rights_are_as_documented(
    case: schemathesis.Case, key: str | None, expected: Callable[[schemathesis.Case, int], None]
):
    def as_expected(_: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case) -> None:
        expected(case, response.status_code)

    for name in ("Authorization", "X-Api-Key"):  # made up by the generator
        case.headers.pop(name, None)
    headers = {"X-Api-Key": key} if key else {}  # as the document spells it: the check of ignored credentials compares
    checks = [as_expected, content_type_conformance, response_schema_conformance, *([ignored_auth] if key else [])]
    case.call_and_validate(headers=headers, checks=checks)
