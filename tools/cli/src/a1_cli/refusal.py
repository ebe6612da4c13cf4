"""What a command says of something that is not there."""

import typer


def refused(line: str) -> typer.Exit:
    """Print a line on standard error; the command exits with 2."""
    typer.echo(line, err=True)
    return typer.Exit(2)


def interrupted(line: str) -> typer.Exit:
    """Print how far it got on standard error; the command exits with 130, as a shell says of Ctrl-C."""
    typer.echo(line, err=True)
    return typer.Exit(130)
