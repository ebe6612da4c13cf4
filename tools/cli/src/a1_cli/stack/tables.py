"""The printed tables: counts by feed, and the state of each process."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from rich.table import Table

_KINDS = ("events", "odds", "props", "player-stats", "news", "injuries", "teams", "players")
_BELOW = {"analytics": "analytics published", "history": "history stored"}
_STATES = {"up": "green", "starting": "yellow", "down": "red"}


def flow_table(status: dict[str, Any], title: str) -> Table:
    """Provider × feed: fetched and published bodies, canonical records by kind. Below it analytics and history."""
    below = "\n".join(f"{words}: {_listed(status[name])}" for name, words in _BELOW.items())
    table = Table(
        title=title,
        title_justify="left",
        caption=below,
        caption_justify="left",
        header_style="bold",
        row_styles=("", "dim"),
    )
    for name in ("provider", "feed"):
        table.add_column(name)
    for name in ("fetched", "published", *_KINDS):
        table.add_column(name, justify="right")
    for (provider, feed), counts in _by_feed(status["flow"]).items():
        if any(counts.values()):
            table.add_row(provider, feed, *(_figure(counts[name]) for name in ("fetched", "published", *_KINDS)))
    return table


def process_table(processes: Iterable[dict[str, Any]]) -> Table:
    """Each process with its state, address and restarts."""
    table = Table(header_style="bold")
    for name in ("process", "state", "pid", "address"):
        table.add_column(name)
    table.add_column("restarts", justify="right")
    for process in processes:
        colour = _STATES[process["state"]]
        state = f"[{colour}]{process['state']}[/{colour}]"
        table.add_row(process["name"], state, str(process["pid"] or "–"), process["url"], _figure(process["restarts"]))
    return table


def _by_feed(rows: Iterable[dict[str, Any]]) -> dict[tuple[str, str], Counter[str]]:
    totals: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts = totals[row["provider"], row["feed"]]
        counts["fetched"] += row["fetched"]
        counts["published"] += row["published"]
        counts.update(row["canonical"])
    return dict(sorted(totals.items()))


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in counts.items()) or "nothing yet"


def _figure(number: int) -> str:
    return f"{number:,}" if number else "·"
