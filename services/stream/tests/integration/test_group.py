"""Members of a group: who stands where, and what the next frame to each begins with."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from prometheus_client import CollectorRegistry

from a1_schemas.vocabulary import Kind
from a1_service_kit.clock import SystemClock
from a1_service_kit.settings import KafkaSettings
from a1_stream.fanout import Fanout
from a1_stream.group import Group
from a1_stream.league_log import Applied, LeagueLog
from a1_stream.metrics import Metrics
from a1_stream.replaying import Replaying
from a1_stream.subscription import Scope, Subscription
from a1_streaming.change_map import read_change
from a1_streaming.filters import Filters

SCOPE = Scope((Kind.ODDS,), Filters())


def change(log: LeagueLog) -> list[Applied]:
    """Write one more change into the maps."""
    offset = log.changes(Kind.ODDS).end + 1
    return log.take([read_change(Kind.ODDS, "x", offset, offset + 1, b'{"removed":null}')], {Kind.ODDS: offset})


class Client:
    """A socket that notes its frames, and may block with one."""

    def __init__(self) -> None:
        self.is_blocked = False
        self.frames: list[dict[str, Any]] = []
        self.on_frame: Callable[[], None] = lambda: None

    @property
    def write(self) -> Callable[[bytes], None]:
        return self._take

    def _take(self, frame: bytes) -> None:
        self.frames.append(json.loads(frame[frame.index(b"{") :]))
        self.on_frame()


class Places:
    """A group over a log, and its members by name."""

    def __init__(self, log: LeagueLog) -> None:
        self.log = log
        self.group = Group(log, SCOPE)
        self.clients: dict[str, Client] = {}
        self.members: dict[str, Subscription] = {}

    def join(self, name: str, of_id: str = "a", *, is_blocked: bool = False) -> None:
        client = self.clients[name] = Client()
        client.is_blocked = is_blocked
        member = self.members[name] = Subscription(of_id, client, SCOPE)
        positions = self.log.positions(SCOPE.kinds)
        member.stands_at(positions, self.log.cursor_text(positions))
        self.group.join(member)

    def change(self) -> list[Subscription]:
        """Deliver one more change. Returns those that could not be written to."""
        return [*self.group.deliver(change(self.log)).blocked]

    def spans(self, name: str) -> list[tuple[str, str]]:
        return [(frame["from"], frame["to"]) for frame in self.clients[name].frames]


@pytest.fixture
def places(log: LeagueLog) -> Places:
    return Places(log)


def test_each_frame_begins_where_the_one_before_it_ended_whenever_a_member_joined(places: Places) -> None:
    places.join("one")
    places.change()
    places.join("two")
    places.join("three", of_id="b")
    places.change()
    places.change()
    first, second, third = places.spans("one")
    assert first[1] == second[0]
    assert second[1] == third[0]
    assert places.spans("two") == places.spans("three") == [second, third]
    assert [frame["id"] for frame in places.clients["three"].frames] == ["b", "b"]


@pytest.mark.parametrize("frames_before", [0, 1, 2])
def test_one_that_leaves_stands_where_its_last_frame_ended(places: Places, frames_before: int) -> None:
    places.change()
    places.join("stays")
    places.join("leaves")
    begins_at = places.members["leaves"].cursor
    for _ in range(frames_before):
        places.change()
    member = places.members["leaves"]
    places.group.leave(member)
    places.change()
    spans = places.spans("leaves")
    assert len(spans) == frames_before
    assert member.cursor == (spans[-1][1] if spans else begins_at)
    assert member.positions == {Kind.ODDS: frames_before}
    assert len(places.spans("stays")) == frames_before + 1


@pytest.mark.parametrize("frames_before", [0, 1])
def test_one_that_a_frame_blocks_has_that_frame_and_none_after_it(places: Places, frames_before: int) -> None:
    places.join("reads")
    places.join("blocks")
    member, client = places.members["blocks"], places.clients["blocks"]
    for _ in range(frames_before):
        places.change()

    def block() -> None:
        client.is_blocked = True
        places.group.block(member)

    client.on_frame = block
    assert places.change() == []
    assert places.change() == [member]
    assert places.change() == []
    assert member.cursor == places.spans("blocks")[-1][1]
    assert len(client.frames) == frames_before + 1
    assert places.group.members == [places.members["reads"]]


def test_one_that_its_first_frames_have_blocked_gets_none_of_the_group(places: Places) -> None:
    places.join("blocks", is_blocked=True)
    assert places.change() == [places.members["blocks"]]
    assert places.clients["blocks"].frames == []


def test_one_that_reads_again_before_it_has_missed_something_goes_on(log: LeagueLog) -> None:
    metrics, clock, client = Metrics(CollectorRegistry()), SystemClock(), Client()
    fanout = Fanout(log, metrics, clock.now, Replaying(KafkaSettings(), metrics, clock, most=1))
    subscription = Subscription("a", client, SCOPE)
    fanout.begin(subscription, None, None)
    client.is_blocked = True
    fanout.block(subscription)
    client.is_blocked = False
    fanout.unblock(subscription)
    change(log)
    assert client.frames[-1]["op"] == "delta"


def test_one_that_reads_again_in_time_stays_a_member(places: Places) -> None:
    places.join("one")
    places.change()
    places.group.block(places.members["one"])
    places.group.unblock(places.members["one"])
    assert places.change() == []
    assert len(places.clients["one"].frames) == 2
