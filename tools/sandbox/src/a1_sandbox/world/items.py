"""Injuries and articles of a league."""

from datetime import datetime, timedelta
from typing import NamedTuple

from a1_sandbox.world import chance
from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import Moment
from a1_sandbox.world.people import Player, roster_of
from a1_sandbox.world.team import Team
from a1_schemas.vocabulary import EventStatus, InjuryStatus

_STATUSES = (InjuryStatus.OUT, InjuryStatus.DAY_TO_DAY, InjuryStatus.QUESTIONABLE, InjuryStatus.DOUBTFUL)
_PARTS = ("Knee", "Ankle", "Hamstring", "Shoulder", "Back", "Groin", "Wrist", "Calf")
_RULED_OUT_AFTER = timedelta(seconds=60)
"""A doubtful player of the world is ruled out while it runs, and so the lists change."""


class Injured(NamedTuple):
    """A player on an injury list."""

    team: Team
    player: Player
    status: InjuryStatus
    part: str
    since: datetime
    updated_at: datetime
    returns_on: datetime

    @property
    def comment(self) -> str:
        return f"{self.player.last_name} ({self.part.lower()}) is {self.status.replace('-', ' ')}."


def injured_of(game: Game, moment: Moment) -> list[Injured]:
    """The injured players of a game's teams: the last of each roster, who have no lines and no plays."""
    found: list[Injured] = []
    for team in (game.home, game.away):
        player = roster_of(game.seed, game.league, team)[-1]
        words = (game.seed, "injury", game.league, team.espn_id)
        status = _STATUSES[chance.number(*words) % len(_STATUSES)]
        since = moment.began_at.replace(hour=15, minute=0, second=0, microsecond=0) - timedelta(
            days=2 + chance.number("since", *words) % 20
        )
        updated_at = since + timedelta(days=1)
        if status is InjuryStatus.DOUBTFUL and moment.at >= moment.began_at + _RULED_OUT_AFTER:
            status, updated_at = InjuryStatus.OUT, moment.began_at + _RULED_OUT_AFTER
        part = _PARTS[chance.number("part", *words) % len(_PARTS)]
        returns_on = moment.began_at + timedelta(days=3 + chance.number("return", *words) % 30)
        found.append(Injured(team, player, status, part, since, updated_at, returns_on))
    return found


class Story(NamedTuple):
    """An article."""

    number: int
    kind: str
    headline: str
    description: str
    published_at: datetime
    game: Game


def stories_of(game: Game, moment: Moment) -> list[Story]:
    """A preview long before each game, and a recap once it is over."""
    number = 47_000_000 + chance.number(game.seed, "story", game.key) % 900_000
    preview = Story(
        number=number,
        kind="Preview",
        headline=f"{game.away.short_name} visit {game.home.short_name}",
        description=f"What to expect when {game.away.name} meet {game.home.name}.",
        published_at=game.starts_at - timedelta(days=1),
        game=game,
    )
    state = moment.situation(game)
    if state.status is not EventStatus.FINAL:
        return [preview]
    home, away = state.tally.score
    winner, loser = (game.home, game.away) if home >= away else (game.away, game.home)
    ends = f"{max(home, away)}-{min(home, away)}"
    recap = Story(
        number=number + 1_000_000,
        kind="Recap",
        headline=f"{winner.short_name} {'beat' if home != away else 'draw with'} {loser.short_name} {ends}",
        description=f"{winner.name} and {loser.name} end {ends}.",
        published_at=state.changed_at.replace(microsecond=0),
        game=game,
    )
    return [preview, recap]
