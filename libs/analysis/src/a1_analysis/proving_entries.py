"""Computes a published pick'em entry again from the quotes of its picks."""

from collections.abc import Iterable

from a1_analysis.assessment import Assessed
from a1_analysis.configuration import Configuration
from a1_analysis.entries import price_entry
from a1_analysis.entry_rows import EntryRow, entry_rows
from a1_analysis.fair import consensus_of
from a1_analysis.found import Evaluation, Found
from a1_analysis.markets import Bet, Board
from a1_analysis.picks import find_picks
from a1_analysis.quotes import Quote
from a1_schemas import fast_analytics as wire


def entries_again(
    message: wire.Opportunity, quotes: Iterable[tuple[Bet, Quote | None]], configuration: Configuration
) -> list[Found]:
    """Return the entry of these quotes; empty where one of its picks is none by them."""
    boards: dict[Board, dict[Bet, list[Assessed]]] = {}
    for bet, quote in quotes:
        if quote is not None:
            boards.setdefault(bet.board, {}).setdefault(bet, []).append(Assessed(quote, None))
    found = Evaluation()
    for bets in boards.values():
        in_order = {bet: sorted(each, key=lambda known: known.quote.bookmaker) for bet, each in bets.items()}
        priced = {bet: [q for q in each if q.quote.pick is None] for bet, each in in_order.items()}
        consensus = {bet: consensus_of(each, configuration) for bet, each in priced.items()}
        find_picks(in_order, consensus, None, found)
    picks = found.picks
    row = _row_of(message)
    if row is None or len(picks) < len(message.legs):
        return []
    names = {leg.player_id: leg.player_name for leg in message.legs if leg.player_id and leg.player_name}
    priced = price_entry(row, picks, names, configuration)
    return [priced] if isinstance(priced, Found) else []


def _row_of(message: wire.Opportunity) -> EntryRow | None:
    """Return the row of the table that a published entry is of."""
    wanted = (None if message.entry is None else message.entry.type, len(message.legs))
    return next((row for row in entry_rows() if (row.entry.type, row.entry.picks) == wanted), None)
