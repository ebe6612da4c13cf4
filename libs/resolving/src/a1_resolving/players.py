"""Identifies a provider's players as canonical players, within the two teams of each game."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Self

from a1_identity.persons import meant
from a1_identity.players import Distinction, Mention, distinctions, identify, name_key
from a1_identity.spelling import Source, Spelling
from a1_identity.teams import side_of_game
from a1_mappers.extracted import Player, Side
from a1_resolving.body import Body
from a1_resolving.roster_ids import mentioned_as, sides_of
from a1_resolving.rosters import Appearance
from a1_resolving.steps import AT_ONCE, Steps
from a1_schemas.player_prop import PropPlayer

_BY_NAME_AND_TEAM = Decimal(1)
_BY_NAME_AND_OTHERS = Decimal("0.95")
_BY_NAME = Decimal("0.9")
"""The confidence of a player whose team is unknown."""

PlayerScope = tuple[str, str]
"""A contest id, and the bookmaker whose offer mentions the player (empty if none)."""


class Players:
    """The canonical players of one body. Distinguishes players of the same name within one scope.

    Teams and names are those that follow from the records that the body finds and from the player's own, so that most
    records are written once. What the body changes about other records is settled after it is written.
    """

    def __init__(self, body: Body) -> None:
        self._body = body
        self._teams: dict[tuple[str, Side | None], str | None] = {}
        self._mentions: dict[tuple[PlayerScope, Player], Mention] = {}
        self._scopes: dict[PlayerScope, dict[Mention, None]] = {}
        self._distinctions: dict[PlayerScope, dict[Mention, Distinction]] = {}
        self._found: dict[tuple[PlayerScope, Player], PropPlayer] = {}

    @classmethod
    def of(cls, body: Body, named: Iterable[tuple[PlayerScope, Player]]) -> Steps[Self]:
        """Return the players of a body that names these."""
        players = cls(body)
        for number, (scope, player) in enumerate(named):
            if number % AT_ONCE == 0:
                yield
            if (scope, player) not in players._mentions:
                mention = players._mentions[scope, player] = players._mention(scope, player)
                players._scopes.setdefault(scope, {})[mention] = None
        return players

    def canonical(self, scope: PlayerScope, player: Player) -> PropPlayer:
        """Return the canonical player.

        The confidence is 1 where the provider assigns the player to one of the game's teams, 0.95 where other sources
        of the game do, 0.9 otherwise.
        """
        found = self._found.get((scope, player))
        if found is None:
            found = self._found[scope, player] = self._canonical(scope, player)
        return found

    def _canonical(self, scope: PlayerScope, player: Player) -> PropPlayer:
        contest_id, bookmaker = scope
        mention = self._mentions[scope, player]
        if player.is_team and mention.team_id is not None:
            return canonical_player(self._body, player, mention.team_id, mention.team_id, bookmaker)
        if scope not in self._distinctions:
            self._distinctions[scope] = distinctions(self._scopes[scope])
        own_id = identify(player.name, self._body.league, self._distinctions[scope][mention])
        teams = (mention.team_id,) if mention.team_id is not None else sides_of(self._body.listing_of(contest_id))
        player_id = id_by_rosters(self._body, player, own_id, teams)
        found = canonical_player(self._body, player, player_id, mention.team_id, bookmaker)
        return found if found.team is not None else self._on_inferred_team(contest_id, found)

    def _on_inferred_team(self, contest_id: str, player: PropPlayer) -> PropPlayer:
        listing = self._body.listing_of(contest_id)
        if listing is None:
            return player
        rosters = self._body.changes.state.players.rosters
        return with_team(player, rosters.team(Appearance(listing.event_id, player.player_id)))

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


def id_by_rosters(body: Body, player: Player, own_id: str, teams: Collection[str]) -> str:
    """Return the id of the person that the league's rosters know a player as, or the id that a name has by itself.

    `teams` are those that the player may be on.
    """
    persons = body.changes.state.players.places.persons(name_key(player.name))
    if not persons:
        return own_id
    mentioned = mentioned_as(player.name, body.headers.provider, player.native_id, teams, own_id)
    return meant(mentioned, persons, body.league)


def canonical_player(
    body: Body, player: Player, player_id: str, team_id: str | None, bookmaker: str = ""
) -> PropPlayer:
    """Return the player under a canonical id, with the provider's own id, position and jersey number."""
    written = without_runs(player.name)
    spelling = Spelling(Source(body.headers.provider, bookmaker), written)
    name = body.changes.state.players.spellings.name_with(player_id, spelling)
    return PropPlayer(
        player_id=player_id,
        name=name,
        team=team_id,
        confidence=_BY_NAME if team_id is None else _BY_NAME_AND_TEAM,
        native_id=player.native_id,
        position=player.position,
        jersey=player.jersey,
        written=None if written == name else written,
    )


def with_team(player: PropPlayer, team_id: str | None) -> PropPlayer:
    """Return the player on a team inferred from other sources, or without a team where none is known."""
    return player.model_copy(
        update={"team": team_id, "confidence": _BY_NAME if team_id is None else _BY_NAME_AND_OTHERS}
    )


def without_runs(name: str) -> str:
    """Return the name with runs of white space collapsed."""
    return " ".join(name.split())
