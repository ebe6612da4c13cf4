"""Bodies that nobody should send: arbitrary JSON, and documents in a provider's shape with something wrong in them.

Made by a seeded `Random`, so that an example is found again by its seed and number.
"""

import copy
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from random import Random
from typing import Any

from a1_schemas.providers import Provider
from a1_testkit.recordings import Recording
from a1_testkit.shapes import SHAPES

_MOST_ITEMS = 3
_DEEPEST = 6
_ARBITRARY, _BYTES = 0.25, 0.35
"""Parts of the examples, cumulated: arbitrary documents, damaged bytes; the rest are documents with wrong values."""

TEXTS = (
    *("", " ", "TBD", "NaN", "Infinity", "-0", "1e400", "0x10", "١٢", "null", "true", "home", "Draw", "h2h", "EVEN"),
    *(
        "-110",
        "+105",
        "29/20",
        "1.91",
        "soon",
        "2026-11-25T23:30:00Z",
        "2026-13-45T99:99:99Z",
        "2026-11-25T23:30",
    ),
    *(
        "\u202eRTL",
        "zero\u200bwidth",
        "\x00\x1f",
        "\ud800",
        "é" * 40,
        "x" * 5_000,
        "sr:match:0",
        "../../etc",
    ),
)
NUMBERS = (
    *(0, -0.0, 1, -1, 0.5, 1.01, 99.99, -20_000, 10**9, -(10**18), 10**400, 1e308, -1e-308, 2**53 + 1, 0.1 + 0.2),
    *(float("nan"), float("inf"), float("-inf"), 3.141592653589793, 1_764_113_400, 1_764_113_400_000),
)
OTHERS = (None, True, False, [], {}, [[]], [None], {"": None}, [{}], "TBD", 0)


def documents_of(recordings: Iterable[Recording], provider: Provider, feed: str) -> list[Any]:
    """What hostile bodies of a feed are made of: our own shapes and the recorded bodies, where there are any."""
    found = list(SHAPES.get(provider, ()))
    for recording in recordings:
        if (recording.row["provider"], recording.row["feed"]) == (provider, feed):
            with suppress(ValueError):
                found.append(_pruned(json.loads(recording.body)))
    return found


def _pruned(document: Any) -> Any:
    """The same shape, with a few items of each list: large bodies say the same over and over."""
    if isinstance(document, list):
        return [_pruned(item) for item in document[:_MOST_ITEMS]]
    if isinstance(document, dict):
        return {key: _pruned(value) for key, value in list(document.items())[:60]}
    return document


def keys_of(documents: Sequence[Any]) -> list[str]:
    """Every key in these documents, once."""
    found: dict[str, None] = {}
    for document in documents:
        for place, key in _places(document):
            if isinstance(place, dict):
                found[str(key)] = None
    return sorted(found)


def hostile_body(random: Random, documents: Sequence[Any], keys: Sequence[str]) -> bytes:
    """One body: arbitrary, damaged, or a document with wrong values."""
    kind = random.random()
    if kind < _ARBITRARY or not documents:
        return _encoded(_arbitrary(random, keys, 0))
    document = copy.deepcopy(random.choice(documents))
    if kind < _BYTES:
        return _damaged(random, _encoded(document))
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        document = _with_a_fault(random, document, keys)
    return _encoded(document)


def _encoded(document: Any) -> bytes:
    return json.dumps(document).encode()


def _arbitrary(random: Random, keys: Sequence[str], depth: int) -> Any:
    kind = random.random()
    if depth >= _DEEPEST or kind < 0.35:
        return _leaf(random)
    if kind < 0.6:
        return [_arbitrary(random, keys, depth + 1) for _ in range(random.randrange(4))]
    chosen = random.sample(keys, min(len(keys), random.randrange(7)))
    return {key: _arbitrary(random, keys, depth + 1) for key in chosen}


def _leaf(random: Random) -> Any:
    return copy.deepcopy(random.choice(random.choice((TEXTS, NUMBERS, OTHERS))))


def _damaged(random: Random, body: bytes) -> bytes:
    at = random.randrange(len(body) + 1)
    return random.choice(
        (
            body[:at],
            body + random.choice((b"]", b"{}", b"\x00", b"<html>")),
            b"\xef\xbb\xbf" + body,
            body[:at] + bytes([random.randrange(256)]) + body[at + 1 :],
            body.replace(b'":', b'":' + b"[" * 2_000, 1),
            b"<!doctype html><title>Just a moment...</title>" + body[:at],
        )
    )


def _with_a_fault(random: Random, document: Any, keys: Sequence[str]) -> Any:
    places = list(_places(document))
    if not places:
        return _arbitrary(random, keys, 0)
    place, key = random.choice(places)
    random.choice(_FAULTS)(random, place, key, keys)
    return document


def _places(document: Any) -> Iterator[tuple[Any, Any]]:
    """Every container with each of its keys or indexes."""
    inner = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for key, value in inner:
        yield document, key
        yield from _places(value)


def _replace(random: Random, place: Any, key: Any, keys: Sequence[str]) -> None:  # noqa: ARG001
    place[key] = _leaf(random)


def _grow(random: Random, place: Any, key: Any, keys: Sequence[str]) -> None:
    place[key] = _arbitrary(random, keys, 3)


def _drop(random: Random, place: Any, key: Any, keys: Sequence[str]) -> None:  # noqa: ARG001
    del place[key]


def _rename(random: Random, place: Any, key: Any, keys: Sequence[str]) -> None:
    value = place[key]
    del place[key]
    if isinstance(place, dict):
        place[random.choice(keys)] = value
    else:
        place.append(value)


def _repeat(random: Random, place: Any, key: Any, keys: Sequence[str]) -> None:  # noqa: ARG001
    if isinstance(place, list):
        place.insert(0, copy.deepcopy(place[key]))
    else:
        place[key] = [place[key], place[key]]


def _other_type(random: Random, place: Any, key: Any, keys: Sequence[str]) -> None:
    value = place[key]
    place[key] = random.choice((str(value)[:200], [value], {random.choice(keys): value}, len(str(value))))


_FAULTS: tuple[Callable[[Random, Any, Any, Sequence[str]], None], ...] = (
    *(_replace, _replace, _replace, _grow, _drop, _rename, _repeat, _other_type),
)
