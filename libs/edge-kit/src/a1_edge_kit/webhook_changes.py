"""What a webhook may be, and what happens to it in its life: pure functions of the webhook before."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from a1_edge_kit.destinations import RefusedDestinationError, WebhookSettings, destination_of
from a1_schemas.analytics_words import VIEW_KINDS, ViewKind
from a1_schemas.leagues import League
from a1_schemas.webhook import Webhook
from a1_streaming.cursors import BadCursorError, decode_cursor
from a1_streaming.filters import FilterProblem, Filters, filters_of

STARTS = ("now", "beginning")
KINDS: Mapping[str, ViewKind] = {str(kind): kind for kind in VIEW_KINDS}


class BadWebhookError(ValueError):
    """A field of a webhook that cannot be. `allowed` is the closed list of what it may be, where there is one."""

    def __init__(self, field: str, detail: str, allowed: Iterable[str] = ()) -> None:
        super().__init__(detail)
        self.field = field
        self.detail = detail
        self.allowed = tuple(allowed)


def chosen_league(text: str) -> League:
    """Return the league. Raises BadWebhookError."""
    if text not in tuple(League):
        raise BadWebhookError("league", "one of", League)
    return League(text)


def chosen_kinds(words: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds of records, once each. Raises BadWebhookError."""
    kinds = tuple(dict.fromkeys(words))
    if not kinds or not set(kinds) <= KINDS.keys():
        raise BadWebhookError("kinds", "some of", KINDS)
    return kinds


def checked_filters(league: League, kinds: Collection[str], filters: Mapping[str, Sequence[str]]) -> Filters:
    """Return the filters. Raises BadWebhookError for those that no subscription could have."""
    try:
        return filters_of(league, [KINDS[kind] for kind in kinds], filters)
    except FilterProblem as problem:
        detail = f"{problem.more.get('parameter')}: {problem.detail}"
        raise BadWebhookError("filters", detail, problem.more.get("allowed") or ()) from None


def checked_url(url: str, settings: WebhookSettings) -> None:
    """Raise BadWebhookError for a URL to which nothing is sent."""
    try:
        destination_of(url, settings)
    except RefusedDestinationError as refusal:
        raise BadWebhookError("url", str(refusal)) from None


def checked_start(text: str) -> None:
    """Raise BadWebhookError for a place at which delivery cannot begin."""
    if text in STARTS:
        return
    try:
        decode_cursor(text)
    except BadCursorError as error:
        raise BadWebhookError("start", f"one of {', '.join(STARTS)}, or a cursor: {error}") from None


def paused(old: Webhook) -> Webhook:
    """Return the webhook to which nothing is sent until it is resumed."""
    return old.model_copy(update={"is_paused": True})


def resumed(old: Webhook) -> Webhook:
    """Return the webhook in a new run: it goes on at once, also after 410 and while it waits for a retry."""
    return old.model_copy(update={"is_paused": False, "run": old.run + 1})


def rotated(old: Webhook, until: datetime) -> Webhook:
    """Return the webhook with another secret. Messages have the present signature too until then."""
    return old.model_copy(update={"secret_number": old.secret_number + 1, "previous_until": until})


def tested(old: Webhook) -> Webhook:
    """Return the webhook that is sent a test message."""
    return old.model_copy(update={"test": old.test + 1})
