"""`a1 keys`: who may ask. It writes the log itself, so the first key needs none."""

import asyncio
import getpass
import json
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer

from a1_cli.broker import BootstrapServers, Port, reaching
from a1_cli.edge.acceptance import is_accepted
from a1_cli.edge.arguments import AsJson, By, PlanName, Scopes, chosen_plan, chosen_scopes
from a1_cli.edge.changing import change_key, write
from a1_cli.edge.operator import Operator, chosen_operator
from a1_cli.edge.rows import show_rows
from a1_cli.refusal import refused
from a1_edge_kit.audit_chain import first_break
from a1_edge_kit.edge_log import read_audit, read_keys
from a1_edge_kit.edge_writer import key_change
from a1_edge_kit.key_changes import KeyMaker, ShownKey, revoked, state_of
from a1_edge_kit.plans import STANDARD
from a1_schemas.api_key import ApiKey
from a1_schemas.edge_words import AuditAction

_SHOWN_ONCE = "shown this once: only its hash is kept"
_COLUMNS = ("id", "name", "environment", "state", "scopes", "plan", "created_at", "created_by", "expires_at")
Within = Annotated[float, typer.Option(min=0, help="Seconds to wait until the gateways take it.")]
KeyId = Annotated[str, typer.Argument(metavar="ID", help="The key's id, as `list` shows it.")]

keys = typer.Typer(help="API keys: create, list, rotate and revoke them.", no_args_is_help=True)


@keys.command()
def create(
    name: Annotated[str, typer.Option(help="What the key is for.")],
    scopes: Scopes,
    plan: PlanName = STANDARD.name,
    days: Annotated[float | None, typer.Option(min=0, help="After how many days it ends; else never.")] = None,
    by: By = None,
    within: Within = 10,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
    as_json: AsJson = False,
) -> None:
    """Create a key and print it, which is the only time that it can be seen."""
    granted, chosen = chosen_scopes(scopes), chosen_plan(plan)
    operator = chosen_operator(port, bootstrap_servers)
    now, actor = datetime.now(UTC), by or getpass.getuser()
    lifetime = timedelta(days=days) if days is not None else None
    shown = _maker(operator).created(name=name, scopes=granted, plan=chosen, now=now, by=actor, lifetime=lifetime)
    write(operator.kafka, key_change(AuditAction.KEY_CREATED, None, shown.key), actor, now)
    _show_key(operator, shown, within, as_json=as_json)


@keys.command("list")
def list_(port: Port = None, bootstrap_servers: BootstrapServers = None, as_json: AsJson = False) -> None:
    """List the keys, those that are over too. Their secrets are nowhere."""
    operator = chosen_operator(port, bootstrap_servers)
    with reaching(operator.kafka):
        found = asyncio.run(read_keys(operator.kafka))
    rows = [_row(key, datetime.now(UTC)) for key in found.values()]
    show_rows(_COLUMNS, rows, as_json=as_json)


@keys.command()
def rotate(
    key_id: KeyId,
    grace_hours: Annotated[float, typer.Option(min=0, help="How long the present key is taken too.")] = 24,
    by: By = None,
    within: Within = 10,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
    as_json: AsJson = False,
) -> None:
    """Give a key a new secret and print it. Scopes, plan and id stay."""
    operator = chosen_operator(port, bootstrap_servers)
    maker, grace = _maker(operator), timedelta(hours=grace_hours)
    shown: list[ShownKey] = []

    def rotated(old: ApiKey, now: datetime) -> ApiKey:
        shown.append(maker.rotated(old, now=now, grace=grace))
        return shown[-1].key

    change_key(operator.kafka, key_id, AuditAction.KEY_ROTATED, rotated, by)
    _show_key(operator, shown[-1], within, as_json=as_json)


@keys.command()
def revoke(
    key_id: KeyId,
    by: By = None,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
    as_json: AsJson = False,
) -> None:
    """End a key for good. It is refused everywhere within two seconds."""
    operator = chosen_operator(port, bootstrap_servers)
    key = change_key(operator.kafka, key_id, AuditAction.KEY_REVOKED, revoked, by)
    row = _row(key, datetime.now(UTC))
    typer.echo(json.dumps(row) if as_json else f"{key.id} ({key.name}) is revoked")


@keys.command()
def audit(port: Port = None, bootstrap_servers: BootstrapServers = None, as_json: AsJson = False) -> None:
    """List what was done to keys, and check that no entry was changed or is missing: else exit 1."""
    operator = chosen_operator(port, bootstrap_servers)
    with reaching(operator.kafka):
        entries = asyncio.run(read_audit(operator.kafka))
    for entry in entries:
        line = f"{entry.sequence} {entry.at:%Y-%m-%d %H:%M:%S} {entry.actor} {entry.action} {entry.subject}"
        typer.echo(entry.model_dump_json() if as_json else line)
    broken = first_break(entries)
    if broken is not None:
        typer.echo(f"entry {broken.sequence} was changed, or one before it is missing", err=True)
        raise typer.Exit(1)


def _maker(operator: Operator) -> KeyMaker:
    if operator.edge.key_pepper is None:
        raise refused(
            "EDGE__KEY_PEPPER is not set: `./a1 secret` makes one, the same for gateway, stream and this command"
        )
    return KeyMaker(operator.edge.key_pepper.get_secret_value(), operator.environment)


def _show_key(operator: Operator, shown: ShownKey, within: float, *, as_json: bool) -> None:
    text, key = shown
    is_taken = asyncio.run(is_accepted(operator.gateways, text, within))
    if as_json:
        typer.echo(json.dumps({"key": text, **_row(key, datetime.now(UTC))}))
    else:
        typer.echo(text)
        typer.echo(f"{key.id} ({key.name}): {' '.join(key.scopes)}; {_SHOWN_ONCE}", err=True)
    if not is_taken:
        typer.echo(f"not every gateway has taken it within {within:g} s; it is in the log", err=True)


def _row(key: ApiKey, now: datetime) -> dict[str, Any]:
    shown = {**key.model_dump(mode="json"), "state": state_of(key, now)}
    return {name: shown[name] for name in _COLUMNS}
