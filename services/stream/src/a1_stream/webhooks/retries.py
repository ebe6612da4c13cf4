"""When a delivery that failed is tried again."""

from typing import NamedTuple

DELAYS_S = (5, 30, 300, 1_800, 7_200, 28_800)
"""After the first failure, the second, …; the last one repeats."""
_JITTER = 0.2


class Retries(NamedTuple):
    """The schedule of one deployment."""

    patience_s: float
    """For how long a receiver may fail: as long as a cursor can be resumed."""
    delays_s: tuple[float, ...] = DELAYS_S

    def after(self, failures: int, failing_for_s: float, draw: float) -> float | None:
        """Return the seconds until the next attempt, or None where there is none.

        `failures` counts the one just seen. `draw` is in [0, 1), and spreads receivers that failed together.
        """
        if failing_for_s >= self.patience_s:
            return None
        delay = self.delays_s[min(failures, len(self.delays_s)) - 1]
        return delay * (1 - _JITTER + 2 * _JITTER * draw)
