"""The player of a row that joins several records: the facts that any of them reports."""

from collections.abc import Sequence

import msgspec

from a1_schemas import fast


class ReportedPlayer(msgspec.Struct, frozen=True, kw_only=True):
    """A player, with the facts that any provider of the row reports. The ids of providers stand with their reports."""

    player_id: str
    """Our id of the player."""
    name: str
    """The player's name."""
    team: str | None
    """The player's `team_id`."""
    position: str | None
    """As the provider writes it: `SF`, `QB`, `goalkeeper`."""
    jersey: str | None
    """The number on the shirt."""


def player_of(mentions: Sequence[fast.PropPlayer]) -> ReportedPlayer:
    """Return the player of these mentions, each fact from the first that has it. Raises ValueError without any."""
    if not mentions:
        raise ValueError("no mention of the player")
    return ReportedPlayer(
        player_id=mentions[0].player_id,
        name=mentions[0].name,
        team=next((player.team for player in mentions if player.team), None),
        position=next((player.position for player in mentions if player.position), None),
        jersey=next((player.jersey for player in mentions if player.jersey), None),
    )
