"""Mends text that was decoded in another encoding than it was written in: `JokiÄ‡` is `Jokić`."""

import re

_SUSPECT = re.compile("[^\x00-\x7f] ?[^\x00-\x7f]|[\x80-\x9f]|[ÂÃ] ")
"""What such text has somewhere: a letter beyond ASCII is two characters in it at least, the second may be a space."""


def mended(text: str) -> str:
    """Return the text as it was written."""
    if text.isascii() or _SUSPECT.search(text) is None:
        return text
    from ftfy import fix_encoding  # noqa: PLC0415 - 5 MiB and 80 ms, for those who meet such text

    return fix_encoding(text)
