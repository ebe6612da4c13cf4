"""Parses a list's filters, page size and cursor strictly from the query string.

Every route has a closed list of parameters, and every text a bound. Anything else is a 422 that lists what is allowed.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import datetime
from operator import attrgetter
from types import MappingProxyType
from urllib.parse import parse_qsl

import msgspec

from a1_edge_kit.nearest import nearest
from a1_gateway.errors import bad_parameter, unknown_parameter
from a1_gateway.snapshot.items import Item, Resource
from a1_gateway.snapshot.parameters import (
    ARRANGEMENTS,
    DEFAULT_LIMIT,
    FIXED,
    FULL,
    MAX_CURSOR,
    MAX_LIMIT,
    MAX_TEXT,
    MAX_VALUES,
    PARAMETERS,
    SHOWN,
    Form,
    Parameter,
)
from a1_gateway.snapshot.sorting import Cursor, Place, Sort, decode_cursor

_NUMBER = re.compile(r"-?\d{1,6}(\.\d{1,9})?", re.ASCII)
_Known = Mapping[str, Parameter]
_NOTHING: Mapping[str, Iterable[str]] = MappingProxyType({})


class Query(msgspec.Struct, frozen=True):
    """A page of a list. Several values of one filter match any of them; several filters must all match."""

    limit: int = DEFAULT_LIMIT
    after: Place | None = None
    sort: Sort = Sort.START
    include: frozenset[str] = frozenset()
    view: str = FULL
    removed: bool = False
    by: str | None = None
    group: str | None = None
    event_id: frozenset[str] = frozenset()
    bookmaker: frozenset[str] = frozenset()
    market: frozenset[str] = frozenset()
    team: frozenset[str] = frozenset()
    player: frozenset[str] = frozenset()
    stat_type: frozenset[str] = frozenset()
    status: frozenset[str] = frozenset()
    source: frozenset[str] = frozenset()
    kind: frozenset[str] = frozenset()
    state: frozenset[str] = frozenset()
    min_profit: float | None = None
    since: datetime | None = None
    starts_from: datetime | None = None
    starts_to: datetime | None = None
    profile: frozenset[str] = frozenset()
    result: frozenset[str] = frozenset()

    def admitted(self, items: Iterable[Item], changed: Container[str] = frozenset()) -> Iterable[Item]:
        """Return the items that match all filters, lazily. Those with the keys `changed` match `since` too."""
        for predicate in self._predicates(changed):
            items = filter(predicate, items)
        return items

    def _predicates(self, changed: Container[str]) -> Iterator[Callable[[Item], bool]]:
        """Yield a predicate for each filter that is given: an absent one costs nothing for each item."""
        for wanted, facts_of in (
            (self.event_id, attrgetter("event_ids")),
            (self.bookmaker, attrgetter("bookmakers")),
            (self.market, attrgetter("markets")),
            (self.stat_type, attrgetter("stat_types")),
            (self.source, attrgetter("sources")),
        ):
            if wanted:
                yield lambda item, wanted=wanted, facts_of=facts_of: not wanted.isdisjoint(facts_of(item))
        for wanted, fact_of in (
            (self.status, attrgetter("status")),
            (self.kind, attrgetter("kind")),
            (self.state, attrgetter("state")),
        ):
            if wanted:
                yield lambda item, wanted=wanted, fact_of=fact_of: fact_of(item) in wanted
        for wanted, facts_of in ((self.team, attrgetter("teams")), (self.player, attrgetter("players"))):
            if wanted:
                words = [f" {text} " for text in sorted(wanted)]
                yield lambda item, words=words, facts_of=facts_of: _has_any(words, facts_of(item))
        yield from self._bounds(changed)

    def _bounds(self, changed: Container[str]) -> Iterator[Callable[[Item], bool]]:
        if (least := self.min_profit) is not None:
            yield lambda item: item.profit >= least
        if since := self.since:
            yield lambda item: item.changed_at >= since or item.key in changed
        if starts_from := self.starts_from:
            yield lambda item: item.start_time is not None and item.start_time >= starts_from
        if starts_to := self.starts_to:
            yield lambda item: item.start_time is not None and item.start_time <= starts_to


def parse_query(resource: Resource, query_string: bytes) -> Query:
    """Return the query of a list route. Raises Problem."""
    return parse_parameters(PARAMETERS[resource], query_string, FIXED.get(resource, _NOTHING))


def parse_parameters(known: _Known, query_string: bytes, fixed: Mapping[str, Iterable[str]] = _NOTHING) -> Query:
    """Return the query of a route with these parameters. Raises Problem."""
    fields = {**_fields(known, _values(known, query_string)), **fixed}
    cursor = fields.pop("cursor", None)
    query = msgspec.convert(fields, Query)
    if isinstance(cursor, Cursor):
        if cursor.sort is not query.sort:
            raise bad_parameter("cursor", f"It belongs to the order `{cursor.sort}`.")
        query = msgspec.structs.replace(query, after=cursor.place)
    if query.starts_from and query.starts_to and query.starts_from > query.starts_to:
        raise bad_parameter("starts_from", "It is after `starts_to`.")
    if query.removed and query.since is None:
        raise bad_parameter("removed", "It needs `since`.")
    return query


def arranged(resource: Resource, query: Query) -> Resource:
    """Return the list that answers a query of this path."""
    for (path, parameter, word), instead in ARRANGEMENTS.items():
        if path is resource and getattr(query, parameter) == word:
            return instead
    return SHOWN.get(resource, resource)


def _values(known: _Known, query_string: bytes) -> dict[str, list[str]]:
    try:
        pairs = parse_qsl(query_string.decode(), keep_blank_values=True, errors="strict", max_num_fields=200)
    except ValueError:
        raise bad_parameter("", "The query string is not UTF-8, or has too many fields.") from None
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        if name not in known:
            raise unknown_parameter(name[:MAX_TEXT], known)
        longest = MAX_CURSOR if known[name].form is Form.CURSOR else MAX_TEXT
        if not value or len(value) > longest or not value.isprintable():
            raise bad_parameter(name, f"A value has 1 to {longest} printable characters.")
        values.setdefault(name, []).append(value)
    for name, several in values.items():
        if len(several) > MAX_VALUES:
            raise bad_parameter(name, f"At most {MAX_VALUES} values.")
    return values


def _fields(known: _Known, values: Mapping[str, list[str]]) -> dict[str, object]:
    fields: dict[str, object] = {}
    for name, several in values.items():
        parameter = known[name]
        if parameter.form is Form.LIST:
            words = (word for value in several for word in value.split(","))
            fields[name] = frozenset(_text(name, word, parameter) for word in words)
        elif parameter.form is Form.WORDS:
            fields[name] = frozenset(_text(name, value, parameter) for value in several)
        elif len(several) > 1:
            raise bad_parameter(name, "It can be given once.")
        elif parameter.form is Form.CHOICE:
            fields[name] = _text(name, several[0], parameter)
        else:
            fields[name] = _SINGLE[parameter.form](name, several[0])
    return fields


def _text(name: str, value: str, parameter: Parameter) -> str:
    text = value if name == "event_id" else value.strip().casefold()
    is_open = bool(parameter.open_form) and text.startswith(parameter.open_form)
    if parameter.words and text not in parameter.words and not is_open:
        near = nearest(text, parameter.words)
        raise bad_parameter(name, "It is none of the values that are `allowed`.", parameter.words, near)
    return text


def _limit(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 6 and 1 <= int(value) <= MAX_LIMIT):
        raise bad_parameter(name, f"It is a whole number from 1 to {MAX_LIMIT}.")
    return int(value)


def _moment(name: str, value: str) -> datetime:
    try:
        moment = msgspec.convert(value.replace(" ", "+"), datetime)
    except msgspec.ValidationError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise bad_parameter(name, "It is a time with a zone (RFC 3339), such as 2026-11-25T19:00:00Z.")
    return moment


def _number(name: str, value: str) -> float:
    if not _NUMBER.fullmatch(value):
        raise bad_parameter(name, "It is a decimal number, such as 0.005.")
    return float(value)


def _flag(name: str, value: str) -> bool:
    if value not in _FLAGS:
        raise bad_parameter(name, "It is true or false.", _FLAGS)
    return _FLAGS[value]


_FLAGS = {"true": True, "false": False}
_SINGLE: dict[Form, Callable[[str, str], object]] = {
    Form.LIMIT: _limit,
    Form.CURSOR: decode_cursor,
    Form.FLAG: _flag,
    Form.NUMBER: _number,
    Form.TIME: _moment,
}


def _has_any(words: list[str], text: str) -> bool:
    """Whether any of these words is in the text as a whole: `lakers` is in `los angeles lakers`."""
    return any(word in text for word in words)
