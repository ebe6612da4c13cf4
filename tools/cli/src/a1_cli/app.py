"""The command line `a1`: a table of its commands."""

import typer

from a1_cli.check import check
from a1_cli.doctor import doctor
from a1_cli.edge.keys import keys
from a1_cli.edge.token import secret, token
from a1_cli.evaluate import evaluate_
from a1_cli.history.commands import history
from a1_cli.identity.commands import identity
from a1_cli.map_recordings import map_
from a1_cli.proving.command import prove
from a1_cli.rebuild_view import rebuild_view
from a1_cli.rejects.commands import rejects
from a1_cli.replay import replay
from a1_cli.status import status
from a1_cli.tail import tail
from a1_cli.up import up
from a1_cli.verify import verify

app = typer.Typer(
    name="a1",
    help="A1Betting: four sports data providers, one honest, fast, canonical stream and API.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(up)
app.command()(status)
app.command()(check)
app.command("map")(map_)
app.command()(verify)
app.command()(tail)
app.command()(rebuild_view)
app.command()(doctor)
app.command()(replay)
app.command()(prove)
app.command("evaluate")(evaluate_)
app.command()(token)
app.command()(secret)
app.add_typer(keys, name="keys")
app.add_typer(rejects, name="rejects")
app.add_typer(history, name="history")
app.add_typer(identity, name="identity")


def main() -> None:
    """Run the command line."""
    app()
