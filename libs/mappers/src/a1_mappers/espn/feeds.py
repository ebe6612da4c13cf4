"""Which mapper reads which feed of ESPN."""

from a1_mappers.espn.articles import map_news
from a1_mappers.espn.core import map_core
from a1_mappers.espn.errors import map_error
from a1_mappers.espn.game_log import map_game_log
from a1_mappers.espn.injuries import map_injuries
from a1_mappers.espn.roster import map_roster
from a1_mappers.espn.scoreboard import map_scoreboard
from a1_mappers.espn.standings import map_standings
from a1_mappers.espn.summary import map_summary
from a1_mappers.espn.team_schedule import map_team_schedule
from a1_mappers.espn.teams import map_teams
from a1_mappers.mapper import Feeds

FEEDS: Feeds = {
    "scoreboard": map_scoreboard,
    "summary": map_summary,
    "news": map_news,
    "injuries": map_injuries,
    "teams": map_teams,
    "standings": map_standings,
    "roster": map_roster,
    "team-schedule": map_team_schedule,
    "athlete": map_game_log,
    "core": map_core,
    "error": map_error,
}
