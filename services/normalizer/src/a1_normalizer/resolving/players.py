"""From a player as a provider names one to the canonical player, within the two teams of the game."""

from collections.abc import Iterable
from decimal import Decimal

from a1_normalizer.identity.players import identify, namesakes_in
from a1_normalizer.identity.teams import side_of_game
from a1_normalizer.resolving.body import Body
from a1_normalizer.sightings import Player
from a1_schemas.listing import Listing
from a1_schemas.player_prop import PropPlayer

_BY_NAME_AND_TEAM = Decimal(1)
_BY_NAME = Decimal("0.9")

Piece = tuple[str, str]
Namesakes = dict[Piece, frozenset[str]]


def namesakes_by_piece(players: Iterable[tuple[Piece, Player]]) -> Namesakes:
    """For each piece of a body the names under which it lists two people."""
    names: dict[Piece, dict[str, None]] = {}
    for piece, player in players:
        names.setdefault(piece, {})[player.name] = None
    return {piece: namesakes_in(frozenset(found)) for piece, found in names.items()}


def player_of(body: Body, listing: Listing, player: Player, namesakes: frozenset[str]) -> PropPlayer:
    """The canonical player; surer where the provider puts the player on one of the game's teams."""
    teams = (listing.home.team_id, listing.away.team_id)
    team_id = None if player.team is None else side_of_game(player.team, body.headers.provider, body.league, teams)
    return canonical_player(player, identify(player.name, body.league, namesakes), team_id)


def canonical_player(player: Player, player_id: str, team_id: str | None) -> PropPlayer:
    """The player under a canonical id, with what the provider says besides."""
    return PropPlayer(
        player_id=player_id,
        name=written(player.name),
        team=team_id,
        confidence=_BY_NAME if team_id is None else _BY_NAME_AND_TEAM,
        native_id=player.native_id,
        position=player.position,
        jersey=player.jersey,
    )


def written(name: str) -> str:
    """The name without stray white space."""
    return " ".join(name.split())
