"""Converts rosters to `PlayerProfile`."""

from a1_identity.players import Mention, distinctions, identify
from a1_mappers.extracted import RosterPlace
from a1_resolving.body import Body
from a1_resolving.players import without_runs
from a1_resolving.steps import AT_ONCE, Steps
from a1_resolving.write_teams import team_of
from a1_schemas.player_profile import PlayerProfile
from a1_schemas.vocabulary import Kind, RejectReason


def write_players(body: Body) -> Steps[dict[str, None]]:
    """Write the players of this body's rosters. Returns the keys of all of them.

    Namesakes on one roster are distinct players. Players of teams that are not registered are refused.
    """
    places: dict[str, list[RosterPlace]] = {}
    for number, place in enumerate(body.contents.rosters):
        if number % AT_ONCE == 0:
            yield
        team = team_of(body, place.league, place.team)
        if team is not None and place.player.name:
            places.setdefault(team.team_id, []).append(place)
        elif team is not None:
            body.reject(RejectReason.MISSING_FIELD, place.player.native_id or "", "a player without a name")
    named: dict[str, None] = {}
    for team_id, roster in places.items():
        distinct = distinctions(dict.fromkeys(map(_mention, roster)))
        for number, place in enumerate(roster):
            if number % AT_ONCE == 0:
                yield
            player_id = identify(place.player.name, body.league, distinct[_mention(place)])
            key = f"{body.league}|{body.headers.provider}|{body.headers.feed}|{team_id}|{player_id}"
            if key not in named:
                named[key] = None
                body.changes.write(Kind.PLAYERS, key, _profile(body, place, player_id, team_id))
    return named


def _mention(place: RosterPlace) -> Mention:
    return Mention(place.player.name, native_id=place.player.native_id)


def _profile(body: Body, place: RosterPlace, player_id: str, team_id: str) -> PlayerProfile:
    native_id = place.player.native_id
    return PlayerProfile(
        version=0,
        changed_at=body.headers.fetched_at,
        player_id=player_id,
        league=body.league,
        provider=body.headers.provider,
        feed=body.headers.feed,
        target=body.headers.target,
        name=without_runs(place.player.name),
        team_id=team_id,
        position=place.player.position,
        jersey=place.player.jersey,
        headshot=place.headshot,
        status=place.status,
        native_status=place.native_status,
        provider_ids={} if native_id is None else {str(body.headers.provider): native_id},
    )
