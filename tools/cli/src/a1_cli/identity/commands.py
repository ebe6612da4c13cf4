"""`a1 identity`: listings of different providers that are one game, and decisions of people about them."""

import typer

from a1_cli.identity.decisions import pin, split, unpin
from a1_cli.identity.review import review
from a1_cli.identity.scores import score_pairs

identity = typer.Typer(help="Which listings of different providers are one game.", no_args_is_help=True)
identity.command("score")(score_pairs)
identity.command("review")(review)
identity.command("pin")(pin)
identity.command("split")(split)
identity.command("unpin")(unpin)
