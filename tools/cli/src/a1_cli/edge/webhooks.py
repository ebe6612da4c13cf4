"""`a1 webhooks`: receivers to which changes are posted. It writes the log itself; a stream delivers."""

import asyncio
import getpass
import json
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer

from a1_cli.broker import BootstrapServers, Port, reaching
from a1_cli.edge.arguments import AsJson, By, split_words
from a1_cli.edge.changing import change_webhook, existing, write
from a1_cli.edge.operator import Operator, chosen_operator
from a1_cli.edge.rows import show_rows
from a1_cli.edge.webhook_arguments import naming_option, read_filters
from a1_cli.refusal import refused
from a1_edge_kit import webhook_changes as changes
from a1_edge_kit.destinations import shown_url
from a1_edge_kit.edge_log import read_progress, read_webhooks
from a1_edge_kit.edge_writer import webhook_change
from a1_edge_kit.keys import new_id
from a1_edge_kit.webhook_secrets import WebhookSecrets
from a1_edge_kit.webhook_standing import standing_of
from a1_schemas.edge_words import AuditAction, DeliveryOutcome
from a1_schemas.webhook import Webhook
from a1_schemas.webhook_progress import WebhookProgress

_ASKED_EVERY_S = 0.5
_COLUMNS = ("id", "name", "state", "reason", "url", "league", "kinds", "failures", "last_outcome", "last_at")
WebhookId = Annotated[str, typer.Argument(metavar="ID", help="The webhook's id, as `list` shows it.")]

webhooks = typer.Typer(help="Webhooks: post changes to a receiver, in order and signed.", no_args_is_help=True)


@webhooks.command()
def create(
    name: Annotated[str, typer.Option(help="Whose receiver it is.")],
    url: Annotated[str, typer.Option(help="Where to post: https, a public address, a port of WEBHOOKS__PORTS.")],
    league: Annotated[str, typer.Option(help="The league, such as `nba`.")],
    kinds: Annotated[list[str], typer.Option(help="Kinds of records, between commas or spaces: `events odds`.")],
    filter_: Annotated[
        list[str] | None,
        typer.Option("--filter", help="NAME=VALUE,VALUE of the stream's filters; several must all match."),
    ] = None,
    start: Annotated[str, typer.Option("--from", help="`now`, `beginning` (with a snapshot) or a cursor.")] = "now",
    by: By = None,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
    as_json: AsJson = False,
) -> None:
    """Create a webhook and print its secret, which verifies what it posts."""
    with naming_option():
        chosen, wanted = changes.chosen_league(league), changes.chosen_kinds(split_words(kinds))
        filters = read_filters(filter_ or ())
        changes.checked_filters(chosen, wanted, filters)
        changes.checked_start(start)
    operator = chosen_operator(port, bootstrap_servers)
    secrets = _secrets(operator)
    with naming_option():
        changes.checked_url(url, operator.webhooks)
    now, actor = datetime.now(UTC), by or getpass.getuser()
    webhook = Webhook(
        id=f"wh_{new_id()}",
        name=name,
        url=url,
        league=chosen,
        kinds=wanted,
        filters=dict(filters),
        start=start,
        created_at=now,
        created_by=actor,
    )
    write(operator.kafka, webhook_change(AuditAction.WEBHOOK_CREATED, webhook.id, None, webhook), actor, now)
    _show_secret(webhook, secrets.present(webhook), as_json=as_json)


@webhooks.command("list")
def list_(port: Port = None, bootstrap_servers: BootstrapServers = None, as_json: AsJson = False) -> None:
    """List the webhooks with their state."""
    found, progress = _read(chosen_operator(port, bootstrap_servers))
    rows = [_row(webhook, progress.get(webhook.id)) for webhook in found.values()]
    show_rows(_COLUMNS, rows, as_json=as_json)


@webhooks.command()
def show(webhook_id: WebhookId, port: Port = None, bootstrap_servers: BootstrapServers = None) -> None:
    """Show one webhook and how far it was delivered, as JSON. Its whole URL is in it, its secret is not."""
    found, progress = _read(chosen_operator(port, bootstrap_servers))
    webhook, done = existing(found, webhook_id), progress.get(webhook_id)
    state, reason = standing_of(webhook, done)
    shown = {"state": state, "reason": reason, **webhook.model_dump(mode="json")}
    typer.echo(json.dumps({**shown, "progress": done.model_dump(mode="json") if done else None}, indent=2))


@webhooks.command()
def pause(
    webhook_id: WebhookId,
    by: By = None,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
    as_json: AsJson = False,
) -> None:
    """Send nothing until it is resumed. Its place in the log waits."""
    operator = chosen_operator(port, bootstrap_servers)
    new = change_webhook(operator.kafka, webhook_id, AuditAction.WEBHOOK_PAUSED, changes.paused, by)
    _say_state(new, _read(operator)[1].get(new.id), as_json=as_json)


