"""What a run is made under: its size, and the broker that its benchmarks start."""

from typing import NamedTuple, TypeVar

_T = TypeVar("_T")


class Conditions(NamedTuple):
    """The conditions of one run."""

    is_smoke: bool
    broker: str
    """A key of `servers.BROKERS`."""

    def size(self, full: _T, smoke: _T) -> _T:
        """Return the full size of something, or the one of a short run."""
        return smoke if self.is_smoke else full
