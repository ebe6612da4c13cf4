"""Fair prices as records: published while the game is ahead, sealed by its start."""

from datetime import datetime, timedelta

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
    start_time: datetime | None,
    player_name: str | None,
    configuration: Configuration,
) -> wire.FairPrice:
    """Return the message of a bet's fair price."""
    board = bet.board
    return wire.FairPrice(
        id=fair_price_id(league, *bet.words),
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
        valid_until=valid_until(fair.inputs, start_time, configuration) if fair.selections else None,
    )


def sealed(entry: Entry[wire.FairPrice], at: datetime) -> wire.FairPrice:
    """Return the message as the closing price: what was published last before the start."""
    if entry.message.closed:
        return entry.message
    return msgspec.structs.replace(entry.message, closed=True, sealed_at=at)


def valid_until(
    inputs: tuple[wire.Quote, ...], start_time: datetime | None, configuration: Configuration
) -> datetime | None:
    """Return when the first of these quotes becomes too old or the game starts; None where neither has a time."""
    ends = [
        quote.observed_at + timedelta(seconds=configuration.quotes.max_age_of(quote.feed))
        for quote in inputs
        if quote.observed_at is not None
    ]
    if start_time is not None:
        ends.append(start_time)
    return min(ends, default=None)
