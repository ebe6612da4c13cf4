"""The count and the clock of a peer: from the end of its first board to the end of its last."""

import json
import time


class Counting:
    """Counts boards. `ends_at` boards are all there are."""

    def __init__(self, ends_at: int) -> None:
        self._ends_at = ends_at
        self._handled = 0
        self._began = 0.0

    def board_done(self) -> bool:
        """Note that a board is handled; returns whether it was the last, and prints the figures then."""
        now = time.perf_counter()
        self._handled += 1
        if self._handled == 1:
            self._began = now
        if self._handled < self._ends_at:
            return False
        print(json.dumps({"boards": self._handled - 1, "seconds": now - self._began}), flush=True)
        return True
