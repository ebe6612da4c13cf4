"""Pieces that ESPN's bodies have in common: teams, athletes, statuses, links, times."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from a1_sandbox.world import chance
from a1_sandbox.world.game import Game
from a1_sandbox.world.people import Player
from a1_sandbox.world.rules import rules_of, sport_of
from a1_sandbox.world.situation import Phase, Situation
from a1_sandbox.world.team import Team
from a1_schemas.leagues import League
from a1_schemas.vocabulary import EventStatus, Sport

Json = dict[str, Any]

EASTERN = ZoneInfo("America/New_York")
_SPORT_NUMBERS = {
    Sport.BASKETBALL: 40,
    Sport.AMERICAN_FOOTBALL: 20,
    Sport.BASEBALL: 1,
    Sport.ICE_HOCKEY: 70,
    Sport.SOCCER: 600,
}
NAMES = {
    League.NBA: "National Basketball Association",
    League.WNBA: "Women's National Basketball Association",
    League.NCAAM: "NCAA Men's Basketball",
    League.NFL: "National Football League",
    League.NCAAF: "NCAA - Football",
    League.MLB: "Major League Baseball",
    League.NHL: "National Hockey League",
    League.EPL: "English Premier League",
    League.MLS: "MLS",
}
_PERIOD_NAMES = {
    Sport.BASKETBALL: "Quarter",
    Sport.AMERICAN_FOOTBALL: "Quarter",
    Sport.ICE_HOCKEY: "Period",
    Sport.BASEBALL: "Inning",
    Sport.SOCCER: "Half",
}
_ORDINALS = ("", "1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th")


def slug_of(league: League) -> str:
    """ESPN's own short name of a league: `mens-college-basketball`, `eng.1`."""
    return league.traits.espn.slug


def uid(league: League, tail: str = "") -> str:
    return f"s:{_SPORT_NUMBERS[league.traits.sport]}~l:{league.traits.espn.number}{tail}"


def minute(moment: datetime) -> str:
    """Times of games have minutes only."""
    return moment.strftime("%Y-%m-%dT%H:%MZ")


def second(moment: datetime) -> str:
    """Times of articles and answers have seconds."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def link(text: str, href: str, *rel: str) -> Json:
    return {
        "language": "en-US",
        "rel": [*rel, "desktop"],
        "href": href,
        "text": text,
        "shortText": text,
        "isExternal": False,
        "isPremium": False,
    }


def league_document(league: League) -> Json:
    slug = slug_of(league)
    return {
        "id": league.traits.espn.number,
        "uid": uid(league),
        "name": NAMES[league],
        "abbreviation": league.upper(),
        "slug": slug,
        "isTournament": False,
        "midsizeName": league.upper(),
        "shortName": league.upper(),
        "logos": [logo(f"https://a.espncdn.com/i/teamlogos/leagues/500/{slug}.png")],
        "links": [link("Index", f"https://www.espn.com/{slug}/", "index")],
    }


def logo(href: str) -> Json:
    return {"href": href, "width": 500, "height": 500, "alt": "", "rel": ["full", "default"]}


def team(league: League, each: Team) -> Json:
    """A team as boards and box scores carry it."""
    slug = slug_of(league)
    return {
        "id": each.espn_id,
        "uid": uid(league, f"~t:{each.espn_id}") if sport_of(league) is not Sport.SOCCER else f"s:600~t:{each.espn_id}",
        "slug": each.slug,
        "location": each.location,
        "name": each.nickname,
        "abbreviation": each.abbreviation,
        "displayName": each.name,
        "shortDisplayName": each.short_name,
        "color": chance.hexadecimal("colour", league, each.slug)[:6],
        "alternateColor": "ffffff",
        "isActive": True,
        "venue": {"id": f"1{each.espn_id}"},
        "links": [link("Clubhouse", f"https://www.espn.com/{slug}/team/_/id/{each.espn_id}/{each.slug}", "clubhouse")],
        "logo": f"https://a.espncdn.com/i/teamlogos/{slug}/500/{each.espn_id}.png",
        "logos": [logo(f"https://a.espncdn.com/i/teamlogos/{slug}/500/{each.espn_id}.png")],
    } | ({"conferenceId": "26"} if league in {League.NCAAM, League.NCAAF} else {})


def athlete(league: League, player: Player) -> Json:
    """A player with the link that holds the id."""
    slug = slug_of(league)
    card = f"https://www.espn.com/{slug}/player/_/id/{player.espn_id}/{_dashed(player.name)}"
    return {
        "id": player.espn_id,
        "uid": uid(league, f"~a:{player.espn_id}"),
        "guid": f"00000000-0000-0000-0000-{int(player.espn_id):012d}",
        "firstName": player.first_name,
        "lastName": player.last_name,
        "fullName": player.name,
        "displayName": player.name,
        "shortName": player.short_name,
        "links": [{"rel": ["playercard", "desktop", "athlete"], "href": card, "text": "Player Card"}],
        "headshot": {
            "href": f"https://a.espncdn.com/i/headshots/{slug}/players/full/{player.espn_id}.png",
            "alt": player.name,
        },
        "jersey": player.jersey,
        "position": position(player),
    }


def position(player: Player) -> Json:
    return {"id": "1", "name": player.position, "displayName": player.position, "abbreviation": player.position}


def venue(game: Game) -> Json:
    host = game.home
    return {
        "id": f"1{host.espn_id}",
        "fullName": f"{host.short_name} {'Park' if sport_of(game.league) is Sport.BASEBALL else 'Arena'}",
        "address": {"city": host.location, "state": "", "country": "USA"},
        "grass": sport_of(game.league) in {Sport.BASEBALL, Sport.SOCCER},
        "images": [],
        "indoor": sport_of(game.league) in {Sport.BASKETBALL, Sport.ICE_HOCKEY},
    }


def status(state: Situation) -> Json:
    """Clock, period and type of a game's status."""
    rules = rules_of(state.game.league)
    played = (state.period - 1) * rules.period_s + state.second if state.has_begun else 0
    if sport_of(state.game.league) is Sport.SOCCER:
        clock, shown = float(played), f"{played // 60 if not state.has_begun else played // 60 + 1}'"
        if state.phase is Phase.OVER:
            shown = "90'+4'"
    elif rules.counts_down:
        left = state.remaining_s if state.status is EventStatus.LIVE else 0
        clock, shown = float(left), f"{left // 60}:{left % 60:02d}"
    else:
        clock, shown = 0.0, "0:00"
    return {"clock": clock, "displayClock": shown, "period": state.period, "type": _status_type(state, shown)}


