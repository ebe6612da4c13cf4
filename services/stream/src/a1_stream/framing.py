"""WebSocket text frames as bytes, so that one frame serves every client that gets the same."""

_TEXT = b"\x81"
_SHORT, _LONG = 126, 65_536


def text_frame(payload: bytes) -> bytes:
    """Return a final text frame of a server: unmasked (RFC 6455, 5.2)."""
    size = len(payload)
    if size < _SHORT:
        return _TEXT + size.to_bytes() + payload
    if size < _LONG:
        return _TEXT + b"\x7e" + size.to_bytes(2) + payload
    return _TEXT + b"\x7f" + size.to_bytes(8) + payload
