"""Which quotes of a bet may be used, and why others may not."""

from collections.abc import Container, Mapping, Sequence
from datetime import datetime
from statistics import median
from typing import NamedTuple

from a1_analysis.configuration import Configuration
from a1_analysis.games import Game
from a1_analysis.quotes import Quote
from a1_schemas.analytics_words import RefusalReason
from a1_schemas.game_words import MarketPhase

_R = RefusalReason
_PRECEDENCE: Mapping[RefusalReason, int] = {
    reason: number
    for number, reason in enumerate(
        (
            *(_R.EVENT_UNCONFIRMED, _R.EVENT_STARTED, _R.PHASE_MISMATCH, _R.MARKET_CLOSED, _R.SOURCE_DOWN),
            *(_R.QUOTE_SUSPENDED, _R.QUOTE_STALE, _R.MARKET_INCOMPLETE, _R.OUTLIER),
        )
    )
}


class Circumstances(NamedTuple):
    """What quotes are judged by."""

    game: Game
    now: datetime
    """The newest time of the league's records."""
    sources_up: Container[str]
    """Targets that are proven at that time."""
    configuration: Configuration

    @property
    def has_started(self) -> bool:
        """Whether the game has started."""
        return self.game.has_started(self.now)


class Assessed(NamedTuple):
    """A quote, and the reason why it may not be used, if there is one."""

    quote: Quote
    reason: RefusalReason | None


def assess(quotes: Sequence[Quote], seen: Circumstances) -> list[Assessed]:
    """Return one quote a bookmaker, sorted by bookmaker: of several reports the usable one, then the newest."""
    best: dict[str, Assessed] = {}
    for quote in quotes:
        found = Assessed(quote, _reason(quote, seen))
        known = best.get(quote.bookmaker)
        if known is None or _rank(found) > _rank(known):
            best[quote.bookmaker] = found
    assessed = [best[bookmaker] for bookmaker in sorted(best)]
    return _without_outliers(assessed, seen.configuration)


def first_reason(reasons: Sequence[RefusalReason | None]) -> RefusalReason | None:
    """Return the reason that counts where several legs have one."""
    found = [reason for reason in reasons if reason is not None]
    return min(found, key=_PRECEDENCE.__getitem__) if found else None


def _reason(quote: Quote, seen: Circumstances) -> RefusalReason | None:  # noqa: PLR0911 - a table of conditions
    if quote.provider in seen.game.unconfirmed:
        return _R.EVENT_UNCONFIRMED
    if seen.game.is_off or quote.phase == MarketPhase.CLOSED:
        return _R.MARKET_CLOSED
    if seen.has_started:
        return _R.EVENT_STARTED
    if quote.phase == MarketPhase.LIVE:
        return _R.PHASE_MISMATCH
    if quote.target not in seen.sources_up:
        return _R.SOURCE_DOWN
    if quote.is_suspended:
        return _R.QUOTE_SUSPENDED
    if quote.expires_at is not None and quote.expires_at <= seen.now:
        return _R.QUOTE_STALE
    return _R.MARKET_INCOMPLETE if quote.complete is None and quote.pick is None else None


def _rank(found: Assessed) -> tuple[object, ...]:
    quote = found.quote
    return (
        found.reason is None,
        quote.pick is not None,
        quote.observed_at or quote.changed_at,
        quote.provider,
        quote.feed,
        quote.key,
    )


def _without_outliers(assessed: list[Assessed], configuration: Configuration) -> list[Assessed]:
    usable = [each.quote for each in assessed if each.reason is None and each.quote.complete is not None]
    if len(usable) < configuration.quotes.outlier_books:
        return assessed
    medians = [
        median([1 / price for price in prices if price]) for prices in zip(*(q.prices for q in usable), strict=True)
    ]
    points = configuration.quotes.outlier_points
    return [
        each._replace(reason=_R.OUTLIER) if each.reason is None and _is_off(each.quote, medians, points) else each
        for each in assessed
    ]


def _is_off(quote: Quote, medians: Sequence[float], points: float) -> bool:
    return any(price and abs(1 / price - middle) > points for price, middle in zip(quote.prices, medians, strict=True))
