"""Which mapper reads which feed. The table is the documentation; nothing registers itself."""

from collections.abc import Callable, Iterator

from a1_mappers.espn.articles import map_news
from a1_mappers.espn.core import map_core
from a1_mappers.espn.errors import map_error as map_espn_error
from a1_mappers.espn.game_log import map_game_log
from a1_mappers.espn.injuries import map_injuries as map_espn_injuries
from a1_mappers.espn.roster import map_roster
from a1_mappers.espn.scoreboard import map_scoreboard
from a1_mappers.espn.summary import map_summary
from a1_mappers.espn.team_schedule import map_team_schedule
from a1_mappers.espn.teams import map_standings as map_espn_standings
from a1_mappers.espn.teams import map_teams
from a1_mappers.extracted import Extracted
from a1_mappers.memory import PieceMemory
from a1_mappers.odds.catalogue import map_participants, map_sports
from a1_mappers.odds.contests import map_error as map_odds_error
from a1_mappers.odds.contests import map_event_markets, map_events, map_scores
from a1_mappers.odds.offers import (
    map_event_odds,
    map_historical_event_odds,
    map_historical_odds,
    map_odds,
)
from a1_mappers.prizepicks.leagues import map_leagues
from a1_mappers.prizepicks.projections import map_projections
from a1_mappers.sportradar.faults import map_error as map_sportradar_error
from a1_mappers.sportradar.game_summary import map_game_summary
from a1_mappers.sportradar.hierarchy import map_hierarchy
from a1_mappers.sportradar.hierarchy import map_standings as map_sportradar_standings
from a1_mappers.sportradar.injuries import map_injuries as map_sportradar_injuries
from a1_mappers.sportradar.odds_comparison import map_odds_comparison
from a1_mappers.sportradar.push import map_push
from a1_mappers.sportradar.schedule import map_schedule
from a1_mappers.sportradar.team_profile import map_team_profile
from a1_mappers.sportradar.unserved import map_mappings, map_player_profile
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders

Mapper = Callable[[bytes, RawHeaders, PieceMemory], Iterator[Extracted]]
"""`map_<feed>(body, headers, memory)`: pure but for the memory it is given; total: never raises on data."""

MAPPERS: dict[tuple[Provider, str], Mapper] = {
    (Provider.ODDS, "sports"): map_sports,
    (Provider.ODDS, "participants"): map_participants,
    (Provider.ODDS, "events"): map_events,
    (Provider.ODDS, "event-markets"): map_event_markets,
    (Provider.ODDS, "scores"): map_scores,
    (Provider.ODDS, "odds"): map_odds,
    (Provider.ODDS, "event-odds"): map_event_odds,
    (Provider.ODDS, "historical-odds"): map_historical_odds,
    (Provider.ODDS, "historical-event-odds"): map_historical_event_odds,
    (Provider.ODDS, "error"): map_odds_error,
    (Provider.PRIZEPICKS, "leagues"): map_leagues,
    (Provider.PRIZEPICKS, "projections"): map_projections,
    (Provider.ESPN, "scoreboard"): map_scoreboard,
    (Provider.ESPN, "summary"): map_summary,
    (Provider.ESPN, "news"): map_news,
    (Provider.ESPN, "injuries"): map_espn_injuries,
    (Provider.ESPN, "teams"): map_teams,
    (Provider.ESPN, "standings"): map_espn_standings,
    (Provider.ESPN, "roster"): map_roster,
    (Provider.ESPN, "team-schedule"): map_team_schedule,
    (Provider.ESPN, "athlete"): map_game_log,
    (Provider.ESPN, "core"): map_core,
    (Provider.ESPN, "error"): map_espn_error,
    (Provider.SPORTRADAR, "schedule"): map_schedule,
    (Provider.SPORTRADAR, "game-summary"): map_game_summary,
    (Provider.SPORTRADAR, "boxscore"): map_game_summary,
    (Provider.SPORTRADAR, "play-by-play"): map_game_summary,
    (Provider.SPORTRADAR, "lineups"): map_game_summary,
    (Provider.SPORTRADAR, "probabilities"): map_game_summary,
    (Provider.SPORTRADAR, "push"): map_push,
    (Provider.SPORTRADAR, "odds-comparison"): map_odds_comparison,
    (Provider.SPORTRADAR, "hierarchy"): map_hierarchy,
    (Provider.SPORTRADAR, "standings"): map_sportradar_standings,
    (Provider.SPORTRADAR, "injuries"): map_sportradar_injuries,
    (Provider.SPORTRADAR, "team-profile"): map_team_profile,
    (Provider.SPORTRADAR, "mappings"): map_mappings,
    (Provider.SPORTRADAR, "player-profile"): map_player_profile,
    (Provider.SPORTRADAR, "error"): map_sportradar_error,
}
