"""Webhooks on real sockets: order, once by id, retries, snapshots, and what stops them."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta

import pytest

from a1_edge_kit.webhook_standing import standing_of
from a1_schemas.vocabulary import Kind
from a1_stream.league_log import LeagueLog
from a1_streaming.digest import written
from a1_streaming.frames import Delta, Snapshot
from a1_testkit.waiting import wait_until

from .conftest import EPOCH
from .log_writer import EVENT, LogWriter
from .webhook_delivery import ID, SECRETS, Deliverer, webhook_of
from .webhook_receiver import Receiver, receiving


@pytest.fixture
async def receiver() -> AsyncGenerator[Receiver]:
    async with receiving(Receiver(ID, SECRETS.present(webhook_of("https://a.example/")))) as receiver:
        yield receiver


@pytest.fixture
def deliverer(log: LeagueLog) -> Deliverer:
    return Deliverer(log)


async def begun(deliverer: Deliverer, receiver: Receiver) -> None:
    """Block until delivery has begun, where the receiver then stands too."""
    await wait_until(lambda: deliverer.progress)
    assert deliverer.progress is not None
    receiver.checker.cursor = deliverer.progress.delivered


def digest_of_log(log: LeagueLog) -> str:
    return written(sum(log.changes(kind).digest for kind in (Kind.EVENTS, Kind.ODDS)))


async def test_changes_arrive_in_order_and_the_state_is_that_of_the_log(
    log: LeagueLog, writer: LogWriter, deliverer: Deliverer, receiver: Receiver
) -> None:
    await writer.put("old")
    async with deliverer.running(webhook_of(receiver.url, start="beginning")):
        await receiver.holds(old=1)
        await writer.put("e", Kind.EVENTS)
        await writer.put("a")
        await receiver.holds(old=1, e=2, a=3)
        await writer.put("old", removed="withdrawn")
        await writer.put("p", Kind.PROPS)  # another kind
        await writer.put("a")
        await receiver.holds(e=2, a=6)
        await wait_until(lambda: deliverer.progress and deliverer.progress.delivered == receiver.checker.cursor)
    assert receiver.checker.breaches == []
    assert receiver.checker.digest == digest_of_log(log)
    assert [each.id for each in receiver.posted] == receiver.accepted
    last = receiver.posted[-1]
    assert last.id == f"{ID}:{receiver.checker.cursor}"
    assert (last.headers["content-type"], last.headers["user-agent"]) == ("application/json", "a1betting-webhooks")


async def test_a_receiver_that_was_down_gets_everything_in_order_and_once_by_id(
    log: LeagueLog, writer: LogWriter, deliverer: Deliverer, receiver: Receiver
) -> None:
    async with deliverer.running(webhook_of(receiver.url)):
        await begun(deliverer, receiver)
        receiver.answers = lambda: 503
        await writer.put("a")
        await receiver.has(3)
        for number in range(20):
            await writer.put(f"k{number % 5}")
        await receiver.has(6)
        receiver.answers = lambda: 200
        await receiver.holds(a=1, k0=17, k1=18, k2=19, k3=20, k4=21)
    assert receiver.checker.breaches == []
    assert len({each.id for each in receiver.posted if each.status == 503}) == 1
    assert receiver.posted[-1].id != receiver.posted[0].id
    behind = receiver.of(Delta)[-1]
    assert isinstance(behind, Delta)
    assert (behind.con, behind.why, len(behind.records)) == (15, "slow-client", 5)
    assert receiver.checker.digest == digest_of_log(log)
    assert receiver.most_at_once == 1


async def test_a_closed_port_is_tried_again_until_it_opens(
    writer: LogWriter, deliverer: Deliverer, receiver: Receiver
) -> None:
    webhook = webhook_of(receiver.url)
    later = Receiver(ID, receiver.secret)
    async with receiving(later):
        port = later.port
    webhook = webhook_of(later.url)
    async with deliverer.running(webhook):
        await begun(deliverer, receiver)
        await writer.put("a")
        await wait_until(lambda: deliverer.attempts("unreachable") >= 2)
        async with receiving(later, port):
            await later.holds(a=1)


async def test_a_message_whose_answer_was_lost_is_sent_again_with_its_id(
    writer: LogWriter, deliverer: Deliverer, receiver: Receiver
) -> None:
    webhook = webhook_of(receiver.url)
    arrived = asyncio.Event()

    def answer() -> int:
        arrived.set()
        return 200

    receiver.answers = answer
    async with deliverer.running(webhook):
        await begun(deliverer, receiver)
        await writer.put("a")
        await writer.put("b")
        await arrived.wait()
        del deliverer.saved[next(at for at, each in enumerate(deliverer.saved) if each.pending) + 1 :]
    del deliverer.saved[next(at for at, each in enumerate(deliverer.saved) if each.pending) + 1 :]
    await writer.put("a")  # what the lost message said of it is no longer there
    async with deliverer.running(webhook):
        await receiver.holds(a=3, b=2)
    first, again, after = receiver.posted
    assert first.id == again.id != after.id
    assert receiver.checker.breaches == []


async def test_an_interval_of_which_nothing_is_left_is_still_sent_with_its_id(
    writer: LogWriter, deliverer: Deliverer, receiver: Receiver
) -> None:
    webhook = webhook_of(receiver.url)
    async with deliverer.running(webhook):
        await begun(deliverer, receiver)
        receiver.answers = lambda: 500
        await writer.put("a")
        await receiver.has(1)
        await writer.put("a")
        receiver.answers = lambda: 200
        await receiver.holds(a=2)
    said = [(len(frame.records), frame.con) for frame in receiver.frames if isinstance(frame, Delta)]
    assert said == [(0, 1), (1, 0)]
    assert receiver.checker.breaches == []


async def test_a_cursor_goes_on_where_another_transport_stood(
    log: LeagueLog, writer: LogWriter, deliverer: Deliverer, receiver: Receiver
) -> None:
    await writer.put("a")
    cursor = log.cursor_text(log.positions((Kind.EVENTS, Kind.ODDS)))
    await writer.put("b")
    receiver.checker.cursor = cursor
    async with deliverer.running(webhook_of(receiver.url, start=cursor)):
        await receiver.holds(b=2)
    assert receiver.checker.breaches == []
    assert receiver.of(Snapshot) == []


async def test_a_cursor_that_is_a_moment_ahead_of_this_copy_is_waited_for(
    writer: LogWriter, deliverer: Deliverer, receiver: Receiver
) -> None:
    start = receiver.checker.cursor = f"v1.{EPOCH}.E0O10"
    async with deliverer.running(webhook_of(receiver.url, start=start)):
        for _ in range(50):
            await asyncio.sleep(0)
        await writer.put("a")
        await writer.put("b")
        await receiver.holds(b=2)
    assert receiver.of(Snapshot) == []
    assert receiver.checker.breaches == []


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        (f"v1.{EPOCH}.E0O10", "cursor-expired"),
        (f"v1.{EPOCH}.E0O19", "cursor-ahead"),
        (f"v1.{EPOCH}.O12", "cursor-expired"),
        ("v1.ffffffffffff.E0O12", "epoch-changed"),
    ],
)
async def test_a_cursor_that_cannot_be_resumed_is_a_snapshot_with_its_reason(
    log: LeagueLog, writer: LogWriter, deliverer: Deliverer, receiver: Receiver, start: str, reason: str
) -> None:
    for key in ("a", "b", "c"):
        await writer.put(key)
    log.changes(Kind.ODDS).first_position = 1
    async with deliverer.running(webhook_of(receiver.url, start=start)):
        await receiver.holds(a=1, b=2, c=3)
        await writer.put("d")
        await receiver.holds(a=1, b=2, c=3, d=4)
    assert [frame.reason for frame in receiver.frames if isinstance(frame, Snapshot)] == [reason]
    assert receiver.checker.breaches == []


async def test_a_log_that_was_made_again_is_a_snapshot_with_its_reason(
    log: LeagueLog, writer: LogWriter, deliverer: Deliverer, receiver: Receiver
) -> None:
    async with deliverer.running(webhook_of(receiver.url)):
        await begun(deliverer, receiver)
        await writer.put("a")
        await receiver.holds(a=1)
        log.begin("ba9876543210")
        await writer.put("b")
        log.loaded({})
        await receiver.holds(b=2)
    assert [frame.reason for frame in receiver.frames if isinstance(frame, Snapshot)] == ["epoch-changed"]


async def test_a_snapshot_of_which_a_part_fails_begins_again_with_what_lives_then(
    log: LeagueLog, writer: LogWriter, deliverer: Deliverer, receiver: Receiver
) -> None:
    for number in range(8):
        await writer.put(f"k{number}", text="x" * 100_000)
    statuses = iter([200, 500])
    receiver.answers = lambda: next(statuses, 200)
    async with deliverer.running(webhook_of(receiver.url, start="beginning")):
        await receiver.has(2)
        await wait_until(lambda: receiver.checker.cursor)
        await writer.put("k0")
        await wait_until(lambda: receiver.versions.get("k0") == 9)
    parts = [frame.part for frame in receiver.frames if isinstance(frame, Snapshot)]
    assert parts == [1, 2, 3, 4]  # the first part came twice, with one id
    assert [each.id.rpartition(":")[2] for each in receiver.posted[:4]] == ["1", "2", "1", "2"]
    assert receiver.checker.digest == digest_of_log(log)


async def test_filters_are_the_streams_and_what_they_hide_is_silence(
    writer: LogWriter, deliverer: Deliverer, receiver: Receiver
) -> None:
    webhook = webhook_of(receiver.url, kinds=("odds",), filters={"bookmaker": ("fanduel",)})
    async with deliverer.running(webhook):
        await begun(deliverer, receiver)
        await writer.put(f"{EVENT}|a", bookmaker="draftkings")
        await writer.put(f"{EVENT}|a", bookmaker="draftkings")
        await writer.put(f"{EVENT}|b", bookmaker="fanduel")
        await receiver.has(1)
        await writer.put(f"{EVENT}|c", bookmaker="draftkings")
        await wait_until(lambda: deliverer.has_moved_in_silence, description="a position after what is hidden")
        await writer.put(f"{EVENT}|b", bookmaker="fanduel")
        await receiver.holds(**{f"{EVENT}|b": 5})
    assert len(receiver.posted) == 2
    assert receiver.checker.breaches == []


async def test_410_disables_a_webhook(writer: LogWriter, deliverer: Deliverer, receiver: Receiver) -> None:
    webhook = webhook_of(receiver.url)
    receiver.answers = lambda: 410
    async with deliverer.running(webhook) as task:
        await begun(deliverer, receiver)
        await writer.put("a")
        await task
    assert standing_of(webhook, deliverer.progress) == ("disabled", "gone")
    assert len(receiver.posted) == 1


async def test_a_webhook_whose_receiver_fails_for_too_long_pauses_and_a_resume_loses_nothing(
    log: LeagueLog, writer: LogWriter, receiver: Receiver
) -> None:
    deliverer = Deliverer(log, 0.01, patience_s=0.05)
    webhook = webhook_of(receiver.url)
    receiver.answers = lambda: 500
    async with deliverer.running(webhook) as task:
        await begun(deliverer, receiver)
        await writer.put("a")
        await task
    assert standing_of(webhook, deliverer.progress) == ("paused", "retries-exhausted")
    await writer.put("b")
    receiver.answers = lambda: 200
    async with deliverer.running(webhook_of(receiver.url, run=2)):
        await receiver.holds(a=1, b=2)
    assert receiver.checker.breaches == []


async def test_a_paused_webhook_sends_nothing_but_the_test_that_is_asked_for(
    writer: LogWriter, deliverer: Deliverer, receiver: Receiver
) -> None:
    async with deliverer.running(webhook_of(receiver.url)):
        await begun(deliverer, receiver)
    await writer.put("a")
    paused = webhook_of(receiver.url, is_paused=True, test=1)
    async with deliverer.running(paused) as task:
        await task
    assert [each.id for each in receiver.posted] == [f"{ID}:test:1"]
    assert deliverer.progress is not None
    assert (deliverer.progress.test, deliverer.progress.test_outcome) == (1, "delivered")
    async with deliverer.running(webhook_of(receiver.url, run=2, test=1)):
        await receiver.holds(a=1)


async def test_after_a_rotation_both_secrets_verify_until_the_grace_ends(
    writer: LogWriter, deliverer: Deliverer, receiver: Receiver
) -> None:
    first = webhook_of(receiver.url)
    until = datetime.now(UTC) + timedelta(hours=24)
    second = first.model_copy(update={"secret_number": 2, "previous_until": until})
    over = second.model_copy(update={"previous_until": datetime.now(UTC)})
    secrets = SECRETS.present(first), SECRETS.present(second)
    assert len({*secrets}) == 2
    outcomes: list[list[int]] = []
    for webhook in (first, second, over):
        for secret in secrets:
            receiver.secret = secret
            before = len(receiver.posted)
            async with deliverer.running(webhook.model_copy(update={"test": len(receiver.posted) + 1})):
                await receiver.has(before + 1)
        outcomes.append([each.status for each in receiver.posted[-2:]])
    assert outcomes == [[200, 401], [200, 200], [401, 200]]
