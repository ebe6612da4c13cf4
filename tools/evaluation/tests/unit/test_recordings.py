"""Every recorded body of a feed that has a mapper, counted and compared with what its manifest says of it."""

import json
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from a1_evaluation.counting import KINDS, count
from a1_mappers.extracted import Contest, Extracted
from a1_mappers.memory import PieceMemory
from a1_mappers.registry import MAPPERS
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_testkit.recordings import Recording

pytestmark = pytest.mark.recordings

FEEDS = sorted(MAPPERS)


def extracted_from(recording: Recording, body: bytes | None = None) -> list[Extracted]:
    """What the mapper makes of a recorded body, or of another in its place."""
    row = recording.row
    provider, feed = Provider(row["provider"]), row["feed"]
    headers = RawHeaders(
        provider=provider,
        feed=feed,
        league=row["league"],
        sport=row["sport"],
        target=f"{provider}/{feed}/{row['league']}",
        url=f"https://provider.example{row['request']['path']}?{urlencode(row['request'].get('params', {}))}",
        fetched_at=datetime(2026, 11, 25, 12, tzinfo=UTC),
        http_status=row["status"],
        content_type="application/json",
        content_hash="",
        request_id="",
    )
    return list(MAPPERS[provider, feed](body or recording.body, headers, PieceMemory()))


@pytest.mark.parametrize("feed", FEEDS, ids="/".join)
def test_what_comes_out_of_a_recorded_body_is_what_is_in_it(
    feed: tuple[Provider, str], recordings: list[Recording]
) -> None:
    ours = [each for each in recordings if (Provider(each.row["provider"]), each.row["feed"]) == feed]
    found = {each.name: count(extracted_from(each)) for each in ours}
    expected = {each.name: {kind: each.row["expect"].get(kind, 0) for kind in KINDS} for each in ours}
    assert found == expected


def test_a_board_says_the_same_whatever_the_order_of_its_rows(recordings: list[Recording]) -> None:
    for board in recordings:
        if board.row["feed"] != "projections":
            continue
        turned = json.loads(board.body)
        turned["data"].reverse()
        there, back = extracted_from(board), extracted_from(board, json.dumps(turned).encode())
        assert contests_in(there) == contests_in(back), board.name


def contests_in(extracted: list[Extracted]) -> list[Contest]:
    return [item for item in extracted if isinstance(item, Contest)]
