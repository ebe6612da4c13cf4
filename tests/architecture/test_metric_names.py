import ast
import re
from collections.abc import Iterator
from pathlib import Path

KINDS = {"Counter", "Gauge", "Histogram", "Summary"}
PREFIXES = {"service-kit": ("a1_", "ops_"), "ingest-kit": "ingest_", "edge-kit": "edge_"}
"""Of the kits, whose metrics every service has; any other member's are named for itself."""


def instruments(root: Path, sources: list[Path]) -> Iterator[tuple[str, str, str, str]]:
    """(member, kind, name, help) of every instrument that is declared with a literal name."""
    for path in sources:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS and node.args:
                name, text = node.args[0], node.args[1] if len(node.args) > 1 else None
                if isinstance(name, ast.Constant) and isinstance(name.value, str):
                    said = text.value if isinstance(text, ast.Constant) else ""
                    yield path.relative_to(root).parts[1], node.func.id, name.value, str(said)


def test_a_metric_is_named_for_its_service_and_in_base_units(root: Path, sources: list[Path]) -> None:
    found = list(instruments(root, sources))
    assert found
    for member, kind, name, _ in found:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", name), name
        assert name.startswith(PREFIXES.get(member, f"{member.replace('-', '_')}_")), f"{name} of {member}"
        assert kind != "Histogram" or name.endswith(("_seconds", "_bytes", "_records")), f"{name} has no unit"
        assert not re.search(r"_(ms|millis|milliseconds|kb|mb|minutes)\b", name), f"{name}: base units"


def test_a_metric_says_in_a_sentence_what_it_counts(root: Path, sources: list[Path]) -> None:
    for _, _, name, said in instruments(root, sources):
        assert said.endswith("."), f"{name}: {said!r}"


def test_no_two_metrics_share_a_name(root: Path, sources: list[Path]) -> None:
    names = [name for *_, name, _ in instruments(root, sources)]
    assert sorted(names) == sorted(set(names))
