"""ESPN's scoreboard of one day."""

from collections.abc import Sequence
from datetime import date

from a1_sandbox.world.bodies import espn_course, espn_media, espn_odds
from a1_sandbox.world.bodies.espn_parts import (
    EASTERN,
    Json,
    broadcast,
    league_document,
    link,
    minute,
    slug_of,
    status,
    team,
    uid,
    venue,
)
from a1_sandbox.world.game import Game
from a1_sandbox.world.items import stories_of
from a1_sandbox.world.moment import Moment
from a1_sandbox.world.odds import espn_offer
from a1_sandbox.world.rules import sport_of
from a1_sandbox.world.situation import Situation
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus, Sport


def scoreboard(league: League, games: Sequence[Game], day: date, moment: Moment) -> Json:
    """The games whose Eastern day this is."""
    season = season_of(league, day)
    board: Json = {
        "leagues": [
            league_document(league)
            | {
                "season": season,
                "calendarType": "day",
                "calendarIsWhitelist": True,
                "calendarStartDate": season["startDate"],
                "calendarEndDate": season["endDate"],
                "calendar": [f"{day.isoformat()}T08:00Z"],
            }
        ],
        "season": {"type": season["type"]["type"], "year": season["year"]},
        "day": {"date": day.isoformat()},
        "events": [event(game, moment) for game in games if game.starts_at.astimezone(EASTERN).date() == day],
        "provider": espn_odds.PROVIDER,
        "eventsDate": {"date": f"{day.isoformat()}T05:00Z", "seasonType": 2},
    }
    if sport_of(league) is Sport.AMERICAN_FOOTBALL:
        board["week"] = {"number": 12}
    if league in {League.NCAAM, League.NCAAF}:
        board["groups"] = ["50" if league is League.NCAAM else "80"]
    return board


def season_of(league: League, day: date) -> Json:
    year = day.year + (1 if sport_of(league) in {Sport.BASKETBALL, Sport.ICE_HOCKEY} and day.month > 9 else 0)
    return {
        "year": year,
        "startDate": f"{year - 1}-10-01T07:00Z",
        "endDate": f"{year}-12-31T07:59Z",
        "displayName": str(year),
        "type": {"id": "2", "type": 2, "name": "Regular Season", "abbreviation": "reg"},
    }


def event(game: Game, moment: Moment) -> Json:
    """One game of the board."""
    state = moment.situation(game)
    season = season_of(game.league, game.starts_at.date())
    document: Json = {
        "id": event_id(game),
        "uid": uid(game.league, f"~e:{event_id(game)}"),
        "date": minute(game.starts_at),
        "name": f"{game.away.name} at {game.home.name}",
        "shortName": f"{game.away.abbreviation} @ {game.home.abbreviation}",
        "season": {"year": season["year"], "type": 2, "slug": "regular-season"},
        "competitions": [_competition(game, state, moment)],
        "links": [game_link(game, "live")],
        "status": status(state),
    }
    if sport_of(game.league) is Sport.AMERICAN_FOOTBALL:
        document["week"] = {"number": 12}
        document["status"]["isTBDFlex"] = document["competitions"][0]["status"]["isTBDFlex"] = False
    if sport_of(game.league) in {Sport.AMERICAN_FOOTBALL, Sport.BASEBALL}:
        document["weather"] = {
            "displayValue": "Cloudy",
            "temperature": 48,
            "highTemperature": 48,
            "conditionId": "7",
        } | {"link": link("Weather", "http://www.accuweather.com/", "weather")}
    if sport_of(game.league) is Sport.SOCCER:
        document["venue"] = {"displayName": venue(game)["fullName"]}
    return document


def game_link(game: Game, rel: str) -> Json:
    return link("Gamecast", f"https://www.espn.com/{slug_of(game.league)}/game/_/gameId/{event_id(game)}", rel)


def event_id(game: Game) -> str:
    return game.id_at(Provider.ESPN)


