"""Returns memory to the system that the C library keeps: large buffers leave gaps between what lives on.

A process grows for hours otherwise. Only glibc has the call.
https://man7.org/linux/man-pages/man3/malloc_trim.3.html
"""

import ctypes

from a1_service_kit.clock import Clock

_EVERY_S = 1.0
_RESTS = 1_000
"""So many times as long as a call took passes before the next: usually a millisecond, thirty in a heap of 600 MiB that
is full of small gaps.
"""


async def trim_memory(clock: Clock) -> None:
    """Trim for ever; where the library cannot, return at once."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is None:
        return
    took_s = 0.0
    while True:
        await clock.sleep(max(_EVERY_S, _RESTS * took_s))
        began = clock.monotonic()
        trim(0)
        took_s = clock.monotonic() - began
