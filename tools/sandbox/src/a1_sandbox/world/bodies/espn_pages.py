"""ESPN's other pages: one game's summary, a league's news, injuries and teams."""

from collections.abc import Sequence

from a1_sandbox.world.bodies import espn_course, espn_media
from a1_sandbox.world.bodies.espn_box import box_players, soccer_rosters
from a1_sandbox.world.bodies.espn_parts import (
    Json,
    athlete,
    broadcast,
    league_document,
    minute,
    position,
    second,
    slug_of,
    status,
    team,
    uid,
    venue,
)
from a1_sandbox.world.bodies.espn_scoreboard import competitor, event_id, game_link, season_of
from a1_sandbox.world.game import Game
from a1_sandbox.world.items import Injured, injured_of, stories_of
from a1_sandbox.world.moment import Moment
from a1_sandbox.world.rules import sport_of
from a1_sandbox.world.team import Team, teams_of
from a1_schemas.leagues import League
from a1_schemas.vocabulary import InjuryStatus, Sport

_STATUS_NAMES = {
    InjuryStatus.OUT: ("4", "INJURY_STATUS_OUT", "Out", "O"),
    InjuryStatus.DAY_TO_DAY: ("8", "INJURY_STATUS_DAYTODAY", "Day-To-Day", "DD"),
    InjuryStatus.QUESTIONABLE: ("2", "INJURY_STATUS_QUESTIONABLE", "Questionable", "Q"),
    InjuryStatus.DOUBTFUL: ("3", "INJURY_STATUS_DOUBTFUL", "Doubtful", "D"),
}


def summary(game: Game, moment: Moment) -> Json:
    """One game: header with status and score, box score, injuries, news. It prices nothing (`pickcenter` is empty)."""
    state = moment.situation(game)
    stories = stories_of(game, moment)
    recaps = [story for story in stories if story.kind == "Recap"]
    document: Json = {
        "boxscore": {
            "teams": [
                {
                    "team": team(game.league, each),
                    "statistics": espn_course.team_statistics(state, side),
                    "displayOrder": 2 - side,
                    "homeAway": ("home", "away")[side],
                }
                for side, each in ((1, game.away), (0, game.home))
            ],
            "players": box_players(game, state),
        },
        "format": espn_course.game_format(game),
        "gameInfo": {"venue": venue(game), "attendance": 0, "officials": espn_course.officials()},
        "leaders": espn_course.side_leaders(game, state) if state.has_begun else [],
        "seasonseries": espn_course.series(game),
        "injuries": [_team_injuries(game, each, moment) for each in (game.home, game.away)],
        "broadcasts": [broadcast()],
        "pickcenter": [],
        "againstTheSpread": [{"team": team(game.league, each), "records": []} for each in (game.home, game.away)],
        "odds": [],
        "header": _header(game, moment),
        "news": espn_media.articles(game.league, stories),
        "videos": [espn_media.video(story) for story in recaps],
        "plays": espn_course.plays(game, state),
        "wallclockAvailable": True,
        "meta": {
            "gp_topic": f"gp-{slug_of(game.league)}-{event_id(game)}",
            "picker_topic": f"picker-{slug_of(game.league)}",
            "firstPlayWallClock": second(game.kick_off),
            "lastPlayWallClock": second(state.changed_at),
            "lastUpdatedAt": second(state.changed_at),
            "gameState": status(state)["type"]["state"],
        },
        "standings": {"header": "Standings", "groups": [], "fullViewLink": {"text": "Full Standings", "href": ""}},
    }
    if state.has_begun and sport_of(game.league) is not Sport.SOCCER:
        document["winprobability"] = espn_course.win_probability(game, state)
    if sport_of(game.league) is Sport.AMERICAN_FOOTBALL:
        document["scoringPlays"] = espn_course.scoring_plays(game, state)
        document["header"]["week"] = 12
    if sport_of(game.league) is Sport.SOCCER:
        del document["boxscore"]["players"]
        document["rosters"] = soccer_rosters(game, state)
    if recaps:
        document["article"] = espn_media.recap(recaps[-1])
    return document


