"""Returns memory to the system that the C library keeps: large buffers leave gaps between what lives on.

A process grows for hours otherwise. Only glibc has the call.
https://man7.org/linux/man-pages/man3/malloc_trim.3.html
"""

import ctypes

from a1_service_kit.clock import Clock

_EVERY_S = 1.0
"""A call takes about a millisecond of a heap of a hundred megabytes."""


async def trim_memory(clock: Clock) -> None:
    """Trim each second, for ever; where the library cannot, return at once."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is None:
        return
    while True:
        await clock.sleep(_EVERY_S)
        trim(0)
