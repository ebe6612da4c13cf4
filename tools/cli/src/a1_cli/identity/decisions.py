"""`a1 identity pin|split|unpin`: a person's decision about a listing, and its result."""

import asyncio
import getpass
from datetime import UTC, datetime
from typing import Annotated

import typer
from aiokafka.errors import KafkaConnectionError
from pydantic import ValidationError

from a1_cli.broker import BootstrapServers, Port, chosen_kafka, not_reached
from a1_cli.identity.operator_log import NotReadError, RejectedError, carry_out
from a1_cli.identity.review import name_of
from a1_schemas.identity_decision import DecisionAction, IdentityDecision
from a1_schemas.targets import target_of
from a1_service_kit.settings import KafkaSettings

ListingName = Annotated[str, typer.Argument(metavar="LISTING", help="provider/league/native id, as `review` shows it.")]
Reason = Annotated[str, typer.Option(help="Why; kept with the decision.")]
By = Annotated[str | None, typer.Option(help="Who decides; else the name of this account.")]
Within = Annotated[float, typer.Option(help="Seconds to wait for a normalizer to carry it out.")]


def pin(
    listing: ListingName,
    event_id: Annotated[str, typer.Argument(metavar="GAME", help="The game's id, or an alias of it.")],
    reason: Reason,
    by: By = None,
    within: Within = 30,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Say that LISTING is GAME, against its own names and times."""
    decision = _decision(DecisionAction.PIN, listing, event_id, reason, by)
    _decide(decision, within, chosen_kafka(port, bootstrap_servers))


def split(
    listing: ListingName,
    reason: Reason,
    by: By = None,
    within: Within = 30,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Say that LISTING is a game of its own; only what is pinned to it joins it."""
    decision = _decision(DecisionAction.SPLIT, listing, None, reason, by)
    _decide(decision, within, chosen_kafka(port, bootstrap_servers))


def unpin(
    listing: ListingName,
    reason: Reason,
    by: By = None,
    within: Within = 30,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Take back what was decided about LISTING: it is joined by what it says again."""
    decision = _decision(DecisionAction.UNPIN, listing, None, reason, by)
    _decide(decision, within, chosen_kafka(port, bootstrap_servers))


def _decision(
    action: DecisionAction, listing: str, event_id: str | None, reason: str, by: str | None
) -> IdentityDecision:
    provider, league, native_id = [*listing.split("/", 2), "", ""][:3]
    try:
        return IdentityDecision.model_validate(
            {
                "target": target_of("operator", "identity", league, provider, native_id),
                "action": action,
                "league": league,
                "provider": provider,
                "native_id": native_id,
                "event_id": event_id,
                "reason": reason,
                "decided_by": by or getpass.getuser(),
                "decided_at": datetime.now(UTC),
            }
        )
    except ValidationError as error:
        faults = "; ".join(f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors() if fault["loc"])
        raise typer.BadParameter(f"{listing!r} is no provider/league/native id ({faults})") from None


def _decide(decision: IdentityDecision, within: float, kafka: KafkaSettings) -> None:
    try:
        own, *others = asyncio.run(carry_out(kafka, decision, within))
    except KafkaConnectionError:
        raise not_reached(kafka) from None
    except (NotReadError, RejectedError) as error:
        typer.echo(f"not carried out: {error}", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{name_of(own)} is {own.event_id} ({own.method})")
    for other in others:
        typer.echo(f"  with {name_of(other)} ({other.method})")
    if not others:
        typer.echo("  and no other provider lists it")
