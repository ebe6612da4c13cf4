"""What `a1 webhooks create` is given, and how it is refused: by the name of the option."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager

import typer

from a1_edge_kit.webhook_changes import BadWebhookError

_OPTIONS = {"league": "--league", "kinds": "--kinds", "filters": "--filter", "url": "--url", "start": "--from"}
"""By field of a webhook the option that gives it."""


@contextmanager
def naming_option() -> Generator[None]:
    """Raise BadParameter, with the closed list if there is one, for a field that cannot be."""
    try:
        yield
    except BadWebhookError as error:
        line = " ".join([error.detail, ", ".join(error.allowed)]).strip()
        raise typer.BadParameter(line, param_hint=_OPTIONS[error.field]) from None


def read_filters(given: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Return filters by name. Raises BadParameter for a text that is none."""
    found: dict[str, tuple[str, ...]] = {}
    for text in given:
        name, sign, values = text.partition("=")
        if not sign:
            raise typer.BadParameter("a filter is NAME=VALUE or NAME=VALUE,VALUE", param_hint="--filter")
        found[name] = (*found.get(name, ()), *values.split(","))
    return found
