"""What was published last of a league: the new findings of a bet or board become the records that differ."""

from collections.abc import Callable, Collection, Iterator

import msgspec

from a1_analysis.configuration import Configuration
from a1_analysis.fair_records import fair_record, sealed
from a1_analysis.found import Evaluation, Fair, Found, RefusedClaim
from a1_analysis.game_ledger import GameLedger, Place
from a1_analysis.games import Game
from a1_analysis.markets import Bet, Board, place_of_entries
from a1_analysis.opportunity_records import AssessedOf, end_reason, ended, id_of, opportunity_record
from a1_analysis.outputs import Entry, Output, Trigger, changed, deleted
from a1_analysis.refusal_counts import RefusalCounts
from a1_analysis.winners import is_of_winner
from a1_schemas import fast_analytics as wire
from a1_schemas.analytics_words import AnalyticsKind, OpportunityState, RefusalReason
from a1_schemas.fast import Number
from a1_schemas.leagues import League

_NO_FAIR = Fair((), wire.NO_QUOTES, (), None, RefusalReason.BOOKS_TOO_FEW)
_NONE: tuple[RefusedClaim, ...] = ()


class Ledger:
    """The published records of each game, and the counts of refusals."""

    def __init__(self, league: League, configuration: Configuration) -> None:
        self.refusals = RefusalCounts(league)
        self.names: dict[str, str] = {}
        """Players' names by id."""
        self._league = league
        self.configuration = configuration
        self._games: dict[str, GameLedger] = {}

    def game(self, event_id: str) -> GameLedger:
        """Return what was published of a game."""
        return self._games.setdefault(event_id, GameLedger())

    def fair(self, bet: Bet) -> Entry[wire.FairPrice] | None:
        """Return the fair price of a bet, as it was published last."""
        game = self._games.get(bet.board.event_id)
        return None if game is None else game.fair.get(bet)

    def places(self) -> Iterator[Place]:
        """Yield where something is open: fair prices that are not sealed, and opportunities that have not ended."""
        for game in self._games.values():
            yield from (bet for bet, entry in game.fair.items() if not entry.message.closed)
            for place, entries in game.opportunities.items():
                if any(entry.message.state == OpportunityState.OPEN for entry in entries.values()):
                    yield place

    def forget(self, event_id: str, trigger: Trigger) -> Iterator[Output]:
        """Yield the tombstones of a game's records."""
        game = self._games.pop(event_id, None)
        if game is None:
            return
        for place, refused in game.refused.items():
            self.refusals.replace(place, refused, _NONE, trigger.now, is_new=False)
        for fair in game.fair.values():
            yield deleted(AnalyticsKind.FAIR, fair, trigger)
        for entries in game.opportunities.values():
            for entry in entries.values():
                yield deleted(AnalyticsKind.OPPORTUNITIES, entry, trigger)

    def settle_bet(
        self, bet: Bet, found: Evaluation, game: Game, assessed_of: AssessedOf, trigger: Trigger, *, is_new: bool
    ) -> Iterator[Output]:
        """Yield the records that a bet's evaluation changes."""
        yield from self._fair(bet, found.fair, game, trigger)
        yield from self.settle(bet, found, game, assessed_of, trigger, is_new=is_new)

    def settle(
        self, place: Place, found: Evaluation, game: Game, assessed_of: AssessedOf, trigger: Trigger, *, is_new: bool
    ) -> Iterator[Output]:
        """Yield the opportunities that an evaluation opens, changes and ends; refusals are counted."""
        held = self.game(game.event_id)
        refused = tuple(found.refusals)
        before = held.refused.get(place, _NONE)
        if refused != before:
            self.refusals.replace(place, before, refused, trigger.now, is_new=is_new)
            if refused:
                held.refused[place] = refused
            else:
                del held.refused[place]
        if found.opportunities or place in held.opportunities:
            yield from self._opportunities(place, found.opportunities, game, assessed_of, trigger)

    def pay(
        self, event_ids: Collection[str], paid_by: Callable[[wire.Opportunity], Number | None], trigger: Trigger
    ) -> Iterator[Output]:
        """Yield the ended opportunities with a leg in one of these games that are found to have paid otherwise."""
        for entries in self._with_legs_in(event_ids):
            for own_id, entry in entries.items():
                message = entry.message
                if message.state != OpportunityState.ENDED or not any(
                    leg.event_id in event_ids for leg in message.legs
                ):
                    continue
                paid = msgspec.structs.replace(message, paid=paid_by(message))
                made = changed(AnalyticsKind.OPPORTUNITIES, entry, entry.key, paid, trigger)
                if made is not None:
                    entries[own_id], output = made
                    yield output

    def _with_legs_in(self, event_ids: Collection[str]) -> Iterator[dict[str, Entry[wire.Opportunity]]]:
        """Yield what may have a leg in one of these games: all that is theirs, and entries of every game."""
        for event_id, game in self._games.items():
            if event_id in event_ids:
                yield from game.opportunities.values()
            else:
                yield game.opportunities.get(place_of_entries(event_id), {})

    def _fair(self, bet: Bet, fair: Fair | None, game: Game, trigger: Trigger) -> Iterator[Output]:
        held = self.game(game.event_id).fair
        entry = held.get(bet)
        if game.has_started(trigger.now):
            message = None if entry is None else sealed(entry, trigger.now)
        elif entry is not None or (fair is not None and (fair.selections or is_of_winner(self._league, bet))):
            message = fair_record(
                self._league,
                bet,
                fair or _NO_FAIR,
                known=entry,
                start_time=game.start_time,
                player_name=self._name(bet.board),
                configuration=self.configuration,
            )
        else:
            message = None
        if message is None:
            return
        made = changed(AnalyticsKind.FAIR, entry, f"{message.event_id}|{message.id}", message, trigger)
        if made is not None:
            held[bet], output = made
            yield output

    def _opportunities(
        self, place: Place, found: list[Found], game: Game, assessed_of: AssessedOf, trigger: Trigger
    ) -> Iterator[Output]:
        entries = self.game(game.event_id).opportunities.setdefault(place, {})
        wanted = {id_of(self._league, each): each for each in found}
        messages = [
            ended(entry.message, end_reason(entry.message, game, assessed_of, self.configuration.hash), trigger.now)
            for own_id, entry in entries.items()
            if own_id not in wanted and entry.message.state == OpportunityState.OPEN
        ]
        messages += [
            opportunity_record(
                self._league,
                each,
                entries.get(own_id),
                start_time=game.start_time,
                player_name=self._name(place.board if isinstance(place, Bet) else place),
                config=self.configuration.hash,
                now=trigger.now,
            )
            for own_id, each in wanted.items()
        ]
        for message in messages:
            key = f"{message.event_id}|{message.id}"
            made = changed(AnalyticsKind.OPPORTUNITIES, entries.get(message.id), key, message, trigger)
            if made is not None:
                entries[message.id], output = made
                yield output

    def _name(self, board: Board) -> str | None:
        return None if board.player_id is None else self.names.get(board.player_id)
