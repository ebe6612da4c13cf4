"""Refuses values of open filters that nothing knows: neither the asked leagues' view, nor the contract or a registry.

A value that is known and matches nothing is an empty list; a misspelt one would look the same.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from a1_edge_kit.nearest import nearest_values
from a1_edge_kit.registered_words import BOOKMAKERS, long_words, team_spellings, team_words
from a1_gateway.errors import bad_parameter
from a1_gateway.snapshot.documents import player_name
from a1_gateway.snapshot.items import Item, Resource
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.queries import Query
from a1_schemas.leagues import League
from a1_schemas.stats import OTHER

Views = tuple[LeagueView, ...]
_Values = Mapping[str, tuple[str, ...]]
"""What a client may have written, in lower case → the values that stand for it."""


class _Filter(NamedTuple):
    """What is known of the values of an open filter in some leagues."""

    is_known: Callable[[Views, str], bool]
    values: Callable[[Views], _Values]


def refuse_unknown(query: Query, views: Views) -> None:
    """Raise Problem for a value that nothing knows, with the nearest values that are known."""
    for name, known in _FILTERS.items():
        for value in sorted(getattr(query, name)):
            if not known.is_known(views, value):
                near = nearest_values(value, known.values(views))
                raise bad_parameter(name, "Nothing that is served here is known by this value.", near=near)


def _items(views: Views, *resources: Resource) -> Iterable[Item]:
    return chain.from_iterable(view.items(resource) for view in views for resource in resources)


def _bookmaker_is_known(views: Views, bookmaker: str) -> bool:
    return bookmaker in BOOKMAKERS or any(
        bookmaker in item.bookmakers for item in _items(views, Resource.ODDS, Resource.PROPS)
    )


def _bookmakers(views: Views) -> _Values:
    offering = (each for item in _items(views, Resource.ODDS, Resource.PROPS) for each in item.bookmakers)
    return {bookmaker: (bookmaker,) for bookmaker in {*BOOKMAKERS, *offering}}


def _team_is_known(views: Views, team: str) -> bool:
    word = f" {team} "
    return any(word in team_words(League(view.league)) for view in views) or any(
        word in item.teams for item in _items(views, Resource.GAMES)
    )


def _team_values(views: Views) -> _Values:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for view in views:
        for spelling, values in team_spellings(League(view.league)).items():
            found[spelling] |= dict.fromkeys(values)
    playing = {word.strip() for item in _items(views, Resource.GAMES) for word in item.teams.split("\n")}
    for word in playing - found.keys():  # all-stars are in no registry
        found[word] = {word: None}
    return {spelling: tuple(values) for spelling, values in found.items()}


def _player_is_known(views: Views, player: str) -> bool:
    word = f" {player} "
    return any(word in words for view in views for words in view.records.learned.of_player.values())


def _player_values(views: Views) -> _Values:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for view in views:
        for player_id, words in view.records.learned.of_player.items():
            name = player_name(words)
            for spelling in {*map(str.strip, words.split("\n")), *long_words(name)}:
                found[spelling] |= dict.fromkeys((player_id, name))
    return {spelling: tuple(values) for spelling, values in found.items()}


def _statistic_is_known(views: Views, stat_type: str) -> bool:
    return not stat_type.startswith(OTHER) or any(stat_type in view.records.learned.other_statistics for view in views)


def _statistics(views: Views) -> _Values:
    return {each: (each,) for view in views for each in view.records.learned.other_statistics}


_FILTERS = {
    "bookmaker": _Filter(_bookmaker_is_known, _bookmakers),
    "team": _Filter(_team_is_known, _team_values),
    "player": _Filter(_player_is_known, _player_values),
    "stat_type": _Filter(_statistic_is_known, _statistics),
}
"""Filters whose values are in no closed list."""
