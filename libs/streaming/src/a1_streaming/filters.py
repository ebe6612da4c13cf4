"""Filters of a scope: the words of the REST API, asked of what each record says about itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from a1_schemas.analytics_words import AnalyticsKind, PropMarket, ViewKind
from a1_schemas.ids import league_of_event
from a1_schemas.vocabulary import Kind, MarketKey
from a1_streaming.change_map import Change
from a1_streaming.facts import Facts

MAX_VALUES = 50
"""Of one filter."""
MAX_TEXT = 200
FILTERED = "filtered"
"""Why a record is removed from a filtered stream: it lives, and no longer passes."""

_OF_ANALYSED_MARKETS = frozenset({"event_id", "bookmaker", "market", "player"})
FILTERS_OF_KIND: Mapping[ViewKind, frozenset[str]] = MappingProxyType(
    {
        Kind.EVENTS: frozenset({"event_id", "team"}),
        Kind.ODDS: frozenset({"event_id", "bookmaker", "market"}),
        Kind.PROPS: frozenset({"event_id", "bookmaker", "player"}),
        Kind.PLAYER_STATS: frozenset({"event_id", "player", "team"}),
        Kind.NEWS: frozenset({"event_id", "player", "team"}),
        Kind.INJURIES: frozenset({"player", "team"}),
        Kind.SOURCES: frozenset(),
        Kind.LISTINGS: frozenset({"event_id", "team"}),
        Kind.TEAMS: frozenset({"team"}),
        Kind.PLAYERS: frozenset({"player", "team"}),
        AnalyticsKind.FAIR: _OF_ANALYSED_MARKETS,
        AnalyticsKind.OPPORTUNITIES: _OF_ANALYSED_MARKETS,
        AnalyticsKind.REFUSALS: frozenset(),
        AnalyticsKind.GRADES: frozenset({"event_id", "market", "player"}),
        AnalyticsKind.PREDICTIONS: frozenset({"event_id", "market"}),
        AnalyticsKind.SCORECARDS: frozenset(),
    }
)
"""The filters of each kind: what its records say themselves. A scope has those that all of its kinds have."""
MAX_FILTER_VALUES = MAX_VALUES * max(map(len, FILTERS_OF_KIND.values()))
"""Of all filters of one subscription."""
_OF_THE_KEY: Mapping[ViewKind, frozenset[str]] = MappingProxyType(
    {
        Kind.ODDS: frozenset({"event_id", "bookmaker"}),
        Kind.PROPS: frozenset({"event_id", "bookmaker"}),
        Kind.PLAYER_STATS: frozenset({"event_id"}),
        AnalyticsKind.FAIR: frozenset({"event_id"}),
        AnalyticsKind.GRADES: frozenset({"event_id"}),
        AnalyticsKind.PREDICTIONS: frozenset({"event_id"}),
    }
)
"""Facts that never change for a key: a record that fails them has never passed."""
_MARKETS = (*MarketKey, PropMarket.PLAYER_PROP)


class FilterProblem(ValueError):  # noqa: N818 - it becomes a problem document
    """A filter that the scope does not have, or a value that it cannot have. `more` are fields of the problem.

    `word` is what was written in place of an allowed one.
    """

    def __init__(self, code: str, title: str, detail: str, *, word: str | None = None, **more: Any) -> None:
        super().__init__(detail)
        self.word = word
        self.status = 422
        self.code = code
        self.title = title
        self.detail = detail
        self.more = more


class _Has(NamedTuple):
    """Whether a set of facts has one of the values."""

    facts_of: Callable[[Facts], frozenset[str]]

    def passes(self, facts: Facts, wanted: frozenset[str]) -> bool:
        return not wanted.isdisjoint(self.facts_of(facts))


class _Says(NamedTuple):
    """Whether a text has one of the values as whole words."""

    facts_of: Callable[[Facts], str]

    def passes(self, facts: Facts, wanted: frozenset[str]) -> bool:
        text = self.facts_of(facts)
        return any(f" {value} " in text for value in wanted)


_TESTS: Mapping[str, _Has | _Says] = MappingProxyType(
    {
        "event_id": _Has(lambda facts: facts.event_ids),
        "bookmaker": _Has(lambda facts: facts.bookmakers),
        "market": _Has(lambda facts: facts.markets),
        "player": _Says(lambda facts: facts.players),
        "team": _Says(lambda facts: facts.teams),
    }
)


class Filters(NamedTuple):
    """Several values of one filter match any of them; several filters must all match. Equal filters are equal."""

    wanted: tuple[tuple[str, frozenset[str]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted)

    @property
    def size(self) -> int:
        """How many values they have together."""
        return sum(len(values) for _, values in self.wanted)

    def passes(self, change: Change) -> bool:
        """Whether the record, or the one that was removed, is part of the stream."""
        facts = change.facts
        return all(_TESTS[name].passes(facts, values) for name, values in self.wanted)

    def may_have_passed(self, change: Change) -> bool:
        """Whether an earlier version of the record may have been part of the stream. A tombstone may be of any."""
        facts = change.facts
        if change.value is None and facts == _NOTHING_KNOWN:
            return True
        fixed = _OF_THE_KEY.get(change.kind, frozenset())
        return all(_TESTS[name].passes(facts, values) for name, values in self.wanted if name in fixed)

    @property
    def event_ids(self) -> frozenset[str] | None:
        """The events that alone can pass, or None without that filter."""
        return dict(self.wanted).get("event_id")


EVERYTHING = Filters()
_NOTHING_KNOWN = Facts()


def filters_of(league: str, kinds: Iterable[ViewKind], asked: Mapping[str, Sequence[str]]) -> Filters:
    """Return the filters of a scope. Raises FilterProblem, as REST answers with 422."""
    allowed = frozenset[str].intersection(*(FILTERS_OF_KIND[kind] for kind in kinds))
    wanted: list[tuple[str, frozenset[str]]] = []
    for name, values in sorted(asked.items()):
        if name not in allowed:
            detail = "The kinds of the scope do not all have this filter; `allowed` lists those they have."
            shown = name[:MAX_TEXT]
            raise FilterProblem(
                "unknown-parameter", "Unknown parameter", detail, word=shown, parameter=shown, allowed=sorted(allowed)
            )
        if not 1 <= len(values) <= MAX_VALUES:
            raise _bad(name, f"It has 1 to {MAX_VALUES} values.")
        wanted.append((name, frozenset(_value(league, name, value) for value in values)))
    return Filters(tuple(wanted))


def _value(league: str, name: str, value: str) -> str:
    if not value.strip() or len(value) > MAX_TEXT or not value.isprintable():
        raise _bad(name, f"A value has 1 to {MAX_TEXT} printable characters.")
    if name == "event_id":
        if league_of_event(value) != league:
            raise _bad(name, f"It is no id of a game of {league}.")
        return value
    word = value.strip().casefold()
    if name == "market" and word not in _MARKETS:
        raise _bad(name, "It is none of the values that are `allowed`.", word=word, allowed=sorted(_MARKETS))
    return word


def _bad(name: str, detail: str, **more: Any) -> FilterProblem:
    return FilterProblem("bad-parameter", "Bad parameter", detail, parameter=name, **more)
