import msgspec
import pytest

from a1_streaming.checker import Checker, Rule
from a1_streaming.digest import digest_of, written
from a1_streaming.frames import NULL, Delta, Hello, Limits, Live, Mark, Record, ResumeUntil, ServerFrame, Snapshot

HELLO = Hello(
    protocol="a1.stream.v1",
    epoch="a",
    server="s",
    limits=Limits(streams=1, filters=1, frame_bytes=1, frames_per_s=1, heartbeat_s=5),
    resume_until=ResumeUntil(every_change=1, latest=1),
)
A1, A2, B1 = (
    Record(*("odds", key, version, msgspec.Raw(b"{}"), None)) for key, version in (("a", 1), ("a", 2), ("b", 1))
)
A3_REMOVED = Record("odds", "a", 3, NULL, "withdrawn")


def snapshot(*records: Record, to: str = "0", part: int = 1, parts: int = 1) -> Snapshot:
    return Snapshot(id="x", to=to, part=part, parts=parts, reason=None, records=records)


def delta(start: str, to: str, *records: Record, con: int = 0) -> Delta:
    return Delta(id="x", from_=start, to=to, con=con, why=None, records=records)


def mark(start: str, to: str, *held: Record) -> Mark:
    digest = written(sum(digest_of(each.kind, each.key, each.version) for each in held))
    return Mark(id="x", from_=start, to=to, digest=digest, count=len(held), sources="up")


def rules(*frames: ServerFrame, every_change: bool = False, only: str | None = None) -> list[Rule]:
    checker = Checker("x", every_change=every_change, passes=lambda record: only in (None, record.key))
    for frame in frames:
        checker.take(frame)
    return [breach.rule for breach in checker.breaches]


def test_a_stream_that_keeps_the_rules_has_no_breaches() -> None:
    frames = (
        *(HELLO, snapshot(A1, part=1, parts=2), snapshot(B1, part=2, parts=2), Live(id="x", at="now")),
        *(mark("0", "1", A1, B1), delta("1", "2", A2), delta("2", "3", A3_REMOVED, con=3), mark("3", "3", B1)),
        Delta(id="another", from_="7", to="8", con=0, why=None, records=()),
    )
    assert rules(*frames) == []


@pytest.mark.parametrize(
    ("broken", "frames"),
    [
        (Rule.CONTIGUOUS, (snapshot(A1), delta("1", "2"))),
        (Rule.CONTIGUOUS, (snapshot(A1), mark("1", "2", A1))),
        (Rule.CONTIGUOUS, (snapshot(A1, parts=3), snapshot(B1, part=3, parts=3))),
        (Rule.RISING, (snapshot(A2), delta("0", "1", A1))),
        (Rule.RISING, (snapshot(A1), delta("0", "1", A3_REMOVED), delta("1", "2", A2))),
        (Rule.DIGEST, (snapshot(A1), mark("0", "1", A2))),
        (Rule.DIGEST, (snapshot(A1), mark("0", "1", A1, B1))),
    ],
)
def test_each_broken_rule_is_found(broken: Rule, frames: tuple[ServerFrame, ...]) -> None:
    assert rules(*frames) == [broken]


def test_a_record_that_the_filters_exclude_is_found() -> None:
    assert rules(snapshot(A1), delta("0", "1", B1), only="a") == [Rule.FILTERED]


def test_what_is_left_out_breaks_every_change_alone() -> None:
    assert rules(snapshot(A1), delta("0", "1", A2, con=1), every_change=True) == [Rule.EVERY_CHANGE]
    assert rules(snapshot(A1), delta("0", "1", A2, con=1)) == []


def test_silence_is_found_after_three_heartbeats() -> None:
    checker = Checker("x")
    checker.take(HELLO, at=0)
    checker.heard(15)
    assert checker.breaches == []
    checker.heard(30.1)
    assert [breach.rule for breach in checker.breaches] == [Rule.SILENCE]


def test_a_cut_snapshot_gives_no_cursor_and_a_resume_goes_on() -> None:
    checker = Checker("x")
    checker.take(snapshot(A1, part=1, parts=2))
    assert checker.cursor is None
    checker.reconnected()
    checker.take(snapshot(A1, to="4"))
    assert checker.cursor == "4"
    checker.reconnected()
    checker.take(delta("4", "5", B1))
    assert checker.breaches == []
    assert checker.snapshots == 1
