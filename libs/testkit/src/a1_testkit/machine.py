"""How slow this machine is, as a factor for every time-out of a test.

A scale of 1 is a core on which CPython counts ten million additions in 0.6 s; a slower core has a larger one, a faster
core has 1. The figure is measured once and handed to child processes in `A1_SCALE`.
"""

import os
import time

ADDITIONS = 10_000_000
SECONDS_AT_SCALE_1 = 0.6
VARIABLE = "A1_SCALE"


def machine_scale() -> float:
    """At least 1, rounded to hundredths. The first call blocks for the count, about half a second."""
    if VARIABLE not in os.environ:
        os.environ[VARIABLE] = f"{max(1.0, _counting_s() / SECONDS_AT_SCALE_1):.2f}"
    return float(os.environ[VARIABLE])


def scaled(seconds: float) -> float:
    """These seconds of a machine of scale 1, on this machine."""
    return seconds * machine_scale()


def _counting_s() -> float:
    began = time.perf_counter()
    total = 0
    for number in range(ADDITIONS):
        total += number
    return time.perf_counter() - began
