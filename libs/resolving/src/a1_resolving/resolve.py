"""The order in which a body is resolved: listings, games, records that refer to them, removals."""

from a1_mappers.extracted import Reject
from a1_resolving.articles import write_articles
from a1_resolving.body import Body
from a1_resolving.changes import Changes
from a1_resolving.contests import list_contests
from a1_resolving.follow_rosters import follow_rosters
from a1_resolving.games import resolve_games
from a1_resolving.injuries import write_injuries
from a1_resolving.offers import write_offers
from a1_resolving.one_spelling import spell_players
from a1_resolving.pins import pin
from a1_resolving.player_pins import pin_player
from a1_resolving.player_stats import write_player_stats
from a1_resolving.props import write_props
from a1_resolving.removals import withdraw
from a1_resolving.steps import Steps, finish
from a1_resolving.teams_of_players import infer_teams
from a1_resolving.write_players import write_players
from a1_resolving.write_teams import write_teams
from a1_schemas.identity_decision import DecisionSubject, IdentityDecision
from a1_schemas.vocabulary import Kind


def resolve_decision(changes: Changes, decision: IdentityDecision) -> Reject | None:
    """Write all changes of one decision. Returns a reject if the decision cannot be carried out, else None."""
    if decision.subject is DecisionSubject.PLAYER:
        reject = pin_player(changes, decision)
        finish(settle_players(changes))
        return reject
    key, reject = pin(changes, decision)
    decisive: dict[str, None] = {} if reject is not None else {key: None}
    finish(resolve_games(changes, {}, decisive))
    finish(settle_players(changes))
    return reject


def resolve(body: Body) -> Steps[None]:
    """Write all changes of one body into `body.changes`."""
    changed, decisive = yield from list_contests(body)
    yield from resolve_games(body.changes, changed, decisive)
    offers = yield from write_offers(body)
    yield from withdraw(body, Kind.ODDS, offers)
    props = yield from write_props(body)
    stats = yield from write_player_stats(body)
    yield from withdraw(body, Kind.PROPS, props)
    yield from withdraw(body, Kind.PLAYER_STATS, stats)
    injuries = yield from write_injuries(body)
    yield from withdraw(body, Kind.INJURIES, injuries)
    teams = yield from write_teams(body)
    yield from withdraw(body, Kind.TEAMS, teams)
    players = yield from write_players(body)
    yield from withdraw(body, Kind.PLAYERS, players)
    write_articles(body)


def settle_players(changes: Changes) -> Steps[None]:
    """Give all records that an input changes, or that follow from what it changes, the ids, teams and names of players.

    Is called last, after records have begun and ended.
    """
    yield from follow_rosters(changes)
    yield from infer_teams(changes)
    yield from spell_players(changes)
