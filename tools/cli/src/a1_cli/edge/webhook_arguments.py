"""What `a1 webhooks create` is given: a scope in the stream's words, a URL, and where to begin."""

from collections.abc import Mapping, Sequence

import typer

from a1_edge_kit.destinations import RefusedDestinationError, WebhookSettings, destination_of
from a1_schemas.analytics_words import VIEW_KINDS
from a1_schemas.leagues import League
from a1_streaming.cursors import BadCursorError, decode_cursor
from a1_streaming.filters import FilterProblem, filters_of

STARTS = ("now", "beginning")
_KINDS = {str(kind): kind for kind in VIEW_KINDS}


def chosen_league(text: str) -> League:
    """Return the league. Raises BadParameter with the closed list."""
    if text not in tuple(League):
        raise typer.BadParameter(f"one of {', '.join(League)}", param_hint="--league")
    return League(text)


def chosen_kinds(given: Sequence[str]) -> tuple[str, ...]:
    """Return the kinds of records, once each. Raises BadParameter with the closed list."""
    words = tuple(dict.fromkeys(word for text in given for word in text.replace(",", " ").split()))
    if not words or not set(words) <= _KINDS.keys():
        raise typer.BadParameter(f"some of {', '.join(_KINDS)}", param_hint="--kinds")
    return words


def chosen_filters(league: League, kinds: Sequence[str], given: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Return filters by name. Raises BadParameter for what the stream would refuse."""
    found: dict[str, tuple[str, ...]] = {}
    for text in given:
        name, sign, values = text.partition("=")
        if not sign:
            raise typer.BadParameter("a filter is NAME=VALUE or NAME=VALUE,VALUE", param_hint="--filter")
        found[name] = (*found.get(name, ()), *values.split(","))
    try:
        filters_of(league, [_KINDS[kind] for kind in kinds], found)
    except FilterProblem as problem:
        allowed = problem.more.get("allowed")
        line = f"{problem.more.get('parameter')}: {problem.detail}"
        raise typer.BadParameter(f"{line} {', '.join(allowed)}" if allowed else line, param_hint="--filter") from None
    return found


def chosen_url(url: str, settings: WebhookSettings) -> str:
    """Return the URL. Raises BadParameter for one to which nothing is sent."""
    try:
        destination_of(url, settings)
    except RefusedDestinationError as refusal:
        raise typer.BadParameter(str(refusal), param_hint="--url") from None
    return url


def chosen_start(text: str) -> str:
    """Return where delivery begins. Raises BadParameter for what is no cursor."""
    if text not in STARTS:
        try:
            decode_cursor(text)
        except BadCursorError as error:
            line = f"one of {', '.join(STARTS)}, or a cursor: {error}"
            raise typer.BadParameter(line, param_hint="--from") from None
    return text
