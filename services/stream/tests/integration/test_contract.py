"""The HTTP side answers as its OpenAPI document says, at three levels of rights, for any generated requests.

`EXAMPLES` (10) of each route and level.
"""

import asyncio
import json
import os
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import content_type_conformance, ignored_auth, response_schema_conformance

import a1_streaming
from a1_edge_kit.scopes import SCOPES
from a1_service_kit.settings import KafkaSettings
from a1_stream.http.openapi import build_openapi

from .edge_clients import EDGE, WRITES, Clients
from .stream_copy import running_copy

DOCUMENT = Path(a1_streaming.__file__).with_name("openapi.json")
OF_SOME = frozenset(WRITES)

SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)
OF_THE_DOORS = (414, 431)
"""What is too large is refused before anything is read, at every path."""


def test_the_document_is_the_one_that_was_reviewed() -> None:
    """After an intended change, run `make golden`."""
    assert build_openapi() == json.loads(DOCUMENT.read_text())


@pytest.fixture(scope="module")
def served(kafka: KafkaSettings, tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """The address of a stream that asks for credentials, a process of its own."""
    secret = EDGE.token_secret
    assert secret is not None
    settings = {"EDGE__AUTH": "required", "EDGE__TOKEN_SECRET": secret.get_secret_value()}
    with running_copy(kafka, tmp_path_factory.mktemp("stream"), **settings) as copy:
        asyncio.run(copy.ready())
        yield copy.base


schema = schemathesis.openapi.from_dict(build_openapi())
schema.config.phases.coverage.enabled = False


def needed(case: schemathesis.Case) -> frozenset[str]:
    """Return what the document says that the operation needs."""
    scopes: list[str] = case.operation.definition.raw["security"][0]["bearer"]
    return frozenset(scope.format(**case.path_parameters) for scope in scopes)


def nothing_but_401(_: schemathesis.Case, status: int) -> None:
    assert status == 401


def what_the_scope_says(case: schemathesis.Case, status: int) -> None:
    assert status != 401
    if status != 404:  # no stream, which needs a credential alone
        assert (status == 403) is not (needed(case) <= OF_SOME)


def neither_401_nor_403(_: schemathesis.Case, status: int) -> None:
    assert status not in {401, 403}


LEVELS: dict[str, tuple[tuple[str, ...] | None, Callable[[schemathesis.Case, int], None]]] = {
    "no credential": (None, nothing_but_401),
    "some scopes": (WRITES, what_the_scope_says),
    "all scopes": (SCOPES, neither_401_nor_403),
}


@pytest.mark.parametrize("level", LEVELS)
@schema.parametrize()  # pyright: ignore[reportUntypedFunctionDecorator]
@settings(max_examples=int(os.environ.get("EXAMPLES") or 10), deadline=None, suppress_health_check=SLOW)
def test_answers_and_rights_are_as_documented(case: schemathesis.Case, level: str, served: str) -> None:
    scopes, expected = LEVELS[level]
    if case.query and case.query.get("live"):
        return  # waits for seconds; tests of waiting are beside this

    def as_expected(_: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case) -> None:
        if response.status_code in OF_THE_DOORS:
            return
        assert response.status_code < 500, response.text
        assert str(response.status_code) in case.operation.definition.raw["responses"], response.text
        expected(case, response.status_code)

    for name in ("Authorization", "X-Api-Key"):  # made up by the generator
        case.headers.pop(name, None)
    headers = {} if scopes is None else {"Authorization": bearer_of(served, scopes)}
    checks = [as_expected, content_type_conformance, response_schema_conformance, *([ignored_auth] if scopes else [])]
    case.call_and_validate(base_url=served, headers=headers, checks=checks)


def bearer_of(url: str, scopes: tuple[str, ...]) -> str:
    return Clients(url).of("someone", *scopes).headers["authorization"]
