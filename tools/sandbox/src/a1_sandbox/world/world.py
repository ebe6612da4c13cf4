"""The world: one set of games, and what each provider answers about them at a reading of the clock."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from a1_sandbox.clock import PausableClock
from a1_sandbox.exchange import JSON, Answer, Question
from a1_sandbox.leagues import leagues_at
from a1_sandbox.providers.prizepicks import JSON_API
from a1_sandbox.world.answering import Asked, answer, board_places
from a1_sandbox.world.bodies import sportradar_push
from a1_sandbox.world.fixtures import games_of
from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import Moment
from a1_sandbox.world.past import past_games
from a1_sandbox.world.quote_moves import QuoteMoves
from a1_sandbox.world.script.script import write_script
from a1_schemas.leagues import League
from a1_schemas.providers import Provider

_STEP = timedelta(seconds=0.1)
"""Between two steps of the quotes that move at a steady rate."""
_OF_THE_PAST = frozenset({(Provider.ESPN, "scoreboard"), (Provider.ESPN, "summary")})
"""The feeds that have games of days before the world began."""


class World:
    """Deterministic: the same seed, beginning and reading of the clock give the same bodies."""

    def __init__(self, seed: int, clock: PausableClock, speed: float, changes: float = 0) -> None:
        self._clock = clock
        self._speed = speed
        bare = {league: games_of(seed, league, clock.started_at, speed) for league in League}
        self.script = write_script(bare, clock.started_at, speed)
        self.games: dict[League, list[Game]] = self.script.games
        self.past = {league: tuple(past_games(seed, league, clock.started_at)) for league in League}
        every_game = [game for games in self.games.values() for game in games]
        self._quotes = QuoteMoves(every_game, changes) if changes else None
        self._bodies: dict[Provider, tuple[Moment, dict[tuple[object, ...], bytes | None]]] = {}

    def moment(self) -> Moment:
        """The tick at which the clock stands, with the quotes that were moved until then."""
        plain = self._tick()
        if self._quotes is None:
            return plain
        elapsed = (self._clock.now() - self._clock.started_at) // _STEP * _STEP
        return self._quotes.moved(plain, elapsed.total_seconds())

    def _tick(self) -> Moment:
        return Moment.reading(self._clock.started_at, self._clock.now(), self._speed)

    def answer(self, question: Question) -> Answer | None:
        """The provider's body about the games of a question's place; made once for each moment that changes it.

        None while the script has the source away, which lasts for as long as the clock runs.
        """
        if self._is_away(question):
            return None
        moment = self.moment() if question.provider is Provider.ODDS else self._tick()
        made_at, bodies = self._bodies.get(question.provider, (None, {}))
        if made_at != moment:
            bodies = {}
            self._bodies[question.provider] = (moment, bodies)
        key = (
            *(question.feed, question.place, question.native_id, question.day),
            *(question.clock_error, tuple(sorted(question.parameters.items()))),
        )
        if key not in bodies:
            bodies[key] = self._body(question, moment)
        body = bodies[key]
        if body is None:
            return None
        return Answer(body, content_type=JSON_API if question.provider is Provider.PRIZEPICKS else JSON)

    def _is_away(self, question: Question) -> bool:
        if (question.provider, question.feed) != (Provider.ODDS, "odds") or self._clock.paused:
            return False
        leagues = leagues_at(question.provider, question.place)
        return any(self._tick().tick in self.script.outages.get(league, ()) for league in leagues)

    def push_messages(self, question: Question, after: int) -> tuple[list[bytes], int]:
        """The plays since tick `after`; a new connection (0) begins now."""
        now = self._tick()
        if not after or after >= now.tick:
            return [], now.tick
        since = now.at_tick(after)
        games = self._carried(leagues_at(question.provider, question.place), question.provider)
        messages = [message for game in games for message in sportradar_push.messages(game, since, now)]
        return [msgspec.json.encode(message) for message in messages], now.tick

    def _body(self, question: Question, moment: Moment) -> bytes | None:
        leagues = leagues_at(question.provider, question.place)
        boards = {place: self._carried(leagues, Provider.PRIZEPICKS) for place, leagues in board_places().items()}
        seen = moment.seen_by(question.clock_error)
        games = self._carried(leagues, question.provider)
        if (question.provider, question.feed) in _OF_THE_PAST:
            games += [game for league in leagues for game in self.past[league]]
        asked = Asked(question, leagues, games, seen)
        body = answer(asked, boards)
        return None if body is None else msgspec.json.encode(body)

    def _carried(self, leagues: Sequence[League], provider: Provider) -> list[Game]:
        return [game for league in leagues for game in self.games[league] if provider in game.carried_by]
