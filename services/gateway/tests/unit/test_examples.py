"""The document's examples are asked and answered as they stand there."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

GATEWAY = Path(__file__).parents[2]
PATHS = json.loads((GATEWAY / "openapi.json").read_text())["paths"]
SHOWN = ("data/", "live-games", "analytics/fair", "analytics/refusals", "betting-opportunities", "predictions")
LISTS = [path for path in PATHS if path.startswith(tuple(f"/api/v1/{name}" for name in SHOWN))]
ASKED = [
    (path, parameter["name"])
    for path in LISTS
    for parameter in PATHS[path]["get"]["parameters"]
    if parameter["in"] == "query"
]


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    """The script that writes the answers."""
    script = GATEWAY / "tests" / "write_examples.py"
    made = ModuleType("write_examples")
    exec(compile(script.read_text(), script, "exec"), vars(made))  # it is ours
    return made


def example_of(path: str, name: str) -> Any:
    (found,) = [each["example"] for each in PATHS[path]["get"]["parameters"] if each["name"] == name]
    return found


async def ask(writer: ModuleType, path: str, query: Mapping[str, Any]) -> httpx.Response:
    (name,) = [each["name"] for each in PATHS[path]["get"]["parameters"] if each["in"] == "path"]
    place = path.format(**{name: example_of(path, name)})
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(writer.example_app()), base_url="http://gateway"
    ) as http:
        return await http.get(place, params=query)


async def test_the_answers_are_those_that_are_served(writer: ModuleType):
    """After an intended change, run `make golden`."""
    shown = {
        PATHS[path]["get"]["operationId"]: PATHS[path]["get"]["responses"]["200"]["content"]["application/json"][
            "example"
        ]
        for path in LISTS
    }
    assert await writer.answers() == shown


@pytest.mark.parametrize(("path", "name"), ASKED)
async def test_each_parameter_can_be_asked_for_as_shown(writer: ModuleType, path: str, name: str):
    answer = await ask(writer, path, {name: example_of(path, name)})
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("path", LISTS)
def test_each_answer_has_rows_but_that_of_live_games(path: str):
    data = PATHS[path]["get"]["responses"]["200"]["content"]["application/json"]["example"]["data"]
    assert bool(data) is ("live-games" not in path)