def _status_type(state: Situation, clock: str) -> Json:
    match state.status:
        case EventStatus.SCHEDULED:
            day = state.game.starts_at.astimezone(EASTERN)
            detail = f"{day:%a, %B} {day.day}th at {day:%I:%M %p} {day.tzname()}"
            short = f"{day.month}/{day.day} - {day:%I:%M %p} {day.tzname()}"
            return _type("1", "STATUS_SCHEDULED", "pre", "Scheduled", detail, short)
        case EventStatus.POSTPONED:
            return _type("6", "STATUS_POSTPONED", "post", "Postponed", "Postponed", "Postponed")
        case EventStatus.FINAL:
            if sport_of(state.game.league) is Sport.SOCCER:
                return _type("28", "STATUS_FULL_TIME", "post", "Full Time", "FT", "FT", completed=True)
            return _type("3", "STATUS_FINAL", "post", "Final", "Final", "Final", completed=True)
        case _:
            return _live_type(state, clock)


def _live_type(state: Situation, clock: str) -> Json:
    sport = sport_of(state.game.league)
    ordinal = _ORDINALS[state.period]
    if state.phase is Phase.HALF_TIME:
        return _type("23", "STATUS_HALFTIME", "in", "Halftime", "Halftime", "Halftime")
    if state.phase is Phase.BREAK:
        detail = f"End of {ordinal} {_PERIOD_NAMES[sport]}"
        return _type("22", "STATUS_END_PERIOD", "in", "End of Period", detail, f"End of {ordinal}")
    if sport is Sport.SOCCER:
        number, name = ("25", "STATUS_FIRST_HALF") if state.period == 1 else ("26", "STATUS_SECOND_HALF")
        return _type(number, name, "in", name.removeprefix("STATUS_").replace("_", " ").title(), clock, clock)
    if sport is Sport.BASEBALL:
        half = "Top" if state.in_first_half_of_period else "Bottom"
        return _type("2", "STATUS_IN_PROGRESS", "in", "In Progress", f"{half} {ordinal}", f"{half} {ordinal}")
    detail = f"{clock} - {ordinal} {_PERIOD_NAMES[sport]}"
    return _type("2", "STATUS_IN_PROGRESS", "in", "In Progress", detail, f"{clock} - {ordinal}")


def _type(number: str, name: str, state: str, description: str, detail: str, short: str, **more: bool) -> Json:
    return {
        "id": number,
        "name": name,
        "state": state,
        "completed": more.get("completed", False),
        "description": description,
        "detail": detail,
        "shortDetail": short,
    }


def broadcast() -> Json:
    logo = "https://a.espncdn.com/guid/espn/logos/default.png"
    return {
        "type": {"id": "1", "shortName": "TV", "longName": "Television", "slug": "tv"},
        "market": {"id": "1", "type": "National"},
        "media": {"callLetters": "ESPN", "name": "ESPN", "shortName": "ESPN", "logo": logo, "darkLogo": logo},
        "station": "ESPN",
        "stationKey": "espn",
        "lang": "en",
        "region": "us",
        "isNational": True,
    }


def _dashed(name: str) -> str:
    return name.lower().replace(".", "").replace(" ", "-")
