"""Facts of each supported league: its sport, its partition in every topic, its clock zone, its keys elsewhere."""

from typing import NamedTuple

from a1_schemas.vocabulary import League, Sport


class LeagueFacts(NamedTuple):
    """`zone` is the zone whose calendar day the league's schedule follows where a venue's own is unknown."""

    sport: Sport
    zone: str
    odds_api_key: str
    espn_path: str


LEAGUES: dict[League, LeagueFacts] = {
    League.NBA: LeagueFacts(Sport.BASKETBALL, "America/New_York", "basketball_nba", "basketball/nba"),
    League.WNBA: LeagueFacts(Sport.BASKETBALL, "America/New_York", "basketball_wnba", "basketball/wnba"),
    League.NCAAM: LeagueFacts(
        Sport.BASKETBALL, "America/New_York", "basketball_ncaab", "basketball/mens-college-basketball"
    ),
    League.NFL: LeagueFacts(Sport.AMERICAN_FOOTBALL, "America/New_York", "americanfootball_nfl", "football/nfl"),
    League.NCAAF: LeagueFacts(
        Sport.AMERICAN_FOOTBALL, "America/New_York", "americanfootball_ncaaf", "football/college-football"
    ),
    League.MLB: LeagueFacts(Sport.BASEBALL, "America/New_York", "baseball_mlb", "baseball/mlb"),
    League.NHL: LeagueFacts(Sport.ICE_HOCKEY, "America/New_York", "icehockey_nhl", "hockey/nhl"),
    League.EPL: LeagueFacts(Sport.SOCCER, "Europe/London", "soccer_epl", "soccer/eng.1"),
    League.MLS: LeagueFacts(Sport.SOCCER, "America/New_York", "soccer_usa_mls", "soccer/usa.1"),
}


def leagues_of(sport: Sport) -> tuple[League, ...]:
    """Every supported league of a sport, in the order of the table."""
    return tuple(league for league, facts in LEAGUES.items() if facts.sport is sport)
