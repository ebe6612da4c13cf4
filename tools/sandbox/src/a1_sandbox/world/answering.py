"""The builder of the body of each provider's feeds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from a1_sandbox.exchange import Question
from a1_sandbox.leagues import PRIZEPICKS_NAMES, leagues_at
from a1_sandbox.world.bodies import (
    espn_pages,
    espn_scoreboard,
    espn_tables,
    odds_api,
    prizepicks,
    sportradar_leagues,
    sportradar_soccer,
    sportradar_tables,
)
from a1_sandbox.world.bodies.espn_parts import EASTERN
from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import Moment
from a1_sandbox.world.team import Team, teams_of
from a1_schemas.leagues import League
from a1_schemas.providers import Provider

_SOCCER = "soccer"
_FOOTBALL = frozenset({"nfl", "ncaafb"})

Body = dict[str, Any] | list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the games it is about: those that this provider carries."""

    question: Question
    leagues: tuple[League, ...]
    games: Sequence[Game]
    moment: Moment

    @property
    def league(self) -> League:
        return self.leagues[0]

    @property
    def named_game(self) -> Game | None:
        """The game whose id was asked for."""
        wanted = self.question.native_id
        return next((game for game in self.games if game.id_at(self.question.provider) == wanted), None)

    @property
    def named_team(self) -> Team | None:
        """The team whose id was asked for."""
        wanted = self.question.native_id
        return next((team for team in teams_of(self.league) if wanted in (team.espn_id, team.sportradar_id)), None)

    @property
    def seed(self) -> int:
        """The world's seed, which all of its games have."""
        return self.games[0].seed if self.games else 0

    @property
    def is_soccer(self) -> bool:
        return self.question.place == _SOCCER


def answer(asked: Asked, boards: Mapping[str, Sequence[Game]]) -> Body | None:
    """The body that a provider gives; None for what it does not have."""
    question = asked.question
    if (question.provider, question.feed) == (Provider.ODDS, "sports"):
        return odds_api.sports()
    if (question.provider, question.feed) == (Provider.PRIZEPICKS, "leagues"):
        return prizepicks.leagues(boards, asked.moment)
    answering = _ANSWERS.get((question.provider, question.feed))
    return answering(asked) if answering and asked.leagues else None


def _espn_scoreboard(asked: Asked) -> Body:
    day = asked.question.day or _eastern_day(asked.moment.at)
    return espn_scoreboard.scoreboard(asked.league, asked.games, day, asked.moment)


def _espn_summary(asked: Asked) -> Body | None:
    game = asked.named_game
    return espn_pages.summary(game, asked.moment) if game else None


def _espn_news(asked: Asked) -> Body:
    return espn_pages.news(asked.league, asked.games, asked.moment)


def _espn_injuries(asked: Asked) -> Body:
    return espn_pages.injuries(asked.league, asked.games, asked.moment)


def _espn_teams(asked: Asked) -> Body:
    return espn_pages.teams(asked.league)


def _espn_standings(asked: Asked) -> Body:
    return espn_tables.standings(asked.league)


def _espn_roster(asked: Asked) -> Body | None:
    team = asked.named_team
    return espn_tables.roster(asked.league, asked.seed, team) if team else None


def _odds_events(asked: Asked) -> Body:
    return odds_api.events(asked.games, asked.moment, asked.question.parameters)


def _odds_odds(asked: Asked) -> Body:
    return odds_api.odds_list(asked.games, asked.moment, asked.question.parameters)


def _odds_scores(asked: Asked) -> Body:
    return odds_api.scores(asked.games, asked.moment, asked.question.parameters)


def _odds_event_odds(asked: Asked) -> Body | None:
    game = asked.named_game
    return odds_api.event_odds(game, asked.moment, asked.question.parameters) if game else None


def _odds_event_markets(asked: Asked) -> Body | None:
    game = asked.named_game
    return odds_api.event_markets(game, asked.moment, asked.question.parameters) if game else None


def _prizepicks_board(asked: Asked) -> Body:
    return prizepicks.board(asked.question.place, asked.games, asked.moment)


def _sportradar_schedule(asked: Asked) -> Body:
    question, moment = asked.question, asked.moment
    if question.place in _FOOTBALL:
        return sportradar_leagues.week_schedule(asked.league, asked.games, moment)
    if asked.is_soccer:
        day = question.day or moment.at.astimezone(UTC).date()
        todays = [game for game in asked.games if game.starts_at.astimezone(UTC).date() == day]
        return sportradar_soccer.day_schedule(todays, moment)
    day = question.day or _eastern_day(moment.at)
    todays = [game for game in asked.games if _eastern_day(game.starts_at) == day]
    return sportradar_leagues.day_schedule(asked.league, todays, day, moment)


def _sportradar_summary(asked: Asked) -> Body | None:
    game = asked.named_game
    if game is None:
        return None
    bodies = sportradar_soccer if asked.is_soccer else sportradar_leagues
    return bodies.summary(game, asked.moment)


def _sportradar_lineups(asked: Asked) -> Body | None:
    game = asked.named_game
    return sportradar_soccer.lineups(game, asked.moment) if game and asked.is_soccer else None


def _sportradar_hierarchy(asked: Asked) -> Body | None:
    return None if asked.is_soccer else sportradar_leagues.hierarchy(asked.league)


def _sportradar_standings(asked: Asked) -> Body | None:
    return None if asked.is_soccer else sportradar_tables.standings(asked.league)


def _sportradar_profile(asked: Asked) -> Body | None:
    team = asked.named_team
    return None if asked.is_soccer or team is None else sportradar_tables.profile(asked.league, asked.seed, team)


def _sportradar_injuries(asked: Asked) -> Body | None:
    return None if asked.is_soccer else sportradar_leagues.injuries(asked.league, asked.games, asked.moment)


_ANSWERS: Mapping[tuple[Provider, str], Callable[[Asked], Body | None]] = {
    (Provider.ESPN, "scoreboard"): _espn_scoreboard,
    (Provider.ESPN, "summary"): _espn_summary,
    (Provider.ESPN, "news"): _espn_news,
    (Provider.ESPN, "injuries"): _espn_injuries,
    (Provider.ESPN, "teams"): _espn_teams,
    (Provider.ESPN, "standings"): _espn_standings,
    (Provider.ESPN, "roster"): _espn_roster,
    (Provider.ODDS, "events"): _odds_events,
    (Provider.ODDS, "odds"): _odds_odds,
    (Provider.ODDS, "scores"): _odds_scores,
    (Provider.ODDS, "event-odds"): _odds_event_odds,
    (Provider.ODDS, "event-markets"): _odds_event_markets,
    (Provider.PRIZEPICKS, "projections"): _prizepicks_board,
    (Provider.SPORTRADAR, "schedule"): _sportradar_schedule,
    (Provider.SPORTRADAR, "game-summary"): _sportradar_summary,
    (Provider.SPORTRADAR, "lineups"): _sportradar_lineups,
    (Provider.SPORTRADAR, "hierarchy"): _sportradar_hierarchy,
    (Provider.SPORTRADAR, "injuries"): _sportradar_injuries,
    (Provider.SPORTRADAR, "standings"): _sportradar_standings,
    (Provider.SPORTRADAR, "team-profile"): _sportradar_profile,
}


def board_places() -> Mapping[str, tuple[League, ...]]:
    """PrizePicks' boards by their league id, those of parts of games too."""
    return {place: leagues_at(Provider.PRIZEPICKS, place) for place in PRIZEPICKS_NAMES}


def _eastern_day(moment: datetime) -> date:
    return moment.astimezone(EASTERN).date()
