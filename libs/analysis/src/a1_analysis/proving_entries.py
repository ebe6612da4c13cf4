"""Computes a published pick'em entry again from the quotes of its picks."""

from collections.abc import Mapping, Sequence

from a1_analysis.assessment import Assessed
from a1_analysis.configuration import Configuration
from a1_analysis.entries import price_entry
from a1_analysis.entry_rows import EntryRow, entry_rows
from a1_analysis.fair import consensus_of
from a1_analysis.found import Evaluation, Found
from a1_analysis.markets import Bet
from a1_analysis.picks import find_pick
from a1_schemas import fast_analytics as wire


def entries_again(
    message: wire.Opportunity, quoted: Mapping[Bet, Sequence[Assessed]], configuration: Configuration
) -> list[Found]:
    """Return the entry of these quotes; empty where one of its picks is none by them."""
    found = [_evaluated(bet, quotes, configuration) for bet, quotes in quoted.items()]
    picks = [each.pick for each in found if each.pick is not None]
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


def _evaluated(bet: Bet, quotes: Sequence[Assessed], configuration: Configuration) -> Evaluation:
    found = Evaluation()
    priced = [each for each in quotes if each.quote.pick is None]
    if len(priced) < len(quotes):
        find_pick(bet, quotes, consensus_of(priced, configuration), None, found)
    return found
