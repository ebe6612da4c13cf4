"""The field's English: words that hide the subject only become fewer, and a thing has no second name."""

import ast
import io
import json
import re
import tokenize
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import pytest

COUNTS = Path(__file__).with_name("language_counts.json")
"""Word list → member → how many are left. Absent is none."""
TONGUE = (
    *("told", "tells", "whoever", "whatever", "nobody", "somebody", "anew", "no more", "any more"),
    *("comes to", "came of", "is named", "of which"),
)
OLD_TERMS = ("tenures?", "keyframes?", "sightings?", "verdicts?", "manners", "torn")
LISTS = {
    "tongue": re.compile(rf"\b({'|'.join(TONGUE)})\b", re.IGNORECASE),
    "old terms": re.compile(rf"\b({'|'.join(OLD_TERMS)})\b", re.IGNORECASE),
}
HISTORY = ("docs/glossary.md", "docs/decisions/*", "CHANGELOG.md")
"""Where old terms may stand: beside the new ones, or as what was true at its time."""

NAMES = {
    "Ask": "Request",
    "Door": "ProviderEndpoint",
    "Front": "HotPath",
    "KEYFRAME": "REPUBLISH_AFTER",
    "Kept": "KeepAlive",
    "Manners": "ClientPolicy",
    "PlayerLine": "PlayerBoxScore",
    "Refusal": "ParseError",
    "Seen": "BodyContents",
    "Shelf": "SortedItems",
    "Sighting": "Extracted",
    "Tenure": "Lease",
    "Tenures": "LeaseListener",
    "Verdict": "ResponseClass or CheckResult",
    "Verdicts": "Freshness",
    "_verdict": "the name of what it decides",
    "bury": "tombstone",
    "is_turned": "is_flipped",
    "keyframe": "republish",
    "pass_over": "poll_once",
    "player_lines": "box_scores",
    "sightings": "extracted",
    "torn": "ambiguous",
    "verdict_on": "classify",
}
ANY_NAME = re.compile(rf"\b({'|'.join(NAMES)})\b")
MODULES = {
    "*/asks.py": "requests.py",
    "*/door.py": "provider_endpoint.py",
    "*/front.py": "hot_path.py",
    "*/player_lines.py": "player_stats.py",
    "*/shelf.py": "sorted_items.py",
    "*/sightings.py": "extracted.py",
    "*/verdicts.py": "responses.py",
    "libs/mappers/*/faults.py": "errors.py",
    "libs/mappers/*/prizepicks/stats.py": "vocabulary.py",
}


class Line(NamedTuple):
    """A line of prose and where it is."""

    number: int
    text: str


class Use(NamedTuple):
    """A counted word in its line."""

    member: str
    place: str
    text: str


def member_of(name: str) -> str:
    parts = name.split("/")
    return "/".join(parts[:2]) if parts[0] in ("libs", "services", "tools") else parts[0]


def prose_of(name: str, text: str) -> Iterator[Line]:
    """Python: comments, triple-quoted strings, `help=` texts. Markdown: all. Makefile, settings, YAML: comments."""
    if name.endswith(".py"):
        yield from prose_of_python(text)
    elif name.endswith(".md"):
        yield from lines_of(1, text)
    elif name.endswith(("Makefile", ".env", ".env.example", ".yml")):
        yield from (Line(line.number, line.text.partition("#")[2]) for line in lines_of(1, text) if "#" in line.text)


def prose_of_python(text: str) -> Iterator[Line]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        quoted = token.type == tokenize.STRING and token.string.lstrip("rRbBuU").startswith(('"""', "'''"))
        if quoted or token.type == tokenize.COMMENT:
            yield from lines_of(token.start[0], token.string)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.keyword) and node.arg == "help" and isinstance(node.value, ast.Constant):
            yield Line(node.value.lineno, str(node.value.value))


def lines_of(first: int, text: str) -> Iterator[Line]:
    yield from (Line(number, line.strip()) for number, line in enumerate(text.splitlines(), first))


