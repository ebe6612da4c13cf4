"""`a1 status`: the processes and counts of a running stack of this checkout."""

import json
from typing import Annotated, Any

import typer
from rich.console import Console

from a1_cli.stack.runfile import running_stacks
from a1_cli.stack.tables import flow_table, process_table


def status(
    port: Annotated[int | None, typer.Option(help="The stack whose gateway is at this port.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON alone on standard output.")] = False,
) -> None:
    """Show the processes of the running stack and its counts so far."""
    found = chosen_stack(port)
    shown = {key: value for key, value in found.items() if key != "pid"}
    if as_json:
        typer.echo(json.dumps(shown, indent=2))
        return
    console = Console()
    console.print(process_table(shown["processes"]))
    console.print(flow_table(shown, title=f"What flowed (gateway {shown['gateway_url']})"))


def chosen_stack(port: int | None) -> dict[str, Any]:
    """The status of the only running stack, or of the one at this port. Exits with a remedy when there is none."""
    stacks = running_stacks()
    if port is not None and port in stacks:
        return stacks[port]
    if port is None and len(stacks) == 1:
        return next(iter(stacks.values()))
    if not stacks:
        remedy = "no stack runs here; start one with `make demo` or `./a1 up`"
    elif port is None:
        remedy = f"several stacks run here; choose one with --port: {', '.join(map(str, stacks))}"
    else:
        remedy = f"no stack at port {port}; running: {', '.join(map(str, stacks))}"
    typer.echo(remedy, err=True)
    raise typer.Exit(1)
