"""`a1 identity pin|split|unpin`: a person's decision about a listing or a player, and its result."""

import asyncio
import getpass
from datetime import UTC, datetime
from typing import Annotated

import typer
from aiokafka.errors import KafkaConnectionError
from pydantic import ValidationError

from a1_cli.broker import BootstrapServers, Port, chosen_kafka, not_reached
from a1_cli.identity.operator_log import NotReadError, RejectedError, carry_out, game_of, player_of
from a1_cli.identity.review import name_of
from a1_schemas.identity_decision import DecisionAction, DecisionSubject, IdentityDecision
from a1_schemas.player_profile import PlayerProfile
from a1_schemas.targets import target_of
from a1_service_kit.settings import KafkaSettings

ListingName = Annotated[str, typer.Argument(metavar="LISTING", help="provider/league/native id, as `review` shows it.")]
IsPlayer = Annotated[bool, typer.Option("--player", help="LISTING is a provider's player on rosters.")]
Reason = Annotated[str, typer.Option(help="Why; kept with the decision.")]
By = Annotated[str | None, typer.Option(help="Who decides; else the name of this account.")]
Within = Annotated[float, typer.Option(help="Seconds to wait for a normalizer to carry it out.")]

_OF_LISTING = (DecisionSubject.LISTING, "identity")
_OF_PLAYER = (DecisionSubject.PLAYER, "players")
"""The subject of a decision, and the second part of its target."""


def pin(
    listing: ListingName,
    canonical_id: Annotated[
        str, typer.Argument(metavar="GAME", help="The game's id, or an alias of it; a player's id.")
    ],
    reason: Reason,
    is_player: IsPlayer = False,
    by: By = None,
    within: Within = 30,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Say that LISTING is GAME, against its own names and times; with --player, that it is the player GAME."""
    decision = _decision(DecisionAction.PIN, listing, canonical_id, reason, by, is_player=is_player)
    _decide(decision, within, chosen_kafka(port, bootstrap_servers))


def split(
    listing: ListingName,
    reason: Reason,
    is_player: IsPlayer = False,
    by: By = None,
    within: Within = 30,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Say that LISTING is a game or a player of its own; only what is pinned to it joins it."""
    decision = _decision(DecisionAction.SPLIT, listing, None, reason, by, is_player=is_player)
    _decide(decision, within, chosen_kafka(port, bootstrap_servers))


def unpin(
    listing: ListingName,
    reason: Reason,
    is_player: IsPlayer = False,
    by: By = None,
    within: Within = 30,
    port: Port = None,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Take back what was decided about LISTING: it is joined by what it says again."""
    decision = _decision(DecisionAction.UNPIN, listing, None, reason, by, is_player=is_player)
    _decide(decision, within, chosen_kafka(port, bootstrap_servers))


def _decision(
    action: DecisionAction, listing: str, canonical_id: str | None, reason: str, by: str | None, *, is_player: bool
) -> IdentityDecision:
    subject, feed = _OF_PLAYER if is_player else _OF_LISTING
    provider, league, native_id = [*listing.split("/", 2), "", ""][:3]
    try:
        return IdentityDecision.model_validate(
            {
                "target": target_of("operator", feed, league, provider, native_id),
                "subject": subject,
                "action": action,
                "league": league,
                "provider": provider,
                "native_id": native_id,
                "player_id" if is_player else "event_id": canonical_id,
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
        lines = asyncio.run(_lines(kafka, decision, within))
    except KafkaConnectionError:
        raise not_reached(kafka) from None
    except (NotReadError, RejectedError) as error:
        typer.echo(f"not carried out: {error}", err=True)
        raise typer.Exit(1) from None
    for line in lines:
        typer.echo(line)


async def _lines(kafka: KafkaSettings, decision: IdentityDecision, within: float) -> list[str]:
    """Carry the decision out, and say what its subject is now."""
    await carry_out(kafka, decision, within)
    if decision.subject is DecisionSubject.PLAYER:
        own, *others = await player_of(kafka, decision)
        heading = f"{_place(own)} is {own.player_id}"
        found = [f"  with {_place(other)}" for other in others]
    else:
        listing, *listings = await game_of(kafka, decision)
        heading = f"{name_of(listing)} is {listing.event_id} ({listing.method})"
        found = [f"  with {name_of(other)} ({other.method})" for other in listings]
    return [heading, *(found or ["  and no other provider lists it"])]


def _place(profile: PlayerProfile) -> str:
    """A player on a roster as the commands take one, with name and team."""
    native_id = profile.provider_ids.get(profile.provider, "?")
    return f"{profile.provider}/{profile.league}/{native_id} ({profile.written or profile.name}, {profile.team_id})"
