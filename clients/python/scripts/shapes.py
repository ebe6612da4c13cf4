"""Renders JSON Schemas as structs of msgspec.

An answer of a newer server must stay readable: unknown fields are ignored, words of lists stay open, and a field that
is not required has a default.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from names import class_name, docstring, identifier, member

Schema = Mapping[str, Any]
_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def render(shapes: Mapping[str, Schema]) -> str:
    """Return the classes of all shapes, by name."""
    return "\n\n".join(_class_of(name, shapes[name], shapes) for name in sorted(shapes, key=class_name))


def referred(shape: Schema) -> str:
    """Return the name that a reference points at, or nothing."""
    return shape.get("$ref", "").rpartition("/")[2]


def type_of(shape: Schema, shapes: Mapping[str, Schema]) -> str:
    """Return the annotation of a value of this shape."""
    found = list(dict.fromkeys(_types(shape, shapes)))
    words = [each for each in found if _is_word(each, shapes)]
    if len(words) > 1 or (words and "str" in found):  # msgspec holds one type of text in a union
        found = list(dict.fromkeys("str" if each in words else each for each in found))
    if "float" in found:
        found = [each for each in found if each != "int"]
    if "Any" in found:
        return "Any"
    return " | ".join(sorted(found, key="None".__eq__))


def _is_word(annotation: str, shapes: Mapping[str, Schema]) -> bool:
    return any(class_name(name) == annotation and "enum" in shape for name, shape in shapes.items())


def _types(shape: Schema, shapes: Mapping[str, Schema]) -> Iterator[str]:
    if name := referred(shape):
        yield class_name(name)
        return
    for key in ("anyOf", "oneOf"):
        for each in shape.get(key, ()):
            yield from _types(each, shapes)
    if "anyOf" in shape or "oneOf" in shape:
        return
    kinds = shape.get("type", "string" if "enum" in shape else "any")
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        yield _of_kind(kind, shape, shapes)


def _of_kind(kind: str, shape: Schema, shapes: Mapping[str, Schema]) -> str:
    if kind == "string" and shape.get("format") == "date-time":
        return "datetime"
    if kind == "array":
        return f"list[{type_of(shape.get('items', {}), shapes)}]"
    if kind == "object":
        values = shape.get("additionalProperties", {})
        return f"dict[str, {type_of(values, shapes) if isinstance(values, dict) else 'Any'}]"
    return _PLAIN.get(kind, "Any")


def _class_of(name: str, shape: Schema, shapes: Mapping[str, Schema]) -> str:
    about = docstring(shape.get("description", ""), "    ")
    if "enum" in shape:
        words = "".join(f"    {member(word)} = {word!r}\n" for word in shape["enum"])
        return f"class {class_name(name)}(Word):\n{about}\n{words}"
    if "properties" not in shape:
        return f"{class_name(name)} = {type_of(shape, shapes)}\n"
    fields = dict(shape["properties"])
    tag = _tag_of(fields.get("op", {}))
    if tag:
        del fields["op"]
    options = f', tag_field="op", tag="{tag}"' if tag else ""
    required = set(shape.get("required", ()))
    lines = "".join(_field(each, field, required, shapes) for each, field in fields.items())
    return f"class {class_name(name)}(Struct, frozen=True, kw_only=True{options}):\n{about}\n{lines or '    pass'}"


def _tag_of(field: Schema) -> str:
    words = [field["const"]] if "const" in field else field.get("enum", [])
    return words[0] if len(words) == 1 else ""


def _field(name: str, field: Schema, required: set[str], shapes: Mapping[str, Schema]) -> str:
    python = identifier(name)
    annotation = type_of(field, shapes)
    options = {} if python == name else {"name": repr(name)}
    if name not in required:
        annotation = annotation if annotation.endswith(("None", "Any")) else f"{annotation} | None"
        options["default"] = "None"
    if "name" in options:
        default = f" = field({', '.join(f'{option}={value}' for option, value in options.items())})"
    else:
        default = " = None" if options else ""
    return f"    {python}: {annotation}{default}\n{docstring(field.get('description', ''), '    ')}"
