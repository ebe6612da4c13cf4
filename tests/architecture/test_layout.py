import re
import tomllib
from pathlib import Path

BANNED = {
    *("util", "utils", "helper", "helpers", "common", "misc", "core", "base", "manager", "managers"),
    *("handler", "handlers", "processor", "processors", "data", "info"),
}
BANNED_BUT = {
    "libs/schemas/src/a1_schemas/base.py": "what all messages have in common; only messages import it",
    "libs/mappers/src/a1_mappers/espn/core.py": "ESPN's own name for that API",
}

EVERY_SERVICE = {"__init__.py", "__main__.py", "app.py", "settings.py", "py.typed"}
EVERY_INGESTER = EVERY_SERVICE | {"client.py", "sources.py"}
THE_NORMALIZER = EVERY_SERVICE | {
    *("resolver.py", "delivery.py", "restore.py", "projector.py", "view.py", "metrics.py"),
}
THE_HISTORIAN = EVERY_SERVICE | {"historian.py", "migrations", "metrics.py"}
THE_ANALYTICS = EVERY_SERVICE | {"analyst.py", "restore.py", "metrics.py"}
THE_GATEWAY = EVERY_SERVICE | {"dependencies.py", "errors.py", "routes", "metrics.py"}
THE_STREAM = EVERY_SERVICE | {"league_log.py", "log_reader.py", "websocket.py", "metrics.py"}

OTHERS = {
    "analytics": THE_ANALYTICS,
    "gateway": THE_GATEWAY,
    "historian": THE_HISTORIAN,
    "normalizer": THE_NORMALIZER,
    "stream": THE_STREAM,
}


def package_of(member: Path) -> Path:
    return member / "src" / f"a1_{member.name.replace('-', '_')}"


def test_a_folder_is_named_like_its_distribution_and_its_import(members: list[Path]) -> None:
    for member in members:
        project = tomllib.loads((member / "pyproject.toml").read_text())["project"]
        assert project["name"] == f"a1-{member.name}"
        assert "Private :: Do Not Upload" in project["classifiers"]
        assert [path.name for path in (member / "src").iterdir() if path.name.startswith("a1_")] == [
            package_of(member).name
        ]


def test_every_member_is_installed(root: Path, members: list[Path]) -> None:
    installed = [root / line.removeprefix("-e ") for line in (root / "members.txt").read_text().splitlines()]
    assert sorted(installed) == members


def test_the_same_role_has_the_same_file_name_in_every_service(root: Path) -> None:
    for service in sorted((root / "services").iterdir()):
        wanted = OTHERS.get(service.name, EVERY_INGESTER)
        missing = wanted - {path.name for path in package_of(service).iterdir()}
        assert not missing, f"{service.name} lacks {sorted(missing)}"


def test_a_program_starts_in_three_lines(root: Path) -> None:
    for main in root.glob("services/*/src/*/__main__.py"):
        statements = [
            line
            for line in main.read_text().splitlines()
            if line.strip() and not line.startswith(('"""', "import ", "from "))
        ]
        assert len(statements) <= 3, f"{main.relative_to(root)}: wiring belongs in app.py"


def test_packages_are_empty_and_typed(root: Path, sources: list[Path], members: list[Path]) -> None:
    for path in sources:
        is_ours = not path.is_relative_to(root / "clients")  # a client's users import from its package
        assert not is_ours or path.name != "__init__.py" or not path.read_text().strip(), path.relative_to(root)
    assert all((package_of(member) / "py.typed").exists() for member in members)


def test_no_module_is_named_for_nothing_in_particular(root: Path, sources: list[Path]) -> None:
    for path in sources:
        name = path.relative_to(root).as_posix()
        folders = path.relative_to(root).parts[3:-1]
        words = {word for part in (*folders, path.stem) for word in part.split("_")}
        assert name in BANNED_BUT or not words & BANNED, f"{name}: {words & BANNED}"


def test_one_module_knows_how_to_log(root: Path, sources: list[Path]) -> None:
    for path in sources:
        if re.search(r"^(import|from) structlog", path.read_text(), re.MULTILINE):
            assert path.name == "logging.py", f"{path.relative_to(root)}: use a1_service_kit.logging.get_logger"


def test_seconds_are_called_s(root: Path, sources: list[Path]) -> None:
    """Metrics and JSON keep their base units in words."""
    for path in sources:
        wrong = re.findall(r"^\s*(\w+(?:_seconds|_SECONDS))\b\s*[:=]", path.read_text(), re.MULTILINE)
        assert not wrong or path.name in ("metrics.py", "answers.py", "health_answers.py", "models.py"), (
            f"{path.relative_to(root)}: {wrong}"
        )


KINDS_OF_TESTS = ("unit", "integration", "oracles", "conformance")
"""Oracles compare with libraries that no member depends on, in an environment of their own."""


def test_a_members_tests_are_of_a_known_kind(root: Path, files: list[Path]) -> None:
    for path in files:
        parts = path.relative_to(root).parts
        if path.name.startswith("test_") and "tests" in parts and parts[0] != "tests":
            assert parts[parts.index("tests") + 1] in KINDS_OF_TESTS, "/".join(parts)