def _competition(game: Game, state: Situation, moment: Moment) -> Json:
    offer = espn_offer(game, moment)
    recaps = [story for story in stories_of(game, moment) if story.kind == "Recap"]
    document: Json = {
        "id": event_id(game),
        "uid": uid(game.league, f"~e:{event_id(game)}~c:{event_id(game)}"),
        "date": minute(game.starts_at),
        "startDate": minute(game.starts_at),
        "attendance": 0,
        "type": {"id": "1", "abbreviation": "STD"},
        "timeValid": True,
        "neutralSite": False,
        "conferenceCompetition": False,
        "playByPlayAvailable": state.has_begun,
        "recent": state.has_begun,
        "wasSuspended": False,
        "venue": venue(game),
        "competitors": [
            competitor(game, state, 0) | {"team": team(game.league, game.home)},
            competitor(game, state, 1) | {"team": team(game.league, game.away)},
        ],
        "notes": _notes(game, state),
        "status": status(state),
        "broadcasts": [{"market": "national", "names": ["ESPN"]}],
        "broadcast": "ESPN",
        "geoBroadcasts": [broadcast()],
        "format": espn_course.game_format(game),
        "leaders": [espn_course.leader(game, state, 0)],
        "highlights": [espn_media.video(story) for story in recaps],
        "headlines": [espn_media.headline(story) for story in recaps],
    }
    if offer is not None:
        document["odds"] = [espn_odds.odds(game, offer)]
    if state.status is EventStatus.LIVE:
        document["situation"] = espn_course.last_play(game, state)
    if state.status is EventStatus.SCHEDULED:
        document["tickets"] = espn_course.tickets(game)
    if game.league is League.NCAAM:
        document["groups"] = {"id": "50", "name": "Division I", "shortName": "D-I", "isConference": False}
    if sport_of(game.league) is Sport.SOCCER:
        document |= {"details": espn_course.goals(game, state), "playByPlayAthletes": True}
    if sport_of(game.league) is Sport.BASEBALL and state.status is EventStatus.LIVE:
        document["outsText"] = "1 Out"
    return document


def competitor(game: Game, state: Situation, side: int) -> Json:
    """One side without its team: order, score and what it did in each period."""
    each = (game.home, game.away)[side]
    document: Json = {
        "id": each.espn_id,
        "uid": uid(game.league, f"~t:{each.espn_id}"),
        "type": "team",
        "order": side,
        "homeAway": ("home", "away")[side],
        "winner": state.status is EventStatus.FINAL and state.tally.score[side] > state.tally.score[1 - side],
        "score": str(state.tally.score[side]),
        "statistics": espn_course.team_statistics(state, side) if state.has_begun else [],
        "leaders": [espn_course.leader(game, state, side)],
        "records": [{"name": "overall", "abbreviation": "Season", "type": "total", "summary": "8-6"}],
    }
    if state.has_begun:
        document["linescores"] = [
            {"value": float(scores[side]), "displayValue": str(scores[side]), "period": period}
            for period, scores in enumerate(state.tally.by_period[: state.period], 1)
        ]
    if sport_of(game.league) is Sport.BASEBALL:
        document["probables"] = [espn_course.probable(game, side)]
    if game.league in {League.NCAAM, League.NCAAF}:
        document["curatedRank"] = {"current": 99}
    if sport_of(game.league) is Sport.SOCCER:
        document["form"] = "WDWDL"
    if sport_of(game.league) is Sport.BASEBALL:
        document |= {"hits": _hits(state, side), "errors": 0}
    return document


def _hits(state: Situation, side: int) -> int:
    return sum(line.get(StatType.HITS, 0) for (of, _), line in state.tally.box.items() if of == side)


def _notes(game: Game, state: Situation) -> list[Json]:
    notes: list[str] = []
    if game.game_number is not None:
        notes.append(f"Doubleheader - Game {game.game_number}")
    if state.status is EventStatus.POSTPONED:
        notes.append("Postponed - Makeup date to be announced")
    return [{"type": "event", "headline": headline} for headline in notes]
