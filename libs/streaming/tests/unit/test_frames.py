import msgspec
import pytest

from a1_streaming.frames import (
    NULL,
    Delta,
    Mark,
    Record,
    Scope,
    Snapshot,
    Subscribe,
    Unsubscribe,
    Why,
    delta_rest,
    encode,
    head,
    left_json,
    mark_rest,
    read_client_frame,
    read_server_frame,
    record_json,
    snapshot_part,
)

from .changes import living, removal


def test_the_pieces_of_a_delta_are_the_frame() -> None:
    records = [record_json(living('a"b', 0, 7)), record_json(removal("c", 1, 8)), left_json(living("d", 2, 9))]
    found = read_server_frame(head("delta", 'i"d', "v1.a.O1") + delta_rest("v1.a.O2", 3, Why.RESUME, records))
    assert isinstance(found, Delta)
    assert (found.id, found.from_, found.to, found.con, found.why) == ('i"d', "v1.a.O1", "v1.a.O2", 3, Why.RESUME)
    first, second, third = found.records
    assert (first.kind, first.key, first.version, first.removed) == ("odds", 'a"b', 7, None)
    assert bytes(first.value) == living("a", 0, 7).value
    assert second == Record("odds", "c", 8, NULL, "withdrawn")
    assert third == Record("odds", "d", 9, NULL, "filtered")


def test_the_pieces_of_a_mark_and_a_snapshot_are_the_frames() -> None:
    assert read_server_frame(head("mark", "a", "x") + mark_rest("y", "0f", 2, "up")) == Mark(
        id="a", from_="x", to="y", digest="0f", count=2, sources="up"
    )
    body = b",".join([record_json(living("a", 0, 1)), record_json(living("b", 1, 2))])
    found = read_server_frame(snapshot_part("a", "y", 2, 3, "epoch-changed", body))
    assert isinstance(found, Snapshot)
    assert (found.part, found.parts, found.reason, len(found.records)) == (2, 3, "epoch-changed", 2)


def test_what_is_encoded_has_the_same_fields_as_the_pieces() -> None:
    whole = Delta(id="a", from_="x", to="y", con=0, why=None, records=())
    assert encode(whole) == head("delta", "a", "x") + delta_rest("y", 0, None, ())


def test_client_frames_are_read() -> None:
    text = b'{"op":"subscribe","id":"a","scope":{"league":"nba","kinds":["odds"]},"filters":{"market":["spread"]}}'
    assert read_client_frame(text) == Subscribe(id="a", scope=Scope("nba", ("odds",)), filters={"market": ("spread",)})
    assert read_client_frame(b'{"op":"unsubscribe","id":"a"}') == Unsubscribe(id="a")


@pytest.mark.parametrize(
    "text",
    [
        *(b"", b"{}", b"[]", b"null", b'{"op":"subscribe"}', b'{"op":"shout"}', b'{"op":"ping","extra":1}', b"\xff"),
        b'{"op":"subscribe","id":"","scope":{"league":"nba","kinds":["odds"]}}',
        b'{"op":"subscribe","id":"a","scope":{"league":"nba","kinds":[]}}',
        b'{"op":"subscribe","id":"a","scope":{"league":"nba","kinds":["odds"]},"filters":{"market":"spread"}}',
        b'{"op":"subscribe","id":7,"scope":{"league":"nba","kinds":["odds"]}}',
    ],
)
def test_any_other_client_frame_is_refused(text: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        read_client_frame(text)
