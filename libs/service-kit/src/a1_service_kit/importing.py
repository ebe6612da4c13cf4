"""Imports a library without another one that it takes where it is installed."""

import sys
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def without(name: str) -> Generator[None]:
    """Import as if this library were not installed, unless it is imported already."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # pyright: ignore[reportArgumentType]
    try:
        yield
    finally:
        del sys.modules[name]
