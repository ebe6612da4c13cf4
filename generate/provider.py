"""`python -m generate.provider acme`: an ingester, a mapper and a row of a new provider, from the templates.

What it writes works as it is, for a made-up API of one feed; `docs/adding-a-provider.md` says what to change.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from generate.tree import ROOT, import_from

_TEMPLATES = Path(__file__).parent / "templates"
_SUFFIXES = (".py", ".toml", ".md", ".json", ".jsonl")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_ROWS = Path("libs/schemas/src/a1_schemas/providers.py")
_AFTER_ROWS = "    @property\n    def service(self)"

_ROW = """\
    {constant} = (
        "{name}",
        ProviderTraits(
            title="{title}",
            host="https://api.{name}.example",
            needs_key=False,
            event_precedence={precedence},
            has_stable_player_ids=False,
            feeds=("games",),
        ),
    )

"""


def main() -> int:
    """The exit code: 2 where the name cannot be used."""
    parser = argparse.ArgumentParser(prog="make new-provider", usage="make new-provider NAME=acme", description=__doc__)
    parser.add_argument("name")
    name: str = parser.parse_args().name
    import_from()
    fault = fault_in(name)
    if fault is not None:
        sys.stderr.write(f"NAME={name}: {fault}\n")
        return 2
    written = [*_write(name)]
    _insert_row(name)
    _tidy(written)
    sys.stdout.write("".join(f"wrote {path.relative_to(ROOT)}\n" for path in (*written, ROOT / _ROWS)))
    return 0


def fault_in(name: str) -> str | None:
    """Why a provider cannot have this name; None where it can."""
    from a1_schemas.providers import Provider  # noqa: PLC0415 - after import_from

    if not _NAME.fullmatch(name):
        return "a name is of lower case letters, digits and single dashes, and begins with a letter: acme, acme-sports"
    taken = {each.package for each in Provider} | {path.parent.name for path in _mappers().glob("*/__init__.py")}
    if _package(name) in {*taken, "kit", "newprovider"}:
        return f"the name is taken; there are {', '.join(Provider)}"
    return None


def _mappers() -> Path:
    return ROOT / "libs/mappers/src/a1_mappers"


def _package(name: str) -> str:
    return name.replace("-", "_")


def _title(name: str) -> str:
    return "".join(part.title() for part in name.split("-"))


def _write(name: str) -> Iterator[Path]:
    """Each template as a file of the provider; gives the paths."""
    package = _package(name)
    service = ROOT / "services" / f"ingest-{name}"
    source = service / "src" / f"a1_ingest_{package}"
    mapper = _mappers() / package
    places = {
        "ingester/tests/unit": service / "tests/unit",
        "ingester": source,
        "mapper/tests/unit": ROOT / "libs/mappers/tests/unit" / package,
        "mapper": mapper,
    }
    for template in sorted(path for path in _TEMPLATES.rglob("*") if path.suffix in _SUFFIXES):
        folder = places[template.parent.relative_to(_TEMPLATES).as_posix()]
        is_of_service = template.parent.name == "ingester" and template.suffix != ".py"
        yield _file((service if is_of_service else folder) / template.name, _named(template.read_text(), name))
    for empty in (source / "__init__.py", source / "py.typed", mapper / "__init__.py"):
        yield _file(empty, "")


def _named(text: str, name: str) -> str:
    """The template with the provider's name in each of its spellings."""
    package = _package(name)
    spellings = {
        "new-provider": name,
        "newprovider": package,
        "NEWPROVIDER": package.upper(),
        "NewProvider": _title(name),
    }
    for placeholder, spelled in spellings.items():
        text = text.replace(placeholder, spelled)
    return text


def _file(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def _insert_row(name: str) -> None:
    from a1_schemas.providers import Provider  # noqa: PLC0415 - after import_from

    path = ROOT / _ROWS
    before, mark, after = path.read_text().partition(_AFTER_ROWS)
    if not mark:
        raise SystemExit(f"{_ROWS}: no rows that end before the property `service`")
    precedence = max(each.traits.event_precedence for each in Provider) + 1
    row = _ROW.format(constant=_package(name).upper(), name=name, title=_title(name), precedence=precedence)
    path.write_text(f"{before}{row}{mark}{after}")


def _tidy(written: Sequence[Path]) -> None:
    """Imports in order and lines filled, as the name's length asks."""
    paths = [str(path) for path in written if path.suffix == ".py"]
    ruff = [sys.executable, "-m", "ruff"]
    subprocess.run([*ruff, "check", "--quiet", "--fix", "--select", "I", *paths], cwd=ROOT, check=True)  # noqa: S603
    subprocess.run([*ruff, "format", "--quiet", *paths], cwd=ROOT, check=True)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
