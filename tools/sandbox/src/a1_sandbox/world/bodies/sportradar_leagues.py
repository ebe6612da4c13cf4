"""Sportradar's league products: schedules, summaries, hierarchies, injuries."""

from collections.abc import Sequence
from datetime import date

from a1_sandbox.world import chance
from a1_sandbox.world.bodies.sportradar_parts import (
    Json,
    clock,
    full_name,
    game_head,
    league_document,
    listed_team,
    player_head,
    playing_team,
    scoring,
    season,
    venue,
)
from a1_sandbox.world.bodies.sportradar_players import (
    baseball_players,
    basketball_players,
    football_statistics,
    hockey_players,
)
from a1_sandbox.world.game import Game
from a1_sandbox.world.items import injured_of
from a1_sandbox.world.moment import Moment
from a1_sandbox.world.rules import sport_of
from a1_sandbox.world.situation import Situation
from a1_sandbox.world.team import Team, teams_of
from a1_schemas.leagues import League
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import InjuryStatus, Sport

_INJURY_WORDS = {
    InjuryStatus.OUT: "Out",
    InjuryStatus.DAY_TO_DAY: "Day To Day",
    InjuryStatus.QUESTIONABLE: "Questionable",
    InjuryStatus.DOUBTFUL: "Doubtful",
}


def day_schedule(league: League, games: Sequence[Game], day: date, moment: Moment) -> Json:
    """The games of one day of the league's calendar."""
    document: Json = {"date": day.isoformat(), "league": league_document(league)}
    if league in {League.NHL, League.MLB}:
        document["season"] = season(league, moment.began_at)
    return document | {"games": [_listed(game, moment) for game in games]}


def week_schedule(league: League, games: Sequence[Game], moment: Moment) -> Json:
    """Football's current week."""
    week = {
        "id": chance.uuid("sportradar week", league),
        "sequence": 12,
        "title": "12",
        "games": [_listed(game, moment) for game in games],
    }
    return season(league, moment.began_at) | {"week": week}


def _listed(game: Game, moment: Moment) -> Json:
    state = moment.situation(game)
    document = game_head(game, state) | {
        "venue": venue(game),
        "home": listed_team(game.league, game.home),
        "away": listed_team(game.league, game.away),
    }
    match sport_of(game.league):
        case Sport.AMERICAN_FOOTBALL:
            document |= {"broadcast": {"network": "ESPN"}, "entry_mode": "LDE", "utc_offset": -5}
            document["home"]["game_number"] = document["away"]["game_number"] = 12
            if state.has_begun:
                document["scoring"] = _football_scoring(game, state)
        case Sport.BASEBALL:
            document["broadcast"] = {"network": "ESPN"}
        case _:
            document["broadcasts"] = [{"network": "ESPN", "type": "TV", "locale": "National", "channel": "206"}]
            document["time_zones"] = {"venue": "US/Eastern", "home": "US/Eastern", "away": "US/Eastern"}
            if state.has_begun:
                document |= {"home_points": state.tally.score[0], "away_points": state.tally.score[1]}
    return document


def _football_scoring(game: Game, state: Situation) -> Json:
    home, away = scoring(game, state, 0), scoring(game, state, 1)
    return {
        "home_points": state.tally.score[0],
        "away_points": state.tally.score[1],
        "periods": [
            {
                "period_type": "quarter",
                "id": ours["id"],
                "number": ours["number"],
                "sequence": ours["sequence"],
                "home_points": ours["points"],
                "away_points": theirs["points"],
            }
            for ours, theirs in zip(home, away, strict=True)
        ],
    }


def summary(game: Game, moment: Moment) -> Json:
    """One game with its players."""
    state = moment.situation(game)
    match sport_of(game.league):
        case Sport.AMERICAN_FOOTBALL:
            return _football_summary(game, state, moment)
        case Sport.BASEBALL:
            return {"game": _baseball_summary(game, state)}
        case Sport.ICE_HOCKEY:
            players = hockey_players
        case _:
            players = basketball_players
    document = game_head(game, state) | {"attendance": 18_000, "venue": venue(game), **clock(state)}
    for side, (where, team) in enumerate((("home", game.home), ("away", game.away))):
        each: Json = playing_team(game.league, team) | {"players": players(game, state, side)}
        if state.has_begun:
            each |= {"points": state.tally.score[side], "scoring": scoring(game, state, side)}
        document[where] = each
    return document


