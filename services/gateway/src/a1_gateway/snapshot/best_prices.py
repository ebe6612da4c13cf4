"""An event's odds as one item: every bookmaker's offer, and the best price of each selection.

The best price is the highest, or the lowest of lay markets. A stale offer is best only if no fresh one exists. Equal
prices go to the bookmaker whose name sorts first.
"""

from collections.abc import Callable, Iterable

from a1_gateway.snapshot.answers import BestPrice, EventOdds, Offer
from a1_schemas import fast

_LAY = "-lay"


def event_odds(
    event: fast.SportingEvent, offers: Iterable[fast.BettingOdds], is_fresh: Callable[[str], bool]
) -> EventOdds:
    """Return the item of one event."""
    served = [
        Offer(
            bookmaker=offer.bookmaker,
            bookmaker_name=offer.bookmaker_name,
            provider=offer.provider,
            feed=offer.feed,
            observed_at=offer.observed_at,
            changed_at=offer.changed_at,
            freshness="fresh" if is_fresh(offer.target) else "stale",
            markets=offer.markets,
        )
        for offer in sorted(offers, key=lambda offer: (offer.bookmaker, offer.provider, offer.feed))
    ]
    return EventOdds(
        event_id=event.event_id,
        league=event.league,
        sport=event.sport,
        start_time=event.start_time,
        status=event.status,
        home=event.home,
        away=event.away,
        offers=served,
        best=_best(served),
    )


def _best(offers: list[Offer]) -> list[BestPrice]:
    winners: dict[tuple[object, ...], tuple[tuple[bool, float, str], BestPrice]] = {}
    for offer in offers:
        for market in offer.markets:
            sign = 1 if market.key.endswith(_LAY) else -1
            for outcome in market.outcomes:
                if outcome.price is None:
                    continue
                place = (market.key, market.period, market.scope, outcome.selection, outcome.line)
                rank = (offer.freshness == "stale", sign * outcome.price, offer.bookmaker)
                if place not in winners or rank < winners[place][0]:
                    best = BestPrice(
                        *(market.key, market.period, market.scope, outcome.selection, outcome.line),
                        *(outcome.price, outcome.american, offer.bookmaker, offer.provider, offer.freshness),
                    )
                    winners[place] = (rank, best)
    return [best for _, best in winners.values()]
