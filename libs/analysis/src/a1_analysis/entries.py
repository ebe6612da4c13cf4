"""Pick'em entries: for each row of the payout table the likeliest picks of a league, one a game."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import prod
from typing import NamedTuple

import msgspec

from a1_analysis.configuration import Configuration
from a1_analysis.crossings import leg_of
from a1_analysis.entry_rows import BOARD, CONTEST, EntryRow, entry_rows, most_picks
from a1_analysis.found import Found, PickLeg, RefusedClaim, published
from a1_analysis.markets import place_of_entries
from a1_betting.estimate import Estimate
from a1_betting.expected_value import ExpectedValue
from a1_betting.payouts import Pick, entry_multiple, entry_value
from a1_betting.refused import Refused
from a1_betting.settlement import LegResult
from a1_schemas import fast_analytics as wire
from a1_schemas.analytics_words import Claim, OpportunityKind, RefusalReason
from a1_schemas.payouts import Entry, EntryType


class Chosen(NamedTuple):
    """The picks from which entries are made."""

    legs: list[PickLeg]
    """The likeliest first; no two of one game or player."""
    correlated: list[PickLeg]
    """Those left out for a player who is in a likelier one."""


def order_of(leg: PickLeg) -> tuple[object, ...]:
    """Return what picks are sorted by: the likeliest first."""
    return (-leg.estimate.probability, leg.bet.words)


def is_worth_a_pair(leg: PickLeg) -> bool:
    """Whether two such picks are worth an entry of the fewest picks."""
    smallest = min(entry_rows(), key=lambda row: row.entry.picks)
    return smallest.break_even is not None and leg.estimate.probability > smallest.break_even


def choose(best: Sequence[PickLeg]) -> Chosen:
    """Return the picks from the best one of each game, as many as the largest entry has."""
    chosen = Chosen([], [])
    players: set[str] = set()
    for leg in sorted(best, key=order_of):
        own = set((leg.bet.board.player_id or "").split("+"))
        if own & players:
            chosen.correlated.append(leg)
            continue
        players |= own
        chosen.legs.append(leg)
        if len(chosen.legs) == most_picks():
            break
    return chosen


def find_entries(
    legs: Sequence[PickLeg], names: Mapping[str, str], configuration: Configuration
) -> tuple[list[Found], list[tuple[str, RefusedClaim]]]:
    """Return the entries whose expected profit is above its standard error, and by first game what is refused.

    Each pick must be likelier than the break-even of its entry: one that is not takes from what the others bring.
    """
    found: list[Found] = []
    refused: list[tuple[str, RefusedClaim]] = []
    for row in entry_rows():
        picks = legs[: row.entry.picks]
        if len(picks) < row.entry.picks or picks[-1].estimate.probability <= (row.break_even or 0.0):
            continue
        made = price_entry(row, picks, names, configuration)
        if isinstance(made, Found):
            found.append(made)
        else:
            refused.append((min(leg.bet.board.event_id for leg in picks), made))
    return found, refused


def price_entry(
    row: EntryRow, picks: Sequence[PickLeg], names: Mapping[str, str], configuration: Configuration
) -> Found | RefusedClaim:
    """Return what an entry of these picks is worth, or why it is refused."""
    legs = sorted(picks, key=lambda leg: leg.bet.board.event_id)
    entry = row.entry
    try:
        value = _value(entry.type, tuple(leg.estimate for leg in legs))
        voided = _with_one_void(entry)
    except Refused as refused:
        return RefusedClaim(Claim.ENTRY, refused.reason, (BOARD,))
    error = value.standard_error or 0.0
    if value.value <= configuration.opportunities.ev_errors * error:
        return RefusedClaim(Claim.ENTRY, RefusalReason.NO_EDGE, (BOARD,))
    total = configuration.stakes.total
    return Found(
        kind=OpportunityKind.ENTRY,
        place=place_of_entries(legs[0].bet.board.event_id),
        scope=legs[0].bet.scope,
        start_time=min((leg.start_time for leg in legs if leg.start_time is not None), default=None),
        legs=tuple(_leg(leg, total / len(legs), names) for leg in legs),
        profit=published(value.value),
        worst_branch=published(-total),
        void_branches=(tuple(published(total * (multiple - 1)) for multiple in voided),) * len(legs),
        standard_error=published(error),
        hit_probability=published(prod(leg.estimate.probability for leg in legs)),
        entry=wire.PickemEntry(
            str(entry.type),
            tuple(wire.Payout(each.correct, published(float(each.multiple))) for each in entry.payouts),
        ),
    )


@lru_cache(maxsize=1024)
def _value(entry_type: EntryType, estimates: tuple[Estimate, ...]) -> ExpectedValue:
    """Return what picks of different games are worth. Raises Refused. Cached: most changes leave the picks alone."""
    return entry_value(CONTEST, entry_type, [Pick(each, str(place)) for place, each in enumerate(estimates)])


def _with_one_void(entry: Entry) -> list[float]:
    """Return what the entry pays with one void pick, by the right ones of the others, all first. Raises Refused."""
    others = entry.picks - 1
    return [
        float(
            entry_multiple(
                CONTEST,
                entry.type,
                [LegResult.VOID, *[LegResult.RIGHT] * right, *[LegResult.WRONG] * (others - right)],
            )
        )
        for right in range(others, -1, -1)
    ]


def _leg(leg: PickLeg, stake: float, names: Mapping[str, str]) -> wire.OpportunityLeg:
    board = leg.bet.board
    return msgspec.structs.replace(
        leg_of(leg.bet, leg.quote, leg.place, stake=published(stake), probability=published(leg.estimate.probability)),
        standard_error=published(leg.estimate.standard_error or 0.0),
        player_name=names.get(board.player_id or ""),
        stat_type=board.stat_type,
        period=board.period,
        against=leg.against,
    )
