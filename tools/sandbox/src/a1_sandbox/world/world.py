"""The world: one set of games, and what each provider answers about them at a reading of the clock."""

from collections.abc import Sequence

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
from a1_schemas.leagues import League
from a1_schemas.providers import Provider


class World:
    """Deterministic: the same seed, beginning and reading of the clock give the same bodies."""

    def __init__(self, seed: int, clock: PausableClock, speed: float) -> None:
        self._clock = clock
        self._speed = speed
        self.games: dict[League, list[Game]] = {league: games_of(seed, league, clock.started_at) for league in League}
        self._bodies: dict[tuple[object, ...], bytes | None] = {}
        self._bodies_at: Moment | None = None

    def moment(self) -> Moment:
        """The tick at which the clock stands."""
        return Moment.reading(self._clock.started_at, self._clock.now(), self._speed)

    def answer(self, question: Question) -> Answer | None:
        """The provider's body about the games of a question's place; made once for each tick."""
        moment = self.moment()
        if moment != self._bodies_at:
            self._bodies, self._bodies_at = {}, moment
        key = (
            *(question.provider, question.feed, question.place, question.native_id, question.day),
            *(question.clock_error, tuple(sorted(question.parameters.items()))),
        )
        if key not in self._bodies:
            self._bodies[key] = self._body(question, moment)
        body = self._bodies[key]
        if body is None:
            return None
        return Answer(body, content_type=JSON_API if question.provider is Provider.PRIZEPICKS else JSON)

    def push_messages(self, question: Question, after: int) -> tuple[list[bytes], int]:
        """The plays since tick `after`; a new connection (0) begins now."""
        now = self.moment()
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
        asked = Asked(question, leagues, self._carried(leagues, question.provider), seen)
        body = answer(asked, boards)
        return None if body is None else msgspec.json.encode(body)

    def _carried(self, leagues: Sequence[League], provider: Provider) -> list[Game]:
        return [game for league in leagues for game in self.games[league] if provider in game.carried_by]
