"""Which quotes of a bet may be used, and why others may not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

import msgspec

from a1_analysis.configuration import Configuration
from a1_analysis.games import Game
from a1_analysis.quotes import Quote
from a1_analysis.sources_up import SourcesUp
from a1_schemas.analytics_words import RefusalReason
from a1_schemas.game_words import MarketPhase

_R = RefusalReason
_CLOSED, _LIVE = str(MarketPhase.CLOSED), str(MarketPhase.LIVE)
_PRECEDENCE: Mapping[RefusalReason, int] = {
    reason: number
    for number, reason in enumerate(
        (
            *(_R.EVENT_UNCONFIRMED, _R.EVENT_STARTED, _R.PHASE_MISMATCH, _R.MARKET_CLOSED, _R.SOURCE_DOWN),
            *(_R.QUOTE_SUSPENDED, _R.QUOTE_STALE, _R.MARKET_INCOMPLETE, _R.OUTLIER),
        )
    )
}


@dataclass(slots=True)
class Circumstances:
    """What all quotes of a bet are judged by."""

    unconfirmed: tuple[str, ...]
    """Providers whose listing is perhaps another game."""
    is_off: bool
    """Whether the game does not take place as planned."""
    has_started: bool
    """Whether the game has started."""
    now: datetime
    """The newest time of the league's records."""
    sources_up: set[str]
    """Targets that are proven at that time."""
    sources_known: set[str]
    """Targets with a status that was seen; quotes of others wait for it."""
    turns: int
    """How often one turned up or down."""
    configuration: Configuration


def circumstances(game: Game, now: datetime, sources: SourcesUp, configuration: Configuration) -> Circumstances:
    """Return what the quotes on a game are judged by at this time."""
    has_started = game.has_started(now)
    up, known = sources.up, sources.known
    return Circumstances(game.unconfirmed, game.is_off, has_started, now, up, known, sources.turns, configuration)


class Assessed(NamedTuple):
    """A quote, and the reason why it may not be used, if there is one."""

    quote: Quote
    reason: RefusalReason | None


class Assessment(msgspec.Struct, frozen=True):
    """All quotes of a bet as they were judged."""

    seen: Circumstances
    quotes: list[Quote]
    """All quotes by bookmaker."""
    each: list[Assessed]
    """The quotes of targets with a status, each judged by itself."""
    valid_until: datetime | None
    """When the first usable quote becomes too old; None where none does."""
    is_one_each: bool
    """Whether no bookmaker has several reports."""
    chosen: list[Assessed]
    """One quote a bookmaker, by bookmaker: of several reports the usable one, then the newest; outliers are refused."""

    def holds(self, seen: Circumstances) -> bool:
        """Whether these circumstances judge the same quotes alike."""
        return (
            (self.valid_until is None or seen.now < self.valid_until)
            and seen.turns == self.seen.turns
            and seen.has_started == self.seen.has_started
            and seen.is_off == self.seen.is_off
            and seen.unconfirmed == self.seen.unconfirmed
        )


def assess(quotes: list[Quote], seen: Circumstances, before: Assessment | None) -> Assessment:
    """Return the judgement of quotes that are sorted by bookmaker; what was judged before is not judged again."""
    if before is not None and len(before.each) == len(before.quotes) == len(quotes) and before.holds(seen):
        changed = [place for place, each in enumerate(quotes) if each is not before.quotes[place]]
        if all(_is_of_one_record(quotes[place], before.quotes[place]) for place in changed):
            return _renewed(quotes, changed, seen, before)
    each = [Assessed(quote, _reason(quote, seen)) for quote in quotes if quote.target in seen.sources_known]
    of_bookmakers = _one_a_bookmaker(each)
    chosen = _without_outliers(of_bookmakers, seen.configuration)
    return Assessment(seen, quotes, each, first_end(each), of_bookmakers is each, chosen)


def _is_of_one_record(one: Quote, other: Quote) -> bool:
    return one.key == other.key and one.target == other.target


def _renewed(quotes: list[Quote], changed: Sequence[int], seen: Circumstances, before: Assessment) -> Assessment:
    """Return an assessment with other quotes of the same records at these places."""
    each = before.each.copy()
    for place in changed:
        each[place] = Assessed(quotes[place], _reason(quotes[place], seen))
    until = before.valid_until
    if any(before.quotes[place].expires_at == until for place in changed):
        until = first_end(each)
    else:
        until = min((end for end in (until, first_end([each[place] for place in changed])) if end), default=None)
    of_bookmakers = each if before.is_one_each else _one_a_bookmaker(each)
    chosen = _without_outliers(of_bookmakers, seen.configuration)
    return Assessment(seen, quotes, each, until, before.is_one_each, chosen)


def first_end(assessed: Iterable[Assessed]) -> datetime | None:
    """Return when the first usable quote becomes too old; None where none does."""
    ends = [quote.expires_at for quote, reason in assessed if reason is None and quote.expires_at is not None]
    return min(ends, default=None)


def _one_a_bookmaker(assessed: list[Assessed]) -> list[Assessed]:
    if len({quote.bookmaker for quote, _ in assessed}) == len(assessed):
        return assessed
    found = {bookmaker: max(each, key=_rank) for bookmaker, each in groupby(assessed, key=_bookmaker)}
    return list(found.values())


def first_reason(reasons: Sequence[RefusalReason | None]) -> RefusalReason | None:
    """Return the reason that counts where several legs have one."""
    found = [reason for reason in reasons if reason is not None]
    return min(found, key=_PRECEDENCE.__getitem__) if found else None


def _reason(quote: Quote, seen: Circumstances) -> RefusalReason | None:  # noqa: PLR0911 - a table of conditions
    if quote.provider in seen.unconfirmed:
        return _R.EVENT_UNCONFIRMED
    if seen.is_off or quote.phase == _CLOSED:
        return _R.MARKET_CLOSED
    if seen.has_started:
        return _R.EVENT_STARTED
    if quote.phase == _LIVE:
        return _R.PHASE_MISMATCH
    if quote.target not in seen.sources_up:
        return _R.SOURCE_DOWN
    if quote.is_suspended:
        return _R.QUOTE_SUSPENDED
    if quote.expires_at is not None and quote.expires_at <= seen.now:
        return _R.QUOTE_STALE
    return _R.MARKET_INCOMPLETE if quote.complete is None and quote.pick is None else None


def _bookmaker(assessed: Assessed) -> str:
    return assessed.quote.bookmaker


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
    usable = [quote.implied for quote, reason in assessed if reason is None and quote.complete is not None]
    if len(usable) < configuration.quotes.outlier_books:
        return assessed
    points = configuration.quotes.outlier_points
    ranked = [sorted(outcome) for outcome in zip(*usable, strict=True)]
    medians = [_median(outcome) for outcome in ranked]
    if all(
        middle - outcome[0] <= points and outcome[-1] - middle <= points
        for middle, outcome in zip(medians, ranked, strict=True)
    ):
        return assessed
    return [
        each._replace(reason=_R.OUTLIER) if each.reason is None and _is_off(each.quote, medians, points) else each
        for each in assessed
    ]


def _median(ranked: Sequence[float]) -> float:
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2


def _is_off(quote: Quote, medians: Sequence[float], points: float) -> bool:
    return any(abs(implied - middle) > points for implied, middle in zip(quote.implied, medians, strict=False))
