"""Finds values of filters that nothing knows: neither a registry, nor a record that the log still has.

A stream of a known value is empty while no record says it; one of a misspelt value would look the same.
The ids of events say only which league they are of: one that is unknown may be of a game that is still to be listed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from a1_edge_kit.nearest import nearest_values
from a1_edge_kit.registered_words import BOOKMAKERS, long_words, team_spellings, team_words
from a1_schemas.analytics_words import ViewKind
from a1_schemas.leagues import League
from a1_schemas.vocabulary import Kind
from a1_stream.league_log import LeagueLog
from a1_stream.subscription import Scope
from a1_streaming.cursors import START
from a1_streaming.facts import Facts
from a1_streaming.filters import FilterProblem

_Values = Mapping[str, tuple[str, ...]]
"""What a client may have written, in lower case → the values that stand for it."""


class _Filter(NamedTuple):
    """What is known of the values of a filter without a closed list."""

    kinds: tuple[ViewKind, ...]
    """Where values are looked for first, and then in the scope's kinds."""
    is_registered: Callable[[League, str], bool]
    is_said: Callable[[Facts, str], bool]
    registered: Callable[[League], _Values]
    said: Callable[[Facts], Iterable[str]]


def check_values(log: LeagueLog, scope: Scope) -> None:
    """Raise FilterProblem for a value that nothing knows, with the nearest values that are known.

    While the log is being read nothing can be said of a value.
    """
    if not log.is_loaded:
        return
    league = League(log.league)
    for name, values in scope.filters.wanted:
        known = _FILTERS.get(name)
        if known is None:
            continue
        kinds = tuple(dict.fromkeys((*known.kinds, *scope.kinds)))
        for value in sorted(values):
            if known.is_registered(league, value) or any(known.is_said(facts, value) for facts in _facts(log, kinds)):
                continue
            near = nearest_values(value, _spellings(known, league, _facts(log, kinds)))
            detail = "Nothing that is served here is known by this value."
            raise FilterProblem("bad-parameter", "Bad parameter", detail, parameter=name, near=near)


def _facts(log: LeagueLog, kinds: Iterable[ViewKind]) -> Iterable[Facts]:
    """Yield what records say, and what removed ones said: for as long as a cursor is good, its filters are known."""
    return (change.facts for kind in kinds for change in log.changes(kind).since(START))


def _spellings(known: _Filter, league: League, facts: Iterable[Facts]) -> _Values:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for spelling, values in known.registered(league).items():
        found[spelling] |= dict.fromkeys(values)
    for said in {said for each in facts for said in known.said(each)}:
        for spelling in (said, *long_words(said)):
            found[spelling].setdefault(said)
    return {spelling: tuple(values) for spelling, values in found.items()}


def _names(text: str) -> Iterable[str]:
    return (name.strip() for name in text.split("\n") if name)


_FILTERS: Mapping[str, _Filter] = {
    "bookmaker": _Filter(
        kinds=(),
        is_registered=lambda _, value: value in BOOKMAKERS,
        is_said=lambda facts, value: value in facts.bookmakers,
        registered=lambda _: {bookmaker: (bookmaker,) for bookmaker in BOOKMAKERS},
        said=lambda facts: facts.bookmakers,
    ),
    "team": _Filter(
        kinds=(),
        is_registered=lambda league, value: f" {value} " in team_words(league),
        is_said=lambda facts, value: f" {value} " in facts.teams,
        registered=team_spellings,
        said=lambda facts: _names(facts.teams),
    ),
    "player": _Filter(
        kinds=(Kind.PLAYERS,),
        is_registered=lambda _league, _value: False,
        is_said=lambda facts, value: f" {value} " in facts.players,
        registered=lambda _: {},
        said=lambda facts: _names(facts.players),
    ),
}
