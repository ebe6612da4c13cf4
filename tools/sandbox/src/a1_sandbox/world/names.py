"""First and last names from which the players are made."""

from functools import cache
from importlib.resources import files

import msgspec


class Names(msgspec.Struct, frozen=True):
    """The stock of names."""

    first: tuple[str, ...]
    womens_first: tuple[str, ...]
    last: tuple[str, ...]


@cache
def names() -> Names:
    """The stock, read once from the package's data."""
    return msgspec.json.decode(files("a1_sandbox.world").joinpath("names.json").read_bytes(), type=Names)
