"""The document is one that generators of clients make good code from."""

import json
import re
from pathlib import Path

import pytest

from a1_gateway.openapi import posted_shapes

DOCUMENT = json.loads((Path(__file__).parents[2] / "openapi.json").read_text())
SHAPES = DOCUMENT["components"]["schemas"]
OPERATIONS = {path: operation for path, methods in DOCUMENT["paths"].items() for operation in methods.values()}
LISTS = [path for path in OPERATIONS if path.startswith("/api/v1/data/")]


def test_operations_have_short_names_of_their_own():
    names = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(set(names)) == len(names)
    assert OPERATIONS["/api/v1/data/unified-odds/{sport}"]["operationId"] == "list_odds"
    assert not [name for name in names if "api_v1" in name or len(name) > 24]


def test_every_reference_leads_somewhere():
    prefix = "#/components/schemas/"
    named = set(re.findall(rf'"{prefix}([^"]+)"', json.dumps(DOCUMENT)))
    assert named - SHAPES.keys() == set()
    assert len(named) > 50


def test_nine_of_ten_fields_are_described():
    fields = [
        (shape, name, field) for shape, known in SHAPES.items() for name, field in known.get("properties", {}).items()
    ]
    silent = [f"{shape}.{name}" for shape, name, field in fields if not field.get("description")]
    assert len(fields) > 200
    assert len(silent) <= len(fields) / 10, silent


def test_only_a_problems_details_and_what_was_not_asked_for_may_be_absent_from_an_answer():
    absent = {
        f"{shape}.{name}"
        for shape, known in SHAPES.items()
        if shape not in posted_shapes()
        for name in known.get("properties", {})
        if name not in known.get("required", ())
    }
    asked_for = {name for name in absent if name.startswith("GameParts.")} | {"EventOdds.offers", "Game.best"}
    assert "GameParts.game" not in absent
    assert absent - asked_for == {
        "ProblemDetails.parameter",
        "ProblemDetails.allowed",
        "ProblemDetails.near",
        "ProblemDetails.leagues",
    }


@pytest.mark.parametrize("path", LISTS)
def test_a_list_documents_its_headers(path: str):
    operation = OPERATIONS[path]
    assert "If-None-Match" in [parameter["name"] for parameter in operation["parameters"]]
    assert set(operation["responses"]["200"]["headers"]) == {"ETag", "x-request-id"}
    assert "Retry-After" in operation["responses"]["503"]["headers"]


def test_the_document_names_a_server():
    assert [server["url"] for server in DOCUMENT["servers"]] == ["/"]