def _header(game: Game, moment: Moment) -> Json:
    state = moment.situation(game)
    season = season_of(game.league, game.starts_at.date())
    sides: list[Json] = []
    for side, each in enumerate((game.home, game.away)):
        document = competitor(game, state, side) | {"team": team(game.league, each), "possession": False}
        document["record"] = [{"type": "total", "summary": "8-6", "displayValue": "8-6"}]
        if not state.has_begun:
            del document["score"]
        sides.append(document)
    competition = {
        "id": event_id(game),
        "uid": uid(game.league, f"~e:{event_id(game)}~c:{event_id(game)}"),
        "date": minute(game.starts_at),
        "neutralSite": False,
        "conferenceCompetition": False,
        "boxscoreAvailable": state.has_begun,
        "commentaryAvailable": False,
        "liveAvailable": False,
        "shotChartAvailable": False,
        "timeoutsAvailable": False,
        "possessionArrowAvailable": False,
        "onWatchESPN": False,
        "recent": state.has_begun,
        "wallclockAvailable": True,
        "boxscoreSource": "full",
        "playByPlaySource": "full",
        "competitors": sides,
        "status": status(state),
        "broadcasts": [broadcast()],
        "series": espn_course.series(game),
        "boxscoreMinutes": True,
    }
    return {
        "id": event_id(game),
        "uid": uid(game.league, f"~e:{event_id(game)}"),
        "season": {"year": season["year"], "type": 2},
        "timeValid": True,
        "competitions": [competition],
        "links": [game_link(game, "summary")],
        "league": league_document(game.league),
    }


def news(league: League, games: Sequence[Game], moment: Moment) -> Json:
    """The league's articles, newest first."""
    return espn_media.articles(league, [story for game in games for story in stories_of(game, moment)])


def injuries(league: League, games: Sequence[Game], moment: Moment) -> Json:
    """All teams with an injured player. Athletes carry no id; it is in their link."""
    hurt: dict[str, list[Injured]] = {}
    for game in games:
        for injured in injured_of(game, moment):
            hurt.setdefault(injured.team.name, [injured])
    newest = max((injured.updated_at for listed in hurt.values() for injured in listed), default=moment.began_at)
    season = season_of(league, moment.began_at.date())
    return {
        "timestamp": second(moment.stamp(max(newest, moment.began_at))),
        "status": "success",
        "season": {"year": season["year"], "type": 2, "name": "Regular Season", "displayName": str(season["year"])},
        "injuries": [
            {
                "id": listed[0].team.espn_id,
                "displayName": name,
                "injuries": [_injury(league, injured) for injured in listed],
            }
            for name, listed in sorted(hurt.items())
        ],
    }


def _team_injuries(game: Game, each: Team, moment: Moment) -> Json:
    listed = [injured for injured in injured_of(game, moment) if injured.team == each]
    entries: list[Json] = []
    for injured in listed:
        entry = _injury(game.league, injured)
        del entry["id"], entry["shortComment"], entry["longComment"]
        entries.append(entry | {"athlete": athlete(game.league, injured.player)})
    return {"team": team(game.league, each), "injuries": entries}


def _injury(league: League, injured: Injured) -> Json:
    number, name, shown, abbreviation = _STATUS_NAMES[injured.status]
    card = athlete(league, injured.player)
    return {
        "id": f"{int(injured.player.espn_id) % 99_991}",
        "shortComment": injured.comment,
        "longComment": injured.comment,
        "status": shown,
        "date": minute(injured.updated_at),
        "athlete": {
            "firstName": injured.player.first_name,
            "lastName": injured.player.last_name,
            "displayName": injured.player.name,
            "shortName": injured.player.short_name,
            "links": card["links"],
            "headshot": card["headshot"],
            "position": position(injured.player) | {"leaf": False},
        },
        "type": {"id": number, "name": name, "description": shown.lower(), "abbreviation": abbreviation},
        "details": {
            "fantasyStatus": {"description": abbreviation, "abbreviation": abbreviation},
            "type": injured.part,
            "detail": "Soreness",
            "location": "Leg",
            "side": "Left",
            "returnDate": injured.returns_on.date().isoformat(),
        },
    }


def teams(league: League) -> Json:
    """All teams of a league."""
    return {
        "sports": [
            {
                "id": uid(league)[2:].partition("~")[0],
                "uid": uid(league).partition("~")[0],
                "name": sport_of(league).replace("-", " ").title(),
                "slug": sport_of(league).value,
                "leagues": [
                    league_document(league)
                    | {
                        "shortName": league.upper(),
                        "year": 2026,
                        "teams": [_listed(league, each) for each in teams_of(league)],
                    }
                ],
            }
        ]
    }


def _listed(league: League, each: Team) -> Json:
    document = team(league, each) | {"nickname": each.location, "isAllStar": False}
    document["logos"] = [{"href": document.pop("logo"), "width": 500, "height": 500, "alt": "", "rel": ["full"]}]
    del document["venue"]
    return {"team": document}
