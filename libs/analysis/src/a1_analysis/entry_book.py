"""The picks of a league that may be worth a place in an entry, and the entries that are made of them."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from a1_analysis.configuration import Configuration
from a1_analysis.entries import Chosen, choose, find_entries, is_worth_a_pair, order_of
from a1_analysis.entry_rows import BOARD
from a1_analysis.found import Evaluation, PickLeg, RefusedClaim
from a1_analysis.markets import Board
from a1_schemas.analytics_words import Claim, RefusalReason

_CORRELATED = RefusedClaim(Claim.ENTRY, RefusalReason.CORRELATED_LEGS, (BOARD,))
_NONE: Mapping[Board, list[PickLeg]] = {}


class _Best(NamedTuple):
    """The likeliest pick of a game, and whether a table would pair it with another one of that game."""

    leg: PickLeg
    has_others: bool


class EntryBook:
    """Picks by game. A change looks at the picks of its game and at the best one of each other game."""

    def __init__(self) -> None:
        self._legs: dict[str, dict[Board, list[PickLeg]]] = {}
        self._best: dict[str, _Best] = {}
        self._touched: dict[str, None] = {}
        self._placed: tuple[str, ...] = ()
        """The games at which something was found last."""

    def note(self, board: Board, legs: list[PickLeg]) -> None:
        """Take up the picks of a board that count now."""
        of_game = self._legs.get(board.event_id, _NONE)
        if of_game.get(board, []) == legs:
            return
        self._touched[board.event_id] = None
        if legs:
            self._legs.setdefault(board.event_id, {})[board] = legs
        else:
            del self._legs[board.event_id][board]

    def forget(self, event_id: str) -> None:
        """Forget the picks of a game."""
        if self._legs.pop(event_id, None) is not None:
            self._touched[event_id] = None

    def touch(self, event_id: str) -> None:
        """Look at what was published at a game again."""
        self._touched[event_id] = None

    def evaluate(self, names: Mapping[str, str], configuration: Configuration) -> dict[str, Evaluation]:
        """Return what is found by game: of the games that were touched since the last call, and of all that have some.

        Empty where nothing was touched.
        """
        if not self._touched:
            return {}
        for event_id in self._touched:
            self._choose_best(event_id)
        chosen = choose([best.leg for best in self._best.values()])
        found = {event_id: Evaluation() for event_id in (*self._touched, *self._placed)}
        entries, refused = find_entries(chosen.legs, names, configuration)
        for entry in entries:
            found.setdefault(entry.legs[0].event_id, Evaluation()).opportunities.append(entry)
        for event_id, claim in refused:
            found.setdefault(event_id, Evaluation()).refusals.append(claim)
        for event_id in self._correlated(chosen, found):
            found.setdefault(event_id, Evaluation()).refusals.append(_CORRELATED)
        self._touched = {}
        self._placed = tuple(event_id for event_id, each in found.items() if each.opportunities or each.refusals)
        return found

    def _choose_best(self, event_id: str) -> None:
        legs = sorted(chain.from_iterable(self._legs.get(event_id, _NONE).values()), key=order_of)[:2]
        if legs:
            self._best[event_id] = _Best(legs[0], len(legs) > 1 and is_worth_a_pair(legs[1]))
        else:
            self._best.pop(event_id, None)

    def _correlated(self, chosen: Chosen, looked_at: Iterable[str]) -> set[str]:
        """Return the games with a pick that hangs together with a likelier one, of that game or of its player."""
        known = ((event_id, self._best.get(event_id)) for event_id in looked_at)
        of_player = {leg.bet.board.event_id for leg in chosen.correlated if is_worth_a_pair(leg)}
        return of_player | {event_id for event_id, best in known if best is not None and best.has_others}
