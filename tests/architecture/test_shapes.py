"""Each message shape is declared once."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

FAST = frozenset(f"libs/schemas/src/a1_schemas/{name}.py" for name in ("fast", "fast_analytics"))
"""May repeat a model's fields; tests of their own compare them."""
FEWEST = 5
"""Classes with fewer fields may be alike by chance."""


def shapes_of(path: Path) -> dict[str, frozenset[str]]:
    """The classes of a file with the names of the fields that they annotate themselves, where these are many enough."""
    found: dict[str, frozenset[str]] = {}
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef):
            targets = (each.target for each in node.body if isinstance(each, ast.AnnAssign))
            fields = frozenset(target.id for target in targets if isinstance(target, ast.Name))
            if len(fields) >= FEWEST:
                found[node.name] = fields
    return found


def test_no_two_classes_have_the_same_fields(root: Path, sources: list[Path]) -> None:
    declared: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for path in sources:
        name = path.relative_to(root).as_posix()
        if name.startswith(("libs/", "services/")) and name not in FAST:
            for each, fields in shapes_of(path).items():
                declared[fields].append(f"{name}: {each}")
    assert len(declared) > 50, "sources were found"
    assert [places for places in declared.values() if len(places) > 1] == []


@pytest.mark.parametrize(("second", "alike"), [("b: int\n a: int", True), ("b: int", False), ("b: int\n a = 1", False)])
def test_the_order_and_the_types_of_fields_make_no_other_shape(tmp_path: Path, second: str, *, alike: bool) -> None:
    path = tmp_path / "two.py"
    more = "".join(f" {letter}: int\n" for letter in "cdef")
    path.write_text(f"class One:\n a: str\n b: str\n{more}\nclass Two:\n {second}\n{more}")
    shapes = shapes_of(path)
    assert (shapes["One"] == shapes["Two"]) is alike
