"""The state of a league: its newest records as far as values depend on them, and what was published."""

import heapq
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from a1_analysis.assessment import Assessed, Assessment
from a1_analysis.configuration import Configured, built_in
from a1_analysis.entry_book import EntryBook
from a1_analysis.fair import Consensus
from a1_analysis.games import Game
from a1_analysis.grade_book import GradeBook
from a1_analysis.ledger import Ledger
from a1_analysis.markets import Bet
from a1_analysis.offer_book import OfferBook
from a1_analysis.outputs import Entry
from a1_analysis.prediction_book import PredictionBook
from a1_analysis.quote_book import QuoteBook
from a1_analysis.sources_up import SourcesUp
from a1_analysis.winners import winner_bet
from a1_schemas import fast_analytics as wire
from a1_schemas.leagues import League

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class LeagueValues:
    """`positions` is, by topic, the offset after the last record that was taken up."""

    def __init__(self, league: League, configured: Configured | None = None) -> None:
        self.league = league
        self.in_force = configured or Configured({}, built_in())
        self.read_last = self.in_force
        """The configuration by the records that were taken up; it takes effect when no bet waits."""
        self.configuration = self.in_force.configuration
        self.now = LONG_AGO
        """The newest `changed_at` of the league's records."""
        self.record_at = LONG_AGO
        """`changed_at` of the record that was taken up last."""
        self.vouched_at = LONG_AGO
        """The newest `changed_at` of a status. It is published after all that a body changed."""
        self.waiting: dict[Bet, datetime] = {}
        """Bets whose quotes changed by a body that no status has vouched for, and the time of that body."""
        self.positions: dict[str, int] = {}
        self.games: dict[str, Game] = {}
        self.offers = OfferBook()
        self.book = QuoteBook()
        self.sources = SourcesUp()
        self.ledger = Ledger(league, self.configuration)
        self.entries = EntryBook()
        self.grades = GradeBook()
        self.predictions = PredictionBook(league)
        self.assessments: dict[Bet, Assessment] = {}
        """The quotes of each bet as they were judged last."""
        self.consensus: dict[Bet, Consensus] = {}
        """What the books of each bet agreed on when it was judged last before the start of its game."""
        self._due: list[tuple[datetime, int, Bet]] = []
        self._due_of: dict[Bet, datetime] = {}
        self._entered = 0

    def fair_of_winner(self, event_id: str) -> Entry[wire.FairPrice] | None:
        """Return the fair price of who wins a game, as it was published last."""
        return self.ledger.fair(winner_bet(self.league, event_id))

    def assessed_of(self, bet: Bet) -> Sequence[Assessed]:
        """Return a bet's quotes as they were judged last."""
        found = self.assessments.get(bet)
        return () if found is None else found.chosen

    def take_configuration(self) -> bool:
        """Put the configuration that was read last in force, where no bet waits. Returns whether it is another one."""
        if self.read_last is self.in_force or self.waiting:
            return False
        before, self.in_force = self.configuration, self.read_last
        if self.in_force.configuration == before:
            return False
        self.configuration = self.ledger.configuration = self.in_force.configuration
        self.offers = OfferBook()
        self.book.judge_by(self.configuration)
        least = self.configuration.quotes.min_confidence
        self.games = {event_id: game.with_confidence(least) for event_id, game in self.games.items()}
        for event_id in self.games:
            self.entries.touch(event_id)
        return True

    def remember(self, bet: Bet, due: Iterable[datetime | None]) -> None:
        """Evaluate the bet again at the first of these times that is ahead."""
        ahead = [each for each in due if each is not None and each > self.now]
        if not ahead:
            self._due_of.pop(bet, None)
            return
        first = min(ahead)
        if self._due_of.get(bet) != first:
            self._due_of[bet] = first
            self._entered += 1
            heapq.heappush(self._due, (first, self._entered, bet))

    def take_vouched(self) -> list[Bet]:
        """Return the bets that no longer wait."""
        found = [bet for bet, at in self.waiting.items() if at <= self.vouched_at]
        for bet in found:
            del self.waiting[bet]
        return found

    def take_due(self) -> list[Bet]:
        """Return the bets whose time has come."""
        found: list[Bet] = []
        while self._due and self._due[0][0] <= self.now:
            at, _, bet = heapq.heappop(self._due)
            if self._due_of.get(bet) == at:
                del self._due_of[bet]
                found.append(bet)
        return found
