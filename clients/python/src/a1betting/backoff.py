"""How long to wait before the next attempt."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backoff:
    """Full jitter: up to twice as long after each failure, so that a crowd does not return at once."""

    first_s: float = 0.25
    longest_s: float = 20.0

    def delay_s(self, failures: int, drawn: float) -> float:
        """Return the seconds to wait after so many failures in a row. `drawn` is random in [0, 1)."""
        return drawn * min(self.longest_s, self.first_s * 2.0 ** min(failures, 30))
