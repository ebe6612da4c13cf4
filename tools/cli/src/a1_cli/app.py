"""The command line `a1`: a table of its commands.

Only the module of the command that was asked for is imported: all of them take two seconds, which a script that asks
for the status each second would feel.
"""

import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from types import MappingProxyType

import typer

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "up": "a1_cli.up:up",
        "status": "a1_cli.status:status",
        "check": "a1_cli.check:check",
        "map": "a1_cli.map_recordings:map_",
        "verify": "a1_cli.verify:verify",
        "tail": "a1_cli.tail:tail",
        "rebuild-view": "a1_cli.rebuild_view:rebuild_view",
        "doctor": "a1_cli.doctor:doctor",
        "replay": "a1_cli.replay:replay",
        "prove": "a1_cli.proving.command:prove",
        "analytics": "a1_cli.configure:analytics",
        "evaluate": "a1_cli.evaluate:evaluate_",
        "token": "a1_cli.edge.token:token",
        "secret": "a1_cli.edge.token:secret",
        "keys": "a1_cli.edge.keys:keys",
        "webhooks": "a1_cli.edge.webhooks:webhooks",
        "rejects": "a1_cli.rejects.commands:rejects",
        "history": "a1_cli.history.commands:history",
        "identity": "a1_cli.identity.commands:identity",
    }
)
"""Name → where its function or its own commands are."""


def app_of(names: Iterable[str]) -> typer.Typer:
    """Return the command line with these commands."""
    app = typer.Typer(
        name="a1",
        help="A1Betting: four sports data providers, one honest, fast, canonical stream and API.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_nothing)  # or one command alone would have no name
    for name in names:
        module, _, attribute = COMMANDS[name].partition(":")
        command = getattr(import_module(module), attribute)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def _nothing() -> None:
    pass


def main() -> None:
    """Run the command line."""
    asked = [name for name in sys.argv[1:2] if name in COMMANDS]
    app_of(asked or COMMANDS)()
