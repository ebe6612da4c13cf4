"""Finds the parts of an untyped body that are no objects or lists where these are read.

What is read by path passes over a part of another shape. That part is then lost, not empty, so the body is not the
complete list of what would be in it.
"""

from collections.abc import Iterator
from typing import Any

from a1_mappers.extracted import Reject
from a1_schemas.vocabulary import RejectReason

_EACH = "[]"


def misshapen(value: Any, path: str, *ways: str) -> Iterator[Reject]:
    """Yield a reject for each part along these ways that is no object, or no list of objects; each part once.

    `boxscore.players[].statistics[]` leads through an object, and through each object of two lists. A part that is
    absent or null ends its way without a reject; null in a list does not.
    """
    yield from dict.fromkeys(reject for way in ways for reject in _along(value, path, way))


def _along(value: Any, path: str, way: str) -> Iterator[Reject]:
    if not isinstance(value, dict):
        yield Reject(RejectReason.UNEXPECTED_SHAPE, path, "no object")
        return
    step, _, rest = way.partition(".")
    key = step.removesuffix(_EACH)
    inner: Any = value.get(key)
    where = f"{path}.{key}"
    if not step or inner is None:
        return
    if not step.endswith(_EACH):
        yield from _along(inner, where, rest)
    elif isinstance(inner, list):
        for index, item in enumerate(inner):
            yield from _along(item, f"{where}[{index}]", rest)
    else:
        yield Reject(RejectReason.UNEXPECTED_SHAPE, where, "no list")
