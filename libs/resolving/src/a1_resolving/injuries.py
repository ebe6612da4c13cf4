"""Converts injury reports to `Injury`."""

from a1_identity.players import Mention, distinctions, identify
from a1_identity.teams import recognise
from a1_mappers.extracted import InjuryReport
from a1_resolving.body import Body
from a1_resolving.players import canonical_player, id_by_rosters
from a1_resolving.steps import AT_ONCE, Steps
from a1_schemas.injury import Injury
from a1_schemas.vocabulary import InjuryStatus, Kind, RejectReason


def write_injuries(body: Body) -> Steps[dict[str, None]]:
    """Write this body's injuries.

    Returns the keys of all injuries in the body, including those with an unknown status: they are rejected, but have
    not ended.
    """
    mentions: dict[str, dict[Mention, None]] = {}
    for report in body.contents.injuries:
        mentions.setdefault(_team(body, report), {})[_mention(report)] = None
    distinct = {team: distinctions(found) for team, found in mentions.items()}
    named: dict[str, None] = {}
    for number, report in enumerate(body.contents.injuries):
        if number % AT_ONCE == 0:
            yield
        if report.league != body.league.value:
            body.reject(RejectReason.UNSUPPORTED_LEAGUE, report.player.name)
            continue
        if not report.player.name:
            body.reject(RejectReason.MISSING_FIELD, report.player.native_id or "", "a player without a name")
            continue
        team = _team(body, report)
        own_id = identify(report.player.name, body.league, distinct[team][_mention(report)])
        player_id = id_by_rosters(body, report.player, own_id, _team_ids(body, report))
        key = f"{body.league}|{body.headers.provider}|{body.headers.feed}|{team}|{player_id}"
        if report.status is None:
            body.reject(RejectReason.UNKNOWN_INJURY_STATUS, report.player.name, report.native_status)
            named[key] = None
        elif key not in named:
            named[key] = None
            body.changes.write(Kind.INJURIES, key, _injury(body, report, report.status, player_id))
    return named


def _mention(report: InjuryReport) -> Mention:
    return Mention(report.player.name, native_id=report.player.native_id)


def _team(body: Body, report: InjuryReport) -> str:
    """Return the team's canonical id, or the provider's own where the team is not registered."""
    recognised = recognise(report.team, body.headers.provider, body.league).team_id
    return recognised or report.team.native_id or report.team.name or "unknown-team"


def _team_ids(body: Body, report: InjuryReport) -> tuple[str, ...]:
    team_id = recognise(report.team, body.headers.provider, body.league).team_id
    return () if team_id is None else (team_id,)


def _injury(body: Body, report: InjuryReport, status: InjuryStatus, player_id: str) -> Injury:
    team_id = next(iter(_team_ids(body, report)), None)
    return Injury(
        version=0,
        changed_at=body.headers.fetched_at,
        observed_at=report.observed_at,
        league=body.league,
        provider=body.headers.provider,
        feed=body.headers.feed,
        target=body.headers.target,
        player=canonical_player(body, report.player, player_id, team_id),
        status=status,
        native_status=report.native_status,
        body_part=report.body_part,
        comment=report.comment,
        expected_return_on=report.expected_return_on,
    )
