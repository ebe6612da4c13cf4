"""`a1 token`: an access token, signed with the shared secret. `a1 secret`: a random secret."""

import json
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from a1_cli.broker import BootstrapServers, Port
from a1_cli.edge.arguments import AsJson, PlanName, Scopes, chosen_plan, chosen_scopes
from a1_cli.edge.operator import chosen_operator
from a1_cli.refusal import refused
from a1_edge_kit.plans import STANDARD
from a1_edge_kit.secret_strength import new_secret
from a1_edge_kit.token_signing import sign_token
from a1_edge_kit.tokens import LONGEST_S

_SECRETS = ("EDGE__KEY_PEPPER", "EDGE__TOKEN_SECRET")


def token(
    scopes: Scopes,
    subject: Annotated[str, typer.Option(help="Whose token it is.")] = "operator",
    plan: PlanName = STANDARD.name,
    minutes: Annotated[float, typer.Option(min=1, max=LONGEST_S / 60, help="How long it is good.")] = 60,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
    as_json: AsJson = False,
) -> None:
    """Sign an access token (RFC 9068) and print it. It cannot be revoked, only end."""
    granted, chosen = chosen_scopes(scopes), chosen_plan(plan)
    operator = chosen_operator(port, bootstrap_servers)
    now, lifetime = datetime.now(UTC), timedelta(minutes=minutes)
    try:
        signed = sign_token(
            operator.edge, subject=subject, scopes=granted, plan=chosen.name, now=now, lifetime=lifetime
        )
    except ValueError as error:
        raise refused(f"{error}: `./a1 secret` makes one, the same for gateway and stream") from None
    shown = {"token": signed, "subject": subject, "scopes": granted, "expires_at": (now + lifetime).isoformat()}
    typer.echo(json.dumps(shown) if as_json else signed)


def secret(
    env: Annotated[bool, typer.Option("--env", help="Lines for .env: one of each setting that is a secret.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print a random secret of 256 bits."""
    if env:
        typer.echo("\n".join(f"{name}={new_secret()}" for name in _SECRETS))
        return
    made = new_secret()
    typer.echo(json.dumps({"secret": made}) if as_json else made)
