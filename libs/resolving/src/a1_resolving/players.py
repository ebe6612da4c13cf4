"""Identifies a provider's players as canonical players, within the two teams of each game."""

from collections.abc import Iterable
from decimal import Decimal

from a1_identity.players import Distinction, Mention, distinctions, identify
from a1_identity.teams import side_of_game
from a1_mappers.extracted import Player, Side
from a1_resolving.body import Body
from a1_schemas.player_prop import PropPlayer

_BY_NAME_AND_TEAM = Decimal(1)
_BY_NAME_AND_OTHERS = Decimal("0.95")
_BY_NAME = Decimal("0.9")
"""The confidence of a player whose team is unknown."""

PlayerScope = tuple[str, str]
"""A contest id, and the bookmaker whose offer mentions the player (empty if none)."""


class Players:
    """The canonical players of one body. Distinguishes players of the same name within one scope."""

    def __init__(self, body: Body, named: Iterable[tuple[PlayerScope, Player]]) -> None:
        self._body = body
        self._teams: dict[tuple[str, Side | None], str | None] = {}
        mentions: dict[PlayerScope, dict[Mention, None]] = {}
        for scope, player in named:
            mentions.setdefault(scope, {})[self._mention(scope, player)] = None
        self._distinctions: dict[PlayerScope, dict[Mention, Distinction]] = {
            scope: distinctions(found) for scope, found in mentions.items()
        }

    def canonical(self, scope: PlayerScope, player: Player) -> PropPlayer:
        """Return the canonical player.

        The confidence is 1 where the provider assigns the player to one of the game's teams, 0.9 otherwise.
        """
        mention = self._mention(scope, player)
        if player.is_team and mention.team_id is not None:
            return canonical_player(player, mention.team_id, mention.team_id)
        player_id = identify(player.name, self._body.league, self._distinctions[scope][mention])
        return canonical_player(player, player_id, mention.team_id)

    def _mention(self, scope: PlayerScope, player: Player) -> Mention:
        native_id = player.native_id if self._body.headers.provider.traits.has_stable_player_ids else None
        return Mention(player.name, self._team_id(scope[0], player.team), native_id)

    def _team_id(self, contest_id: str, team: Side | None) -> str | None:
        """Return the id of the game's team that the provider assigns a player to, or None."""
        if (contest_id, team) not in self._teams:
            listing = self._body.listing_of(contest_id)
            sides = (None, None) if listing is None else (listing.home.team_id, listing.away.team_id)
            found = None if team is None else side_of_game(team, self._body.headers.provider, self._body.league, sides)
            self._teams[contest_id, team] = found
        return self._teams[contest_id, team]


def canonical_player(player: Player, player_id: str, team_id: str | None) -> PropPlayer:
    """Return the player under a canonical id, with the provider's own id, position and jersey number."""
    return PropPlayer(
        player_id=player_id,
        name=written(player.name),
        team=team_id,
        confidence=_BY_NAME if team_id is None else _BY_NAME_AND_TEAM,
        native_id=player.native_id,
        position=player.position,
        jersey=player.jersey,
    )


def with_team(player: PropPlayer, team_id: str | None) -> PropPlayer:
    """Return the player on a team inferred from other sources, or without a team where none is known."""
    return player.model_copy(
        update={"team": team_id, "confidence": _BY_NAME if team_id is None else _BY_NAME_AND_OTHERS}
    )


def written(name: str) -> str:
    """Return the name with runs of white space collapsed."""
    return " ".join(name.split())
