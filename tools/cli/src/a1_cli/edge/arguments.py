"""The options that the commands of the edge share."""

from collections.abc import Sequence
from typing import Annotated

import typer

from a1_edge_kit.plans import PLANS, Plan
from a1_edge_kit.scopes import SCOPES, UnknownScopeError, expand

Scopes = Annotated[
    list[str],
    typer.Option(help="What it is for, between commas or spaces: `read:games read:odds`, `read:*`, `stream:*`, …"),
]
PlanName = Annotated[str, typer.Option(help=f"Its limits: {', '.join(PLANS)}.")]
By = Annotated[str | None, typer.Option(help="Who does it; else the name of this account.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON alone on standard output.")]


def split_words(given: Sequence[str]) -> list[str]:
    """Return the words between commas or spaces."""
    return [word for text in given for word in text.replace(",", " ").split()]


def chosen_scopes(given: list[str]) -> tuple[str, ...]:
    """Return the scopes. Raises BadParameter with the closed list."""
    try:
        return expand(split_words(given))
    except UnknownScopeError as error:
        raise typer.BadParameter(f"{error} is none of {', '.join(SCOPES)}", param_hint="--scopes") from None


def chosen_plan(name: str) -> Plan:
    """Return the plan. Raises BadParameter with the closed list."""
    if name not in PLANS:
        raise typer.BadParameter(f"one of {', '.join(PLANS)}", param_hint="--plan")
    return PLANS[name]
