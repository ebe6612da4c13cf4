"""What was published last of one game."""

from dataclasses import dataclass, field

from a1_analysis.found import RefusedClaim
from a1_analysis.markets import Bet, Board
from a1_analysis.outputs import Entry
from a1_schemas import fast_analytics as wire

Place = Bet | Board
"""Where something was found: in a bet, or across the bets of a board."""


@dataclass(slots=True)
class GameLedger:
    """Fair prices by bet; opportunities, those that ended too, by place and id; and what is refused now, by place."""

    fair: dict[Bet, Entry[wire.FairPrice]] = field(default_factory=dict[Bet, Entry[wire.FairPrice]])
    opportunities: dict[Place, dict[str, Entry[wire.Opportunity]]] = field(
        default_factory=dict[Place, dict[str, Entry[wire.Opportunity]]]
    )
    refused: dict[Place, tuple[RefusedClaim, ...]] = field(default_factory=dict[Place, tuple[RefusedClaim, ...]])


def board_of(message: wire.PricedMarket) -> Board:
    """Return the board of a published message."""
    return Board(message.event_id, message.market, message.period, message.side, message.player_id, message.stat_type)


def bet_of(message: wire.PricedMarket) -> Bet:
    """Return the bet of a published message that has one."""
    return Bet(board_of(message), message.scope, message.line)
