"""Renders JSON Schemas as structs of msgspec.

An answer of a newer server must stay readable: unknown fields are ignored, words of lists stay open, and a field that
is not required has a default.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from names import class_name, docstring, identifier, member

Schema = Mapping[str, Any]
AS_IT_IS = "as-it-is"
"""Marks a shape that is kept as bytes until it is read."""
_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def classes(shapes: Mapping[str, Schema]) -> dict[str, str]:
    """Return the class of each shape, by its name in Python. Lists of words stand first: defaults name them."""
    ordered = sorted(shapes, key=lambda name: ("enum" not in shapes[name], class_name(name)))
    return {class_name(name): _class_of(name, shapes[name], shapes) for name in ordered}


def reachable(first: Iterable[str], shapes: Mapping[str, Schema]) -> dict[str, Schema]:
    """Return these shapes and all that they refer to."""
    found: dict[str, Schema] = {}
    left = list(first)
    while left:
        name = left.pop()
        if name not in found:
            found[name] = shapes[name]
            left.extend(_referred_by(shapes[name]))
    return found


def _referred_by(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield referred(value)
        for each in value.values():
            yield from _referred_by(each)
    elif isinstance(value, list):
        for each in value:
            yield from _referred_by(each)


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
    if AS_IT_IS in shape:
        yield "Raw"
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
    bases = f"Struct, frozen=True, kw_only=True, omit_defaults=True{options}"
    return f"class {class_name(name)}({bases}):\n{about}\n{lines or '    pass'}"


def _tag_of(field: Schema) -> str:
    words = [field["const"]] if "const" in field else field.get("enum", [])
    return words[0] if len(words) == 1 else ""


def _field(name: str, field: Schema, required: set[str], shapes: Mapping[str, Schema]) -> str:
    python = identifier(name)
    annotation = type_of(field, shapes)
    options = {} if python == name else {"name": repr(name)}
    if name not in required:
        default = field.get("default")
        if isinstance(default, dict) and default:  # the server's own, which holds where nothing is sent
            default = None
        if default is None:
            annotation = annotation if annotation.endswith(("None", "Any")) else f"{annotation} | None"
        options |= _default(default, annotation)
    if options.keys() == {"default"}:
        set_to = f" = {options['default']}"
    else:
        arguments = ", ".join(f"{option}={value}" for option, value in options.items())
        set_to = f" = field({arguments})" if options else ""
    return f"    {python}: {annotation}{set_to}\n{docstring(field.get('description', ''), '    ')}"


def _default(value: Any, annotation: str) -> dict[str, str]:
    if isinstance(value, list | dict):
        if value:
            raise ValueError(f"a default list with content: {value}")
        return {"default_factory": type(value).__name__}
    is_word = isinstance(value, str) and "str" not in annotation
    return {"default": f"{annotation.removesuffix(' | None')}({value!r})" if is_word else repr(value)}
