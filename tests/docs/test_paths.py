"""Every path and link that the documents give exists."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HISTORY = ("docs/decisions/", "CHANGELOG.md")
"""Says what was true at its time."""
GENERATED = {".faults/latest.jsonl", "benchmarks/latest.jsonl"}
"""Made by a command; not in the checkout."""
SUFFIXES = ("py", "json", "jsonl", "md", "toml", "yml", "lua", "txt", "Dockerfile")
EXAMPLE = "acme"
"""The provider that guides and the scaffold's tests write."""
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w.*-]+(/[\w.*-]+)*/?")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")
FILE = re.compile(r"[a-z_]+\.py")
TEST = re.compile(r"`(test_\w+)`")
DEFINED = re.compile(r"^\s*(?:async )?def (test_\w+)", re.MULTILINE)
CALL = re.compile(r"(?:python|python3|make -C|bash) ((?:[\w.-]+/)+[\w.-]+)")


def documents() -> list[Path]:
    """All Markdown of the checkout but the history, members' README included."""
    patterns = ("*.md", "docs/**/*.md", "libs/*/*.md", "services/*/*.md", "tools/*/*.md")
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern) if not is_history(path))


def is_history(path: Path) -> bool:
    return path.relative_to(ROOT).as_posix().startswith(HISTORY)


def folders() -> frozenset[str]:
    return frozenset(path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith("."))


def found(document: Path, path: str) -> Iterator[Path]:
    """From the root, the document's folder, a member, or where imports begin (`a1_schemas/topics.py`)."""
    yield from ROOT.glob(path)
    yield from document.parent.glob(path)
    yield from document.parent.glob(f"src/*/{path}")
    yield from ROOT.glob(f"*/*/{path}")
    yield from ROOT.glob(f"*/*/src/{path}")


def looks_like_a_path(text: str) -> bool:
    """A file or folder below a top folder, or something with a slash and a source file's suffix."""
    if not PATH.fullmatch(text) or "/" not in text:
        return False
    return text.split("/", maxsplit=1)[0] in folders() or text.rsplit(".", 1)[-1] in SUFFIXES


def paths_in(text: str) -> Iterator[str]:
    for quoted in INLINE.findall(FENCED.sub("", text)):
        yield from (word for word in quoted.split() if looks_like_a_path(word))
    yield from CALL.findall(text)


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_path_in_a_document_exists(document: Path) -> None:
    named = {path for path in paths_in(document.read_text()) if EXAMPLE not in path} - GENERATED
    missing = sorted(path for path in named if not any(found(document, path)))
    assert not missing, f"{document.relative_to(ROOT)}: {missing}"


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    missing = [link for link in LINK.findall(document.read_text()) if not (document.parent / link).exists()]
    assert not missing, f"{document.relative_to(ROOT)}: {missing}"


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_module_that_a_document_gives_by_file_name_exists(document: Path) -> None:
    named = {quoted for quoted in INLINE.findall(document.read_text()) if FILE.fullmatch(quoted)}
    missing = sorted(name for name in named if not list(ROOT.glob(f"*/*/src/**/{name}")))
    assert not missing, f"{document.relative_to(ROOT)}: {missing}"


def test_every_test_that_a_document_gives_as_evidence_exists() -> None:
    defined = {name for path in ROOT.glob("*/*/tests/**/test_*.py") for name in DEFINED.findall(path.read_text())}
    for document in documents():
        missing = sorted(set(TEST.findall(document.read_text())) - defined)
        assert not missing, f"{document.relative_to(ROOT)}: {missing}"


def test_only_words_of_the_trees_shape_count_as_paths() -> None:
    text = "`libs/none.py` `identity/none.py` `GET /api/v1` `espn/scoreboard/nba` `a/b` `tools/none DIR`"
    assert list(paths_in(text)) == ["libs/none.py", "identity/none.py", "tools/none"]
