"""The tables of `docs/coverage.md`: providers, their feeds, and leagues."""

import importlib
from collections.abc import Iterable, Sequence

from a1_schemas.leagues import League
from a1_schemas.providers import Provider


def coverage_page() -> dict[str, str]:
    """Each table by its mark."""
    return {"providers": _providers(), "feeds": _feeds(), "leagues": _leagues()}


def _providers() -> str:
    by_precedence = sorted(Provider, key=lambda provider: provider.traits.event_precedence)
    return _table(
        ("provider", "name", "service", "address", "key", "one id means one player"),
        (
            (
                f"`{each}`",
                each.traits.title,
                f"`{each.service}`",
                each.traits.host,
                "needed" if each.traits.needs_key else "none",
                _yes(each.traits.has_stable_player_ids),
            )
            for each in by_precedence
        ),
    )


def _feeds() -> str:
    rows: list[tuple[str, str, str]] = []
    for provider in Provider:
        mapped = importlib.import_module(f"a1_mappers.{provider.package}.feeds").FEEDS
        asked = provider.traits.feeds
        rows += [(f"`{provider}`", f"`{feed}`", _yes(feed in asked)) for feed in dict.fromkeys((*asked, *mapped))]
    return _table(("provider", "feed", "asked for"), rows)


def _leagues() -> str:
    return _table(
        (
            "league",
            "sport",
            "partition",
            "calendar",
            "regulation",
            "clock",
            "The Odds API",
            "ESPN",
            "PrizePicks",
            "Sportradar",
        ),
        (
            (
                f"`{league}`",
                league.traits.sport,
                str(league.traits.partition),
                league.traits.zone,
                f"{league.traits.periods} × {league.traits.period_name}",
                league.traits.clock.value,
                f"`{league.traits.odds_api_key}`",
                f"`{league.traits.espn.path}`",
                f"`{league.prizepicks_board.name}`",
                f"`{league.traits.sportradar.product}`",
            )
            for league in League
        ),
    )


def _yes(value: object) -> str:
    return "yes" if value else "no"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
