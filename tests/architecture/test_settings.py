import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from a1_cli.history.settings import Settings as BackfillSettings
from a1_service_kit.settings import ServiceSettings

STANDARD = re.compile(r"OTEL_[A-Z_]+|A1_COMMIT")


def names_of(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from names_of(field.annotation, f"{prefix}{name}__")
        else:
            yield f"{prefix}{name}".upper()


@pytest.fixture(scope="session")
def known(root: Path) -> set[str]:
    """Every name that some service reads from its environment."""
    names: set[str] = set()
    for service in (root / "services").iterdir():
        module = importlib.import_module(f"a1_{service.name.replace('-', '_')}.settings")
        settings: type[ServiceSettings] = module.Settings
        assert issubclass(settings, ServiceSettings)
        names |= set(names_of(settings))
    return names


def test_every_name_in_the_example_is_read_by_a_service_or_a_command(root: Path, known: set[str]) -> None:
    known = known | set(names_of(BackfillSettings))
    example = re.findall(r"^#?([A-Z0-9_]+)=", (root / ".env.example").read_text(), re.MULTILINE)
    assert example
    assert not {name for name in example if name not in known and not STANDARD.fullmatch(name)}


def test_every_name_in_the_compose_file_is_read_by_its_service(root: Path, known: set[str]) -> None:
    services = yaml.safe_load((root / "docker-compose.yml").read_text())["services"]
    ours = {name: service for name, service in services.items() if (root / "services" / name).exists()}
    assert set(ours) == {path.name for path in (root / "services").iterdir()}
    for name, service in ours.items():
        assert not set(service.get("environment", {})) - known, name


def test_every_name_in_the_demo_is_read_by_a_service(root: Path, known: set[str]) -> None:
    demo = (root / "tools/cli/src/a1_cli/stack/demo.env").read_text()
    assert not set(re.findall(r"^([A-Z0-9_]+)=", demo, re.MULTILINE)) - known
