"""Converts the teams of lists, tables and rosters to `TeamProfile`."""

from a1_identity.registered_teams import Team
from a1_identity.team_registry import registry_of
from a1_identity.teams import recognise
from a1_mappers.extracted import Side, TeamEntry
from a1_resolving.body import Body
from a1_resolving.steps import AT_ONCE, Steps
from a1_schemas.team_profile import TeamProfile
from a1_schemas.vocabulary import Kind, RejectReason


def write_teams(body: Body) -> Steps[dict[str, None]]:
    """Write this body's teams. Returns the keys of all of them. Only registered teams are written."""
    named: dict[str, None] = {}
    for number, entry in enumerate(body.contents.teams):
        if number % AT_ONCE == 0:
            yield
        team = team_of(body, entry.league, entry.team)
        if team is None:
            continue
        key = f"{body.league}|{body.headers.provider}|{body.headers.feed}|{team.team_id}"
        if key not in named:
            named[key] = None
            body.changes.write(Kind.TEAMS, key, _profile(body, entry, team))
    return named


def team_of(body: Body, league: str, side: Side) -> Team | None:
    """Return the registered team of this body's league, or None after counting a reject."""
    if league != body.league.value:
        body.reject(RejectReason.UNSUPPORTED_LEAGUE, side.name or side.native_id or "")
        return None
    team_id = recognise(side, body.headers.provider, body.league).team_id
    team = None if team_id is None else registry_of(body.league).teams.get(team_id)
    if team is None:
        body.reject(RejectReason.UNKNOWN_TEAM, side.native_id or "", side.name or "")
    return team


def _profile(body: Body, entry: TeamEntry, team: Team) -> TeamProfile:
    facts = entry.facts
    return TeamProfile(
        version=0,
        changed_at=body.headers.fetched_at,
        team_id=team.team_id,
        league=body.league,
        provider=body.headers.provider,
        feed=body.headers.feed,
        target=body.headers.target,
        native_id=entry.team.native_id,
        name=team.name,
        nickname=facts.nickname,
        abbreviation=entry.team.abbreviation,
        city=facts.city,
        colors=facts.colors,
        logo=facts.logo,
        conference=facts.conference,
        division=facts.division,
        record=facts.record,
        rank=facts.rank,
        standing=facts.standing,
    )