def uses(list_name: str, texts: Mapping[str, str]) -> list[Use]:
    """Every counted word, once for each time it stands in a line."""
    return [
        Use(member_of(name), f"{name}:{line.number}", line.text)
        for name, text in texts.items()
        if LISTS[list_name].search(text)  # reading tokens is slow
        if list_name == "tongue" or not any(fnmatch(name, each) for each in HISTORY)
        for line in prose_of(name, text)
        for _ in LISTS[list_name].findall(line.text)
    ]


def complaints(found: Iterable[Use], allowed: Mapping[str, int]) -> Iterator[str]:
    """Members with more words than allowed, with each line; and members with fewer, with the number to write down."""
    found = list(found)
    counted = Counter(use.member for use in found)
    for member in sorted({*counted, *allowed}):
        now, before = counted[member], allowed.get(member, 0)
        if now > before:
            yield f"{member} has {now} and may have {before}"
            yield from (f"say it plainly: {use.place}: {use.text}" for use in found if use.member == member)
        elif now < before:
            yield f'{member} has fallen; lower it in {COUNTS.name}: "{member}": {now}'


def names_in(text: str) -> Iterator[Line]:
    """Every name that a module gives or uses, with its line."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                yield Line(node.lineno, name)
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield Line(node.lineno, name)
            case ast.alias(name=name, asname=asname):
                yield from (Line(node.lineno, part) for part in (*name.split("."), asname) if part)
            case _:
                pass


def old_names(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """Old name or module pattern → the places where it stands."""
    found: dict[str, list[str]] = {}
    for name, text in texts.items():
        if name.endswith(".py"):
            for line in names_in(text) if ANY_NAME.search(text) else ():
                if line.text in NAMES:
                    found.setdefault(line.text, []).append(f"{name}:{line.number}")
            for pattern in MODULES:
                if fnmatch(name, pattern):
                    found.setdefault(pattern, []).append(name)
    return found


@pytest.fixture(scope="session")
def texts(root: Path, files: list[Path]) -> dict[str, str]:
    """Path below the root → text, of every file whose prose or names are read."""
    kinds = (".py", ".md", ".yml", ".env", ".env.example", "Makefile")
    return {path.relative_to(root).as_posix(): path.read_text() for path in files if path.name.endswith(kinds)}


@pytest.mark.parametrize("list_name", LISTS)
def test_words_that_hide_the_subject_only_become_fewer(list_name: str, texts: dict[str, str]) -> None:
    found = list(complaints(uses(list_name, texts), json.loads(COUNTS.read_text())[list_name]))
    assert not found, "\n".join([f"{list_name}:", *found])


def test_no_name_is_an_old_one(texts: dict[str, str]) -> None:
    say = NAMES | MODULES
    wrong = old_names(texts)
    assert not wrong, "\n".join(f"{old} is {say[old]} now: {', '.join(places)}" for old, places in wrong.items())


def test_a_docstring_a_comment_and_a_help_text_are_prose_and_a_string_is_not() -> None:
    sample = '"""{0}."""\nx = "{0}"  # {0}\noption(help="{0}")\ny = """\n{0}"""\n'
    found = uses("tongue", {"libs/here/module.py": sample.format("Told")})
    assert [use.place for use in found] == [f"libs/here/module.py:{line}" for line in (1, 2, 5, 3)]
    assert {use.member for use in found} == {"libs/here"}


def test_a_rise_names_its_lines_and_a_fall_its_number() -> None:
    found = [Use("docs", "docs/a.md:3", "Nobody is told.")] * 2
    assert list(complaints(found, {"docs": 1, "tests": 4})) == [
        "docs has 2 and may have 1",
        *["say it plainly: docs/a.md:3: Nobody is told."] * 2,
        'tests has fallen; lower it in language_counts.json: "tests": 0',
    ]
    assert not list(complaints(found, {"docs": 2}))


def test_names_are_found_where_they_are_given_and_used() -> None:
    text = "from a import Front\nclass Tenure:\n    def bury(self, torn): return self.keyframe\n"
    assert set(old_names({"libs/here/asks.py": text})) == {
        *("Front", "Tenure", "bury", "torn", "keyframe"),
        "*/asks.py",
    }
