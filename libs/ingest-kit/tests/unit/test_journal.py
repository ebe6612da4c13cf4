"""The journal on a real disk: its order, its bound, and a file that ends anywhere."""

import asyncio
from pathlib import Path

import pytest

from a1_ingest_kit.journal import Journal, JournalSettings, open_journal
from a1_ingest_kit.journal_file import Entry, JournalFile, record_of


def entry(target: str, value: bytes | None = b"{}", topic: str = "raw.espn") -> Entry:
    return Entry(topic, 3, target.encode(), value, [("sequence", b"7")])


def files_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def kept_in(journal: Journal) -> list[Entry]:
    return list((await journal.first(1000, 2**40)).values())


def a_file(directory: Path) -> JournalFile:
    return JournalFile.take(directory, "ingest-espn")


async def test_entries_come_back_as_they_were_and_in_order(tmp_path: Path) -> None:
    entries = [entry("a", b"1"), entry("a", b"{}", "polls.espn"), entry("b", b""), entry("a", None, "polls.espn")]
    async with open_journal(JournalSettings(directory=tmp_path), "ingest-espn", "broker:9092") as journal:
        for each in entries:
            await journal.append(each)
        assert await kept_in(journal) == entries
    async with open_journal(JournalSettings(directory=tmp_path), "ingest-espn", "broker:9092") as journal:
        assert await kept_in(journal) == entries, "a later life finds them"
        await journal.drop(list(await journal.first(2, 2**40)))
        assert await kept_in(journal) == entries[2:]
        await journal.drop(list(await journal.first(9, 2**40)))
        assert (journal.records, journal.size) == (0, 0)
    assert files_in(tmp_path) == []


async def test_another_kafka_is_sent_nothing_of_it(tmp_path: Path) -> None:
    async with open_journal(JournalSettings(directory=tmp_path), "ingest-espn", "one:9092") as journal:
        await journal.append(entry("a"))
    async with open_journal(JournalSettings(directory=tmp_path), "ingest-espn", "two:9092") as journal:
        assert journal.records == 0


async def test_two_replicas_share_a_directory_and_no_file(tmp_path: Path) -> None:
    settings = JournalSettings(directory=tmp_path)
    async with open_journal(settings, "ingest-espn", "") as one, open_journal(settings, "ingest-espn", "") as two:
        await one.append(entry("a"))
        assert (one.records, two.records) == (1, 0)


def test_a_file_cut_at_any_byte_keeps_every_whole_entry(tmp_path: Path) -> None:
    entries = [entry("a", b"first"), entry("b", b"second"), entry("c", b"third")]
    file = a_file(tmp_path / "whole")
    ends = [(place := file.append(each, record_of(each))).at + place.size for each in entries]
    whole = file.path.read_bytes()
    file.close()
    for size in range(len(whole) + 1):
        directory = tmp_path / str(size)
        directory.mkdir()
        (directory / "ingest-espn.0.journal").write_bytes(whole[:size])
        cut = a_file(directory)
        expected = sum(end <= size for end in ends)
        assert [cut.read(place) for place in cut.scan()] == entries[:expected]
        cut.append(entry("d"), record_of(entry("d")))
        assert [cut.read(place).key for place in cut.scan()][expected:] == [b"d"], "and goes on behind them"
        cut.close()


@pytest.mark.parametrize("at", [4, 12])
def test_a_changed_byte_is_found(tmp_path: Path, at: int) -> None:
    file = a_file(tmp_path)
    file.append(entry("a"), record_of(entry("a")))
    path = file.path
    file.close()
    written = bytearray(path.read_bytes())
    written[at] ^= 1
    path.write_bytes(written)
    file = a_file(tmp_path)
    assert list(file.scan()) == []
    file.close()


async def test_a_full_journal_keeps_the_newest_of_each_target_in_order(tmp_path: Path) -> None:
    journal = Journal(a_file(tmp_path), max_bytes=2000)
    for number in range(30):
        for target in ("a", "b"):
            await journal.append(entry(target, b"%02d" % number + b"." * 100))
            await journal.append(entry(target, b"%02d" % number, "polls.espn"))
        assert journal.size <= 2000
    newest = {(each.topic, each.key): each.value for each in await kept_in(journal)}
    assert {value[:2] for value in newest.values() if value} == {b"29"}
    for target in (b"a", b"b"):
        numbers = [each.value[:2] for each in await kept_in(journal) if each.key == target and each.value]
        assert numbers == sorted(numbers)
    assert journal.dropped == 120 - journal.records


async def test_what_is_being_sent_while_the_journal_is_rewritten_is_dropped_and_nothing_else(tmp_path: Path) -> None:
    journal = Journal(a_file(tmp_path), max_bytes=1000)
    await journal.append(entry("a", b"sent"))
    sent = await journal.first(1, 2**40)
    for number in range(20):
        await journal.append(entry("b", b"%02d" % number + b"." * 100))
    await journal.drop(sent)
    assert {each.key for each in await kept_in(journal)} == {b"b"}


async def test_a_journal_full_of_newest_bodies_takes_no_more_until_it_is_sent(tmp_path: Path) -> None:
    journal = Journal(a_file(tmp_path), max_bytes=1000)
    for number in range(8):
        await journal.append(entry(str(number), b"." * 80))
    waiting = asyncio.ensure_future(journal.append(entry("more", b"." * 400)))
    done, _ = await asyncio.wait({waiting}, timeout=0.2)
    assert not done
    assert journal.dropped == 0
    await journal.drop(list(await journal.first(1000, 2**40)))
    await waiting
    assert [each.key for each in await kept_in(journal)] == [b"more"]
