"""Every setting of services and commands, its default and docstring, for `.env.example` and `docs/configuration.md`."""

import ast
import importlib
import inspect
import json
import textwrap
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, Literal, NamedTuple, cast, get_args, get_origin

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from a1_cli.history.settings import Settings as BackfillSettings
from a1_schemas.leagues import League
from a1_schemas.services import SERVICES
from a1_service_kit.settings import ServiceSettings

_WIDTH = 118
_COMMANDS: dict[str, type[ServiceSettings]] = {"a1 history backfill": BackfillSettings}
"""The settings of commands that have some of their own."""


class Setting(NamedTuple):
    """A setting as an operator writes it; `default` is None where there is none, or where it is found at run time."""

    name: str
    default: str | None
    meaning: str


class Group(NamedTuple):
    """Settings that belong together, with the services that read them."""

    title: str
    meaning: str
    settings: list[Setting]


def groups() -> list[Group]:
    """The groups that services share, then each service's own, then each command's."""
    models = {service: _settings_of(service) for service in SERVICES}
    shared = [
        name
        for name in ("kafka", "redis", "postgres", "edge")
        if any(name in model.model_fields for model in models.values())
    ]
    found = [Group("Every service", "", [*_settings(ServiceSettings, "")])]
    for name in shared:
        readers = [service for service, model in models.items() if name in model.model_fields]
        model = _nested(models[readers[0]].model_fields[name])
        found.append(Group(f"{name.title()}: {_listed(readers)}", _first_line(model), [*_settings(model, f"{name}__")]))
    known = {*ServiceSettings.model_fields, *shared}
    for program, model in (models | _COMMANDS).items():
        for name, field in model.model_fields.items():
            if name not in known:
                own = _nested(field)
                found.append(Group(program, _first_line(own), [*_settings(own, f"{name}__")]))
    return found


def _settings_of(service: str) -> type[ServiceSettings]:
    settings: type[ServiceSettings] = importlib.import_module(f"a1_{service.replace('-', '_')}.settings").Settings
    return settings


def _listed(readers: list[str]) -> str:
    left_out = [service for service in SERVICES if service not in readers]
    return f"all but {' and '.join(left_out)}" if len(left_out) < len(readers) else " and ".join(readers)


def _nested(field: FieldInfo) -> type[BaseModel]:
    return cast("type[BaseModel]", field.annotation)


def _first_line(model: type[BaseModel]) -> str:
    return inspect.cleandoc(model.__doc__ or "").partition("\n\n")[0].replace("\n", " ")


def _settings(model: type[BaseModel], prefix: str) -> Iterator[Setting]:
    meanings = _meanings(model)
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _settings(field.annotation, f"{prefix}{name}__")
            continue
        meaning = meanings.get(name, "")
        choices = _choices(field.annotation)
        if choices:
            meaning = f"{meaning} One of {', '.join(choices)}.".strip()
        yield Setting(f"{prefix}{name}".upper(), _default(field), meaning)


def _meanings(model: type[BaseModel]) -> dict[str, str]:
    """The text below each field in the source of the class."""
    cls = cast("ast.ClassDef", ast.parse(textwrap.dedent(inspect.getsource(model))).body[0])
    found: dict[str, str] = {}
    for field, after in zip(cls.body, cls.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(after, ast.Expr):
            text = after.value.value if isinstance(after.value, ast.Constant) else None
            if isinstance(text, str):
                found[field.target.id] = " ".join(text.split())
    return found


def _choices(annotation: Any) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(value) for value in get_args(annotation)]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(member.value) for member in annotation]
    return []


def _default(field: FieldInfo) -> str | None:
    if (get_origin(field.default_factory) or field.default_factory) is dict:
        return "{}"
    value = field.default
    if value is None or value is PydanticUndefined:
        return None
    for kinds, write in _WRITERS:
        if isinstance(value, kinds):
            return write(value)
    return str(value)


_WRITERS: tuple[tuple[tuple[type, ...], Callable[[Any], str]], ...] = (
    ((SecretStr,), SecretStr.get_secret_value),
    ((bool,), lambda value: str(value).lower()),
    ((float,), "{:g}".format),
    ((Mapping, tuple, list), lambda value: json.dumps(value, separators=(",", ":"))),
)
"""How a default is written where it is no plain text or whole number."""


def env_example() -> dict[str, str]:
    """`.env.example`: a line a setting; one that has a default is a comment."""
    return {"settings": "\n".join(_env_group(group) for group in groups())}


def _env_group(group: Group) -> str:
    lines = ["", f"# ── {group.title}" + (f": {group.meaning}" if group.meaning else "")]
    for setting in group.settings:
        lines += [f"# {line}" for line in textwrap.wrap(setting.meaning, _WIDTH)]
        lines.append(f"{setting.name}=" if setting.default is None else f"#{setting.name}={setting.default}")
    return "\n".join(lines)


def configuration_page() -> dict[str, str]:
    """The tables of `docs/configuration.md`."""
    return {"settings": "\n".join(_page_group(group) for group in groups())}


def _page_group(group: Group) -> str:
    rows = "".join(
        f"| `{setting.name}` | {_shown(setting.default)} | {setting.meaning.replace('|', chr(92) + '|')} |\n"
        for setting in group.settings
    )
    about = f"{group.meaning}\n\n" if group.meaning else ""
    return f"\n## {group.title}\n\n{about}| name | default | meaning |\n| --- | --- | --- |\n{rows}"


def _shown(default: str | None) -> str:
    if default is None:
        return ""
    return "all leagues" if default == json.dumps(list(League), separators=(",", ":")) else f"`{default}`"