@webhooks.command()
def resume(
    webhook_id: WebhookId,
    by: By = None,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
    as_json: AsJson = False,
) -> None:
    """Go on at once from where it stands, also after 410 and while it waits for a retry."""
    operator = chosen_operator(port, bootstrap_servers)
    new = change_webhook(operator.kafka, webhook_id, AuditAction.WEBHOOK_RESUMED, changes.resumed, by)
    _say_state(new, None, as_json=as_json)


@webhooks.command()
def rotate(
    webhook_id: WebhookId,
    grace_hours: Annotated[float, typer.Option(min=0, help="How long messages have the present signature too.")] = 24,
    by: By = None,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
    as_json: AsJson = False,
) -> None:
    """Give a webhook a new secret and print it."""
    operator = chosen_operator(port, bootstrap_servers)
    secrets = _secrets(operator)
    until = datetime.now(UTC) + timedelta(hours=grace_hours)
    new = change_webhook(
        operator.kafka, webhook_id, AuditAction.WEBHOOK_ROTATED, lambda old: changes.rotated(old, until), by
    )
    _show_secret(new, secrets.present(new), as_json=as_json)


@webhooks.command()
def delete(
    webhook_id: WebhookId,
    by: By = None,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
    as_json: AsJson = False,
) -> None:
    """End a webhook for good, and forget how far it was delivered."""
    operator = chosen_operator(port, bootstrap_servers)
    old = change_webhook(operator.kafka, webhook_id, AuditAction.WEBHOOK_DELETED, lambda _: None, by)
    typer.echo(json.dumps({"id": old.id, "state": "deleted"}) if as_json else f"{old.id} ({old.name}) is deleted")


@webhooks.command("test")
def send_test(
    webhook_id: WebhookId,
    within: Annotated[float, typer.Option(min=0, help="Seconds to wait until a stream has sent it.")] = 15,
    by: By = None,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
    as_json: AsJson = False,
) -> None:
    """Let the stream post a signed test message, also to a paused webhook. Exits with 1 where it was not accepted."""
    operator = chosen_operator(port, bootstrap_servers)
    new = change_webhook(operator.kafka, webhook_id, AuditAction.WEBHOOK_TESTED, changes.tested, by)
    with reaching(operator.kafka):
        outcome = asyncio.run(_outcome_of_test(operator, new, within))
    if as_json:
        typer.echo(json.dumps({"id": new.id, "outcome": outcome}))
    elif outcome is None:
        typer.echo(f"no stream has sent it within {within:g} s: does one run with EDGE__KEY_PEPPER?", err=True)
    else:
        typer.echo(outcome)
    if outcome is not DeliveryOutcome.DELIVERED:
        raise typer.Exit(1)


async def _outcome_of_test(operator: Operator, webhook: Webhook, within: float) -> DeliveryOutcome | None:
    """Return how the test ended, or None where no stream has sent it by then."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + within
    while True:
        progress = (await read_progress(operator.kafka)).get(webhook.id)
        if progress is not None and progress.test >= webhook.test:
            return progress.test_outcome
        if loop.time() > deadline:
            return None
        await asyncio.sleep(_ASKED_EVERY_S)


def _read(operator: Operator) -> tuple[dict[str, Webhook], dict[str, WebhookProgress]]:
    with reaching(operator.kafka):
        return asyncio.run(read_webhooks(operator.kafka)), asyncio.run(read_progress(operator.kafka))


def _secrets(operator: Operator) -> WebhookSecrets:
    if operator.edge.key_pepper is None:
        raise refused("EDGE__KEY_PEPPER is not set: secrets of webhooks follow from the stream's")
    return WebhookSecrets(operator.edge.key_pepper.get_secret_value())


def _show_secret(webhook: Webhook, secret: str, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"secret": secret, **_row(webhook, None)}))
        return
    typer.echo(secret)
    typer.echo(
        f"{webhook.id} ({webhook.name}) posts to {shown_url(webhook.url)}; the secret is shown this once", err=True
    )


def _say_state(webhook: Webhook, progress: WebhookProgress | None, *, as_json: bool) -> None:
    row = _row(webhook, progress)
    typer.echo(json.dumps(row) if as_json else f"{webhook.id} ({webhook.name}) is {row['state']}")


def _row(webhook: Webhook, progress: WebhookProgress | None) -> dict[str, Any]:
    standing = standing_of(webhook, progress)
    shown = {
        **(progress.model_dump(mode="json") if progress else {"failures": 0, "last_outcome": None, "last_at": None}),
        **webhook.model_dump(mode="json"),
        **standing._asdict(),
        "url": shown_url(webhook.url),
    }
    return {column: shown[column] for column in _COLUMNS}
