"""Reads a response body within bounds: never holds more than the cap, compressed or decoded."""

import zlib
from collections.abc import AsyncIterator

from a1_schemas.topics import MAX_MESSAGE_BYTES

MAX_BODY_BYTES = MAX_MESSAGE_BYTES
"""The cap on a decoded body, in bytes. A larger body would not fit into a Kafka record."""

_GZIP_WINDOW = 16 + zlib.MAX_WBITS


class TooLargeError(Exception):
    """The decoded body exceeds the cap. The text is its size, or the cap where the provider states none."""


class TruncatedError(Exception):
    """The body ended before its encoding did."""


class UnknownEncodingError(Exception):
    """The body has a content encoding that was not requested."""


async def read_body(chunks: AsyncIterator[bytes], encoding: str, *, cap: int = MAX_BODY_BYTES) -> bytes:
    """Return the decoded body of raw chunks.

    Decompresses in bounded steps, so a gzip bomb cannot exceed the cap. Raises TooLargeError, TruncatedError or
    UnknownEncodingError.
    """
    if encoding in ("", "identity"):
        return await _plain(chunks, cap)
    if encoding in ("gzip", "x-gzip"):
        return await _unpacked(chunks, cap)
    raise UnknownEncodingError(encoding)


async def _plain(chunks: AsyncIterator[bytes], cap: int) -> bytes:
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > cap:
            raise TooLargeError(f"over {cap} bytes")
    return bytes(body)


async def _unpacked(chunks: AsyncIterator[bytes], cap: int) -> bytes:
    body = bytearray()
    unpack = zlib.decompressobj(_GZIP_WINDOW)
    try:
        async for chunk in chunks:
            body += unpack.decompress(chunk, cap + 1 - len(body))
            if len(body) > cap:
                raise TooLargeError(f"over {cap} bytes")
    except zlib.error as error:
        raise TruncatedError from error
    if not unpack.eof:
        raise TruncatedError
    return bytes(body)
