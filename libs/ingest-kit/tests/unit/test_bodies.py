import asyncio
import gzip
import random
import tracemalloc

import pytest

from a1_ingest_kit.bodies import TooLargeError, TruncatedError, UnknownEncodingError, read_body
from a1_testkit.waiting import wait_until


async def in_chunks(data, size=1000):
    for start in range(0, len(data), size):
        yield data[start : start + size]


async def test_a_body_is_given_byte_for_byte_plain_or_packed():
    body = b'{"name": "B\xc3\xb8rge"}' * 500 + random.Random(1).randbytes(1_000_000)
    assert await read_body(in_chunks(body), "", turn=asyncio.Lock()) == body
    assert await read_body(in_chunks(gzip.compress(body)), "gzip", turn=asyncio.Lock()) == body


async def test_a_packed_body_may_be_much_larger_than_its_parts():
    body = b" " * 1_000_000
    assert await read_body(in_chunks(gzip.compress(body)), "gzip", turn=asyncio.Lock()) == body


async def test_a_body_of_exactly_the_cap_passes_and_one_byte_more_does_not():
    assert len(await read_body(in_chunks(b"x" * 5000), "", turn=asyncio.Lock(), cap=5000)) == 5000
    assert len(await read_body(in_chunks(gzip.compress(b"x" * 5000)), "gzip", turn=asyncio.Lock(), cap=5000)) == 5000
    with pytest.raises(TooLargeError):
        await read_body(in_chunks(b"x" * 5001), "", turn=asyncio.Lock(), cap=5000)
    with pytest.raises(TooLargeError):
        await read_body(in_chunks(gzip.compress(b"x" * 5001)), "gzip", turn=asyncio.Lock(), cap=5000)


async def test_a_gzip_bomb_is_not_unpacked_beyond_the_cap():
    bomb = gzip.compress(b"\0" * 50_000_000)
    with pytest.raises(TooLargeError):
        await read_body(in_chunks(bomb, size=len(bomb)), "gzip", turn=asyncio.Lock(), cap=100_000)


@pytest.mark.parametrize("cut", [1, 12, 30])
async def test_a_packed_body_that_ends_early_is_truncated(cut):
    packed = gzip.compress(b'{"a": "some text that is long enough"}')
    with pytest.raises(TruncatedError):
        await read_body(in_chunks(packed[:-cut]), "gzip", turn=asyncio.Lock())


async def test_an_encoding_that_was_not_asked_for_is_refused():
    with pytest.raises(UnknownEncodingError):
        await read_body(in_chunks(b"x"), "br", turn=asyncio.Lock())


async def test_one_large_body_is_read_at_a_time_while_small_ones_pass():
    turn, more, held = asyncio.Lock(), asyncio.Event(), []

    async def slow(name):
        yield b"x" * 3_000_000
        held.append(name)
        await more.wait()
        yield b"y"

    large = [asyncio.ensure_future(read_body(slow(name), "", turn=turn)) for name in ("first", "second")]
    await wait_until(lambda: held)
    assert len(await read_body(in_chunks(b"x" * 2_000_000), "", turn=turn)) == 2_000_000
    assert held == ["first"]
    more.set()
    assert [len(body) for body in await asyncio.gather(*large)] == [3_000_001, 3_000_001]
    assert held == ["first", "second"]


async def test_a_large_body_that_fails_gives_its_turn_away():
    turn = asyncio.Lock()
    with pytest.raises(TooLargeError):
        await read_body(in_chunks(b"x" * 4_000_000, size=100_000), "", turn=turn, cap=3_000_000)
    assert not turn.locked()


async def test_what_was_read_before_a_failure_is_not_kept_with_its_traceback():
    async def endless():
        while True:
            yield b"x" * 100_000

    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError) as kept:
            await read_body(endless(), "", turn=asyncio.Lock(), cap=8_000_000)
        assert kept.value.__traceback__ is not None
        assert tracemalloc.get_traced_memory()[0] < 2_000_000
    finally:
        tracemalloc.stop()
