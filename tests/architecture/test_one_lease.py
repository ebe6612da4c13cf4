"""Who owns a partition is decided in one place."""

import ast
from pathlib import Path


def bases_of(tree: ast.Module) -> dict[str, set[str]]:
    return {
        node.name: {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }


def test_one_class_in_all_source_derives_from_a_rebalance_listener(root: Path, sources: list[Path]) -> None:
    found = [
        (path.relative_to(root).as_posix(), name)
        for path in sources
        for name, bases in bases_of(ast.parse(path.read_text())).items()
        if any(base.endswith("RebalanceListener") or base == "LeaseListener" for base in bases)
    ]
    assert found == [("libs/service-kit/src/a1_service_kit/lease_listener.py", "LeaseListener")]
