"""Bodies that are not served."""

from collections.abc import Callable

import pytest

from a1_mappers.extracted import Extracted, Reject
from a1_schemas.vocabulary import RejectReason

Read = Callable[..., list[Extracted]]
MAPPINGS = {"sport_events": [{"id": "sr:match:1", "mappings": [{"bookmaker_id": "sr:book:1", "external_id": "x"}]}]}
PROFILE = {"player": {"id": "sr:player:1", "name": "Doe, Pat"}, "teams": []}


@pytest.mark.parametrize(("feed", "body"), [("mappings", MAPPINGS), ("player-profile", PROFILE)])
def test_they_give_nothing_and_nothing_is_refused(read: Read, feed: str, body: object) -> None:
    assert read(feed, body) == []


@pytest.mark.parametrize(("feed", "body"), [("mappings", PROFILE), ("player-profile", MAPPINGS)])
def test_another_shape_is_refused(read: Read, feed: str, body: object) -> None:
    (reject,) = read(feed, body)
    assert isinstance(reject, Reject)
    assert reject.reason is RejectReason.UNEXPECTED_SHAPE
