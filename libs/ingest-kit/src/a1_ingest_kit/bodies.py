"""Reads a response body within bounds: never holds more than the cap, compressed or decoded."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

from a1_schemas.topics import MAX_MESSAGE_BYTES

MAX_BODY_BYTES = MAX_MESSAGE_BYTES
"""The cap on a decoded body, in bytes. A larger body would not fit into a Kafka record."""

_LARGE_BYTES = 2 * 1024 * 1024
_STEP_BYTES = 256 * 1024
_GZIP_WINDOW = 16 + zlib.MAX_WBITS


class TooLargeError(Exception):
    """The decoded body exceeds the cap. The text is its size, or the cap where the provider states none."""


class TruncatedError(Exception):
    """The body ended before its encoding did."""


class UnknownEncodingError(Exception):
    """The body has a content encoding that was not requested."""


async def read_body(
    chunks: AsyncIterator[bytes], encoding: str, *, turn: asyncio.Lock, cap: int = MAX_BODY_BYTES
) -> bytes:
    """Return the decoded body of raw chunks.

    Waits for `turn` once it has two MiB and holds it to the end, so that one large body is in memory at a time.
    Decompresses in bounded steps, so a gzip bomb cannot exceed the cap. Raises TooLargeError, TruncatedError or
    UnknownEncodingError.
    """
    if encoding in ("", "identity"):
        decoder = _Plain()
    elif encoding in ("gzip", "x-gzip"):
        decoder = _Gzip()
    else:
        raise UnknownEncodingError(encoding)
    body = bytearray()
    try:
        async with AsyncExitStack() as large:
            async for chunk in chunks:
                for piece in decoder.pieces(chunk):
                    body += piece
                    if len(body) > cap:
                        raise TooLargeError(f"over {cap} bytes")
                    if len(body) - len(piece) <= _LARGE_BYTES < len(body):
                        await large.enter_async_context(turn)
            decoder.end()
            return bytes(body)
    finally:
        body.clear()  # the traceback of a failure would keep it until the next collection


class _Plain:
    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk

    def end(self) -> None:
        pass


class _Gzip:
    def __init__(self) -> None:
        self._unpack = zlib.decompressobj(_GZIP_WINDOW)

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        while chunk:
            try:
                yield self._unpack.decompress(chunk, _STEP_BYTES)
            except zlib.error as error:
                raise TruncatedError from error
            chunk = self._unpack.unconsumed_tail

    def end(self) -> None:
        if not self._unpack.eof:
            raise TruncatedError