def _football_summary(game: Game, state: Situation, moment: Moment) -> Json:
    document = game_head(game, state) | {"attendance": 60_000, "entry_mode": "LDE", **clock(state)}
    sides: Json = {}
    statistics: Json = {}
    for side, (where, team) in enumerate((("home", game.home), ("away", game.away))):
        head = playing_team(game.league, team)
        sides[where] = head | ({"points": state.tally.score[side]} if state.has_begun else {})
        statistics[where] = head | football_statistics(game, state, side)
    week = {"id": chance.uuid("sportradar week", game.league), "sequence": 12, "title": "12"}
    document["summary"] = {"season": season(game.league, moment.began_at), "week": week, "venue": venue(game), **sides}
    if state.has_begun:
        document["scoring"] = _football_scoring(game, state)["periods"]
        document["statistics"] = statistics
    return document


def _baseball_summary(game: Game, state: Situation) -> Json:
    document = game_head(game, state) | {"attendance": 30_000, "duration": "2:40", "venue": venue(game)}
    if state.has_begun:
        half = "T" if state.in_first_half_of_period else "B"
        document["outcome"] = {"type": "pitch", "current_inning": state.period, "current_inning_half": half}
    for side, (where, team) in enumerate((("home", game.home), ("away", game.away))):
        each = playing_team(game.league, team) | {"win": 8, "loss": 6}
        if state.has_begun:
            lines = [line for (of, _), line in state.tally.box.items() if of == side]
            hits = sum(line.get(StatType.HITS, 0) for line in lines)
            each |= {"runs": state.tally.score[side], "hits": hits, "errors": 0}
            each["scoring"] = scoring(game, state, side)
        document[where] = each | {"players": baseball_players(game, state, side)}
    return document


def hierarchy(league: League) -> Json:
    """Conferences (baseball: leagues; college: divisions) and what is below them down to the teams."""
    teams = [_placed(league, team) for team in teams_of(league)]
    half = len(teams) // 2
    groups = [("EAST", "East", teams[:half]), ("WEST", "West", teams[half:])]
    outer, inner = ("leagues", "divisions") if league is League.MLB else ("conferences", "divisions")
    if league in {League.NCAAM, League.NCAAF}:
        outer, inner = "divisions", "conferences"
    document: Json = {"league": league_document(league)}
    if league is League.WNBA:
        document["conferences"] = [_group(league, alias, name, teams=members) for alias, name, members in groups]
        return document
    document[outer] = [
        _group(league, alias, name, **{inner: [_group(league, f"{alias} 1", name, teams=members)]})
        for alias, name, members in groups
    ]
    return document


def _group(league: League, alias: str, name: str, **below: list[Json]) -> Json:
    return {"id": chance.uuid("sportradar group", league, alias), "name": name, "alias": alias, **below}


def _placed(league: League, team: Team) -> Json:
    document = playing_team(league, team)
    return document | {"founded": 1970, "reference": team.sr_id or team.espn_id}


def injuries(league: League, games: Sequence[Game], moment: Moment) -> Json:
    """All teams with an injured player."""
    teams: dict[str, Json] = {}
    for game in games:
        for injured in injured_of(game, moment):
            team = playing_team(league, injured.team)
            entry = {
                "id": chance.uuid(game.seed, "sportradar injury", injured.player.sportradar_id),
                "comment": injured.comment,
                "desc": injured.part,
                "status": _INJURY_WORDS[injured.status],
                "start_date": injured.since.date().isoformat(),
                "update_date": injured.updated_at.date().isoformat(),
            }
            listed = player_head(injured.player) | {"injuries": [entry]}
            teams.setdefault(full_name(injured.team), team | {"players": [listed]})
    return {"league": league_document(league), "teams": [teams[name] for name in sorted(teams)]}
