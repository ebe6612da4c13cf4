"""All quotes of a league, found by bet, board, game, record and target."""

from collections.abc import Iterable, Mapping

import msgspec

from a1_analysis.configuration import Configuration
from a1_analysis.markets import Bet, Board
from a1_analysis.quotes import Quote, judged_by

_NONE: Mapping[str, Quote] = {}


def _bookmaker(entry: tuple[str, Quote]) -> str:
    return entry[1].bookmaker


class QuoteBook:
    """The newest quotes of each record."""

    def __init__(self) -> None:
        self._quotes: dict[Bet, dict[str, Quote]] = {}
        self._bets_of_record: dict[str, dict[Bet, None]] = {}
        self._bets_of_board: dict[Board, dict[Bet, None]] = {}
        self._boards_of_game: dict[str, dict[Board, None]] = {}
        self._records_of_target: dict[str, dict[str, None]] = {}
        self._target_of_record: dict[str, str] = {}

    def put(self, key: str, target: str, found: Iterable[tuple[Bet, Quote]]) -> dict[Bet, None]:
        """Replace the quotes of a record. Returns the bets whose quote came, went or says something else.

        A quote that says the same keeps the version in which it was said first.
        """
        before = self._bets_of_record.get(key, {})
        quotes = dict(found)
        gone = before.keys() - quotes.keys()
        for bet in gone:
            self._drop(bet, key)
        touched = dict.fromkeys(gone)
        for bet, quote in quotes.items():
            if self._add(bet, key, quote):
                touched[bet] = None
        if quotes:
            self._bets_of_record[key] = dict.fromkeys(quotes)
            self._target_of_record[key] = target
            self._records_of_target.setdefault(target, {})[key] = None
        else:
            self._forget(key)
        return touched

    def remove(self, key: str) -> dict[Bet, None]:
        """Remove the quotes of a record. Returns the bets that had one of them."""
        return self.put(key, "", ())

    def judge_by(self, configuration: Configuration) -> None:
        """Renew what of each quote follows from the configuration."""
        for quotes in self._quotes.values():
            quotes |= {key: judged_by(quote, configuration) for key, quote in quotes.items()}

    def quotes(self, bet: Bet) -> Iterable[Quote]:
        """Return the quotes of a bet, by bookmaker."""
        return self._quotes.get(bet, _NONE).values()

    def bets(self) -> list[Bet]:
        """Return all bets."""
        return list(self._quotes)

    def bets_of_board(self, board: Board) -> list[Bet]:
        """Return the bets of a board, in no order."""
        return list(self._bets_of_board.get(board, {}))

    def bets_of_game(self, event_id: str) -> list[Bet]:
        """Return the bets on a game, in no order."""
        return [bet for board in self._boards_of_game.get(event_id, {}) for bet in self._bets_of_board[board]]

    def bets_of_target(self, target: str) -> list[Bet]:
        """Return the bets with a quote that this target proves."""
        return [bet for key in self._records_of_target.get(target, {}) for bet in self._bets_of_record[key]]

    def _add(self, bet: Bet, key: str, quote: Quote) -> bool:
        """Store a quote. Returns whether it says something else than before."""
        quotes = self._quotes.get(bet)
        if quotes is None:
            quotes = self._quotes[bet] = {}
            self._bets_of_board.setdefault(bet.board, {})[bet] = None
            self._boards_of_game.setdefault(bet.board.event_id, {})[bet.board] = None
        known = quotes.get(key)
        if known is quote or (known is not None and known.says_the_same(quote)):
            return False
        if known is not None and known.prices == quote.prices and known.moved_at < quote.moved_at:
            quote = msgspec.structs.replace(quote, moved_at=known.moved_at)
        quotes[key] = quote
        if known is None:
            self._quotes[bet] = dict(sorted(quotes.items(), key=_bookmaker))
        return True

    def _drop(self, bet: Bet, key: str) -> None:
        quotes = self._quotes[bet]
        del quotes[key]
        if quotes:
            return
        del self._quotes[bet]
        board = bet.board
        del self._bets_of_board[board][bet]
        if not self._bets_of_board[board]:
            del self._bets_of_board[board]
            del self._boards_of_game[board.event_id][board]
            if not self._boards_of_game[board.event_id]:
                del self._boards_of_game[board.event_id]

    def _forget(self, key: str) -> None:
        self._bets_of_record.pop(key, None)
        target = self._target_of_record.pop(key, None)
        if target is not None:
            del self._records_of_target[target][key]
            if not self._records_of_target[target]:
                del self._records_of_target[target]
