"""Which mapper reads which feed of Sportradar."""

from a1_mappers.mapper import Feeds
from a1_mappers.sportradar.errors import map_error
from a1_mappers.sportradar.game_summary import map_game_summary
from a1_mappers.sportradar.hierarchy import map_hierarchy
from a1_mappers.sportradar.injuries import map_injuries
from a1_mappers.sportradar.odds_comparison import map_odds_comparison
from a1_mappers.sportradar.push import map_push
from a1_mappers.sportradar.schedule import map_schedule
from a1_mappers.sportradar.standings import map_standings
from a1_mappers.sportradar.team_profile import map_team_profile
from a1_mappers.sportradar.unserved import map_mappings, map_player_profile

FEEDS: Feeds = {
    "schedule": map_schedule,
    "game-summary": map_game_summary,
    "boxscore": map_game_summary,
    "play-by-play": map_game_summary,
    "lineups": map_game_summary,
    "probabilities": map_game_summary,
    "push": map_push,
    "odds-comparison": map_odds_comparison,
    "hierarchy": map_hierarchy,
    "standings": map_standings,
    "injuries": map_injuries,
    "team-profile": map_team_profile,
    "mappings": map_mappings,
    "player-profile": map_player_profile,
    "error": map_error,
}
