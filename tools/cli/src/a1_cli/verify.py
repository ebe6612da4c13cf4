"""`a1 verify`: compares the gateway's answers with the sandbox's world, game by game, price by price."""

import json
import time
from collections import Counter
from typing import Annotated

import httpx
import typer
from rich.console import Console
from rich.table import Table

from a1_cli.comparison import COMPARED, Difference, compare_games, compare_odds, compare_props
from a1_cli.served_checks import CHECKS, check_best, check_in_play, check_spelling
from a1_cli.status import chosen_stack

_PAGE = 500


def verify(
    port: Annotated[int | None, typer.Option(help="Of the stack whose gateway is at this port.")] = None,
    within: Annotated[float, typer.Option(help="Seconds the pipeline has to catch up with the paused world.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="JSON alone on standard output.")] = False,
) -> None:
    """Pause the sandbox's clock and compare games, odds and props with its truth, field by field."""
    stack = chosen_stack(port)
    if not stack["sandbox_url"]:
        typer.echo("this stack asks the real providers; there is no truth to compare with", err=True)
        raise typer.Exit(1)
    try:
        truth, differences = _compare(stack["sandbox_url"], stack["gateway_url"], within)
    except httpx.HTTPError as error:
        typer.echo(f"the stack did not answer ({type(error).__name__}: {error}); `./a1 status` shows it", err=True)
        raise typer.Exit(1) from error
    if as_json:
        rows = [difference._asdict() for difference in differences]
        report = {"games": len(truth), "compared": COMPARED, "checks": CHECKS, "differences": rows}
        typer.echo(json.dumps(report, indent=2))
    else:
        _show(truth, differences)
    raise typer.Exit(1 if differences else 0)


def _compare(sandbox_url: str, gateway_url: str, within: float) -> tuple[list[dict], list[Difference]]:
    """Compare while the clock stands still."""
    with httpx.Client(timeout=30, trust_env=False) as http:
        http.post(f"{sandbox_url}/_sandbox/clock", json={"paused": True}).raise_for_status()
        try:
            return _settled(http, sandbox_url, gateway_url, within)
        finally:
            http.post(f"{sandbox_url}/_sandbox/clock", json={"paused": False}).raise_for_status()


def _settled(
    http: httpx.Client, sandbox_url: str, gateway_url: str, within: float
) -> tuple[list[dict], list[Difference]]:
    deadline = time.monotonic() + within
    while True:
        truth, differences = differences_now(http, sandbox_url, gateway_url)
        if not differences or time.monotonic() > deadline:
            return truth, differences
        time.sleep(0.5)


def differences_now(http: httpx.Client, sandbox_url: str, gateway_url: str) -> tuple[list[dict], list[Difference]]:
    """The truth's games, and every difference of the gateway's answers from them at this moment."""
    truth = http.get(f"{sandbox_url}/_sandbox/truth").raise_for_status().json()["games"]
    differences: list[Difference] = []
    for league in sorted({game["league"] for game in truth}):
        expected = [game for game in truth if game["league"] == league]
        served = _all(http, f"{gateway_url}/api/v1/data/unified-games/{league}")
        matched, found = compare_games(league, expected, served)
        odds = _all(http, f"{gateway_url}/api/v1/data/unified-odds/{league}")
        props = _all(http, f"{gateway_url}/api/v1/data/player-props/{league}")
        differences += found
        differences += compare_odds(league, matched, odds)
        differences += compare_props(league, matched, props)
        differences += check_in_play(league, served)
        differences += check_best(league, odds)
        differences += check_spelling(league, props)
    return truth, differences


def _all(http: httpx.Client, url: str) -> list[dict]:
    """Every item of a list route, page by page."""
    items: list[dict] = []
    cursor = None
    while True:
        parameters = {"limit": _PAGE} | ({"cursor": cursor} if cursor else {})
        page = http.get(url, params=parameters).raise_for_status().json()
        items += page["data"]
        cursor = page["meta"]["next_cursor"]
        if not cursor:
            return items


def _show(truth: list[dict], differences: list[Difference]) -> None:
    console = Console()
    games = Counter(game["league"] for game in truth)
    wrong = Counter((difference.league, difference.what) for difference in differences)
    table = Table("league", "games", "differences", header_style="bold")
    for league, count in sorted(games.items()):
        kinds = ", ".join(f"{what} {n}" for (of, what), n in sorted(wrong.items()) if of == league)
        table.add_row(league, str(count), f"[red]{kinds}[/red]" if kinds else "[green]none[/green]")
    console.print(table)
    for what, fields in COMPARED.items():
        typer.echo(f"{what} compared by {', '.join(fields)}")
    typer.echo(f"checked: {'; '.join(CHECKS)}")
    for difference in differences[:40]:
        typer.echo(
            f"{difference.league} {difference.game} {difference.what}: "
            f"expected {difference.expected}, served {difference.served}"
        )
    if len(differences) > 40:
        console.print(f"(and {len(differences) - 40} more; --json lists all)")
