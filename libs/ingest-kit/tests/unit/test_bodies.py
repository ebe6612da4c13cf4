import gzip

import pytest

from a1_ingest_kit.bodies import TooLargeError, TruncatedError, UnknownEncodingError, read_body


async def in_chunks(data, size=1000):
    for start in range(0, len(data), size):
        yield data[start : start + size]


async def test_a_body_is_given_byte_for_byte_plain_or_packed():
    body = b'{"name": "B\xc3\xb8rge"}' * 500
    assert await read_body(in_chunks(body), "") == body
    assert await read_body(in_chunks(gzip.compress(body)), "gzip") == body


async def test_a_body_of_exactly_the_cap_passes_and_one_byte_more_does_not():
    assert len(await read_body(in_chunks(b"x" * 5000), "", cap=5000)) == 5000
    assert len(await read_body(in_chunks(gzip.compress(b"x" * 5000)), "gzip", cap=5000)) == 5000
    with pytest.raises(TooLargeError):
        await read_body(in_chunks(b"x" * 5001), "", cap=5000)
    with pytest.raises(TooLargeError):
        await read_body(in_chunks(gzip.compress(b"x" * 5001)), "gzip", cap=5000)


async def test_a_gzip_bomb_is_not_unpacked_beyond_the_cap():
    bomb = gzip.compress(b"\0" * 50_000_000)
    with pytest.raises(TooLargeError):
        await read_body(in_chunks(bomb, size=len(bomb)), "gzip", cap=100_000)


@pytest.mark.parametrize("cut", [1, 12, 30])
async def test_a_packed_body_that_ends_early_is_truncated(cut):
    packed = gzip.compress(b'{"a": "some text that is long enough"}')
    with pytest.raises(TruncatedError):
        await read_body(in_chunks(packed[:-cut]), "gzip")


async def test_an_encoding_that_was_not_asked_for_is_refused():
    with pytest.raises(UnknownEncodingError):
        await read_body(in_chunks(b"x"), "br")
