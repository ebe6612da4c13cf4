"""Renders the routes of the OpenAPI document as methods."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from names import class_name, docstring, identifier
from shapes import Schema, referred, type_of

Operation = Mapping[str, Any]
LEFT_OUT = frozenset({"get_metrics"})
"""Not for clients of the API."""
LONGEST_CHOICE = 12
"""Words of a parameter that are written into its type. Longer lists are texts, and grow more often."""


@dataclass(frozen=True)
class Choice:
    """The answer's shape follows from a parameter: each has a method of its own."""

    method: str
    parameter: str
    value: str


CHOICES = {
    "Page_Prop_": Choice("list_player_props", "group", "book"),
    "Page_PropOfBooks_": Choice("list_player_props_of_books", "group", "player"),
    "BoxScore": Choice("list_player_stats", "by", "player"),
    "Page_Statistics_": Choice("list_player_stats_of_providers", "by", "provider"),
    "Page_PlayerInjury_": Choice("list_injuries", "by", "player"),
    "Page_InjuryReport_": Choice("list_injuries_of_providers", "by", "provider"),
}


def render(document: Mapping[str, Any]) -> str:
    """Return the methods of all routes that answer JSON."""
    shapes = document["components"]["schemas"]
    return "\n".join(
        text
        for path, methods in document["paths"].items()
        for verb, operation in methods.items()
        if operation["operationId"] not in LEFT_OUT
        for text in _methods(verb.upper(), path, operation, shapes)
    )


def _methods(verb: str, path: str, operation: Operation, shapes: Mapping[str, Schema]) -> Iterator[str]:
    answer: Schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    several = answer.get("anyOf")
    if not several:
        yield _method(operation["operationId"], verb, path, operation, referred(answer), shapes, {})
        return
    for each in map(referred, several):
        choice = CHOICES[each]
        yield _method(choice.method, verb, path, operation, each, shapes, {choice.parameter: choice.value})


def _method(
    name: str,
    verb: str,
    path: str,
    operation: Operation,
    answer: str,
    shapes: Mapping[str, Schema],
    fixed: Mapping[str, str],
) -> str:
    parameters = [each for each in operation.get("parameters", ()) if each["in"] != "header"]
    body = referred(_body_of(operation))
    in_path = [each["name"] for each in parameters if each["in"] == "path"]
    asked = [each for each in parameters if each["in"] == "query" and each["name"] not in fixed]
    optional = [f"{identifier(each['name'])}: {_annotation(each, shapes)}" for each in sorted(asked, key=_is_optional)]
    signature = ", ".join(
        [
            "self",
            *(f"{each}: str" for each in in_path),
            *([f"body: models.{class_name(body)}"] if body else []),
            *(["*", *optional] if optional else []),
        ]
    )
    query = ", ".join(
        [
            *(f'"{each["name"]}": {identifier(each["name"])}' for each in asked),
            *(f'"{k}": "{v}"' for k, v in fixed.items()),
        ]
    )
    address = f'"{path}"' if not in_path else f"path({path!r}, {', '.join(f'{each}={each}' for each in in_path)})"
    model = f"models.{class_name(answer)}"
    about = docstring(_about(operation, asked), "        ")
    if any(each["name"] == "cursor" for each in asked):
        item = type_of(shapes[answer]["properties"]["data"]["items"], shapes)
        return (
            f"    def {name}({signature}) -> Pages[{model}, models.{item}]:\n{about}"
            f"        return self._pages({model}, {address}, {{{query}}})\n"
        )
    call = ", ".join([model, f'"{verb}"', address, f"{{{query}}}", *(["body"] if body else [])])
    return f"    async def {name}({signature}) -> {model}:\n{about}        return await self._answer({call})\n"


def _body_of(operation: Operation) -> Schema:
    return operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})


def _is_optional(parameter: Mapping[str, Any]) -> bool:
    return not parameter.get("required", False)


def _annotation(parameter: Mapping[str, Any], shapes: Mapping[str, Schema]) -> str:
    shape = _resolved(parameter["schema"], shapes)
    one = _resolved(shape.get("items", {}), shapes) if shape.get("type") == "array" else shape
    words = one.get("enum", ())
    if 0 < len(words) <= LONGEST_CHOICE:
        annotation = f"Literal[{', '.join(map(repr, words))}]"
    elif one.get("format") == "date-time":
        annotation = "datetime | str"
    else:
        annotation = "str" if words else type_of(one, shapes)
    if one is not shape:
        annotation = f"{annotation} | Sequence[{annotation}]"
    return f"{annotation} | None = None" if _is_optional(parameter) else annotation


def _resolved(shape: Schema, shapes: Mapping[str, Schema]) -> Schema:
    """Return what a reference points at, and of a choice what is not null."""
    for each in shape.get("anyOf", ()):
        if each != {"type": "null"}:
            return _resolved(each, shapes)
    return shapes[referred(shape)] if "$ref" in shape else shape


def _about(operation: Operation, asked: list[Mapping[str, Any]]) -> str:
    text = operation.get("description") or f"{operation.get('summary', operation['operationId'])}."
    lines = [f"`{identifier(each['name'])}`: {each['description']}" for each in asked if each.get("description")]
    return "\n".join([text.strip(), *(["", *lines] if lines else [])])
