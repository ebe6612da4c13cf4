import json
import re
import runpy
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import BaseModel

from a1_schemas.topics import TOPIC_BY_NAME, normalized_topic
from a1_schemas.vocabulary import Kind

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").rglob("*.json"))
EXPORT = runpy.run_path(str(ROOT / "scripts" / "export_json_schemas.py"))
MESSAGES: dict[str, type[BaseModel]] = EXPORT["MESSAGES"]


def read(path: Path) -> tuple[str, dict[str, Any]]:
    document = json.loads(path.read_text(), parse_float=Decimal)
    return document["key"], document["value"]


def as_text(value: dict[str, Any]) -> str:
    return json.dumps(value, default=float)


@pytest.fixture(params=EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def example(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_every_canonical_kind_has_an_example() -> None:
    assert {normalized_topic(kind) for kind in Kind} <= {path.parent.name for path in EXAMPLES}


def test_every_folder_of_examples_is_a_topic() -> None:
    assert {path.parent.name for path in EXAMPLES} <= TOPIC_BY_NAME.keys()


def test_an_example_comes_back_as_it_went_in_with_every_digit(example: Path) -> None:
    _, value = read(example)
    message = MESSAGES[example.parent.name].model_validate_json(as_text(value))
    assert json.loads(message.model_dump_json(), parse_float=Decimal) == value


def test_an_example_satisfies_the_exported_schema(example: Path) -> None:
    _, value = read(example)
    schema = json.loads((ROOT / "json-schema" / f"{example.parent.name}.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(json.loads(as_text(value)))


def test_an_example_has_the_key_that_its_message_documents(example: Path) -> None:
    key, value = read(example)
    documented = re.search(r"key (?:= )?`?([a-z_/|]+)", MESSAGES[example.parent.name].__doc__ or "")
    assert documented is not None
    if documented[1] in ("service/instance", "target"):
        assert key == "/".join(value[name] for name in documented[1].split("/"))
    else:
        flat = value | value.get("player", {})
        assert key == "|".join(flat[name] for name in documented[1].split("|"))


def test_a_reader_survives_fields_of_a_newer_writer(example: Path) -> None:
    _, value = read(example)
    newer = as_text(value | {"added_later": {"nested": [1]}})
    message = MESSAGES[example.parent.name].model_validate_json(newer)
    assert json.loads(message.model_dump_json(), parse_float=Decimal) == value


def test_a_word_outside_the_vocabulary_is_refused() -> None:
    _, value = read(ROOT / "examples" / "normalized.events" / "live-basketball.json")
    with pytest.raises(ValueError, match="status"):
        MESSAGES["normalized.events"].model_validate_json(as_text(value | {"status": "halftime"}))


def test_a_time_without_a_zone_is_refused() -> None:
    _, value = read(ROOT / "examples" / "normalized.news" / "article.json")
    with pytest.raises(ValueError, match="no zone"):
        MESSAGES["normalized.news"].model_validate_json(as_text(value | {"published_at": "2026-01-08T22:04:31"}))
