"""`python -m generate`: write, or with `--check` verify, everything that follows from the rows and the tree."""

import argparse
import difflib
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from generate.markers import MarkerError, filled
from generate.tree import ROOT, faults, import_from

_MOST_LINES = 12
"""Of a difference that is shown."""


def main() -> int:
    """The exit code: 1 where a row lacks something, or where `--check` finds a file that is not up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where something is not up to date")
    is_check = parser.parse_args().check
    import_from()
    lacking = list(faults())
    if lacking:
        sys.stderr.write("".join(f"{line}\n" for line in lacking))
        return 1
    stale = 0
    for path, text in generated():
        before = path.read_text() if path.exists() else ""
        if text == before:
            continue
        if is_check:
            stale += 1
            sys.stderr.write(_difference(path.relative_to(ROOT), before, text))
        else:
            path.write_text(text)
            sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")
    return 1 if stale else 0


def generated() -> list[tuple[Path, str]]:
    """Each generated file with its text. The imports are here because what they import must be importable first."""
    from generate import lists, settings, tables  # noqa: PLC0415

    whole: Mapping[str, Callable[[], str]] = {
        "members.txt": lists.members_file,
        "libs/mappers/src/a1_mappers/registry.py": lists.mapper_registry,
    }
    in_part: Mapping[str, Callable[[], Mapping[str, str]]] = {
        "pyproject.toml": lists.import_contracts,
        "docker-compose.yml": lists.compose_services,
        ".env.example": settings.env_example,
        "docs/configuration.md": settings.configuration_page,
        "docs/coverage.md": tables.coverage_page,
    }
    found = [(ROOT / name, make()) for name, make in whole.items()]
    for name, make in in_part.items():
        try:
            found.append((ROOT / name, filled((ROOT / name).read_text(), make())))
        except MarkerError as error:
            raise SystemExit(f"{name}: {error}") from error
    return found


def _difference(path: Path, before: str, after: str) -> str:
    lines = list(
        difflib.unified_diff(before.splitlines(), after.splitlines(), "as it is", "from the rows", n=0, lineterm="")
    )
    shown = [*lines[:_MOST_LINES], *(["…"] if len(lines) > _MOST_LINES else [])]
    return "".join(f"{line}\n" for line in (f"{path} is not up to date: make golden", *shown))


if __name__ == "__main__":
    sys.exit(main())
