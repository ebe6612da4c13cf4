"""Fair prices as records: published while the game is ahead, sealed by its start."""

from datetime import datetime

import msgspec

from a1_analysis.configuration import Configuration
from a1_analysis.found import Fair
from a1_analysis.markets import Bet
from a1_analysis.outputs import Entry
from a1_schemas import fast_analytics as wire
from a1_schemas.ids import fair_price_id


def fair_record(
    league: str,
    bet: Bet,
    fair: Fair,
    *,
    known: Entry[wire.FairPrice] | None,
    start_time: datetime | None,
    player_name: str | None,
    configuration: Configuration,
) -> wire.FairPrice:
    """Return the message of a bet's fair price. `known` is what was published of the bet before."""
    board = bet.board
    return wire.FairPrice(
        id=fair_price_id(league, *bet.words) if known is None else known.message.id,
        event_id=board.event_id,
        league=league,
        market=board.market,
        period=board.period,
        scope=bet.scope,
        line=bet.line,
        side=board.side,
        player_id=board.player_id,
        player_name=player_name,
        stat_type=board.stat_type,
        start_time=start_time,
        config=configuration.hash,
        fair=fair.selections,
        method=str(configuration.fair.method),
        overround=fair.overround,
        inputs=fair.inputs,
        refused=fair.refused,
        reason=fair.reason,
        valid_until=valid_until(fair, start_time) if fair.selections else None,
    )


def sealed(entry: Entry[wire.FairPrice], at: datetime) -> wire.FairPrice:
    """Return the message as the closing price: what was published last before the start."""
    if entry.message.closed:
        return entry.message
    return msgspec.structs.replace(entry.message, closed=True, sealed_at=at)


def valid_until(fair: Fair, start_time: datetime | None) -> datetime | None:
    """Return when the first of its quotes becomes too old or the game starts; None where neither has a time."""
    return min((each for each in (fair.expires_at, start_time) if each is not None), default=None)
