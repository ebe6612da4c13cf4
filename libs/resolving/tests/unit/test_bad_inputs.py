"""The catalogue of bad inputs: each case is a good body with one fault, and its expected result.

`bad_inputs.jsonl` beside a provider's mapper tests holds a case a line: where (`path`) what (`value`) stands instead,
or how the whole body looks (`text`); the reasons for which pieces are refused, and how many records of each kind and
entries of a catalogue are `left`. Review them as code.
"""

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from a1_mappers.extracted import TeamEntry
from a1_mappers.league_entry import LeagueEntry
from a1_mappers.registry import MAPPERS
from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_resolving.resolution import Resolution
from a1_schemas.providers import Provider
from a1_schemas.topics import partition_of, raw_topic
from a1_schemas.vocabulary import Kind
from a1_testkit.good_bodies import Feed, GoodBody, bad_inputs, good_bodies

Case = dict[str, Any]

CASES: list[Case] = bad_inputs()
FEWEST = 10
LATER = timedelta(minutes=2)
QUIET = frozenset({"unsupported-league", "not-a-contest", "unknown-team"})

RAW, OTHER, DROP, REPEAT = "\0RAW", "\0OTHER", "\0DROP", "\0REPEAT"
"""A value that stands for: these digits as they are; an object for a list and the other way round; nothing at all; the
same item of a list twice."""

TEXTS = {
    "\0CUT": lambda good: good[: len(good) // 2],
    "\0TAIL": lambda good: good + b"}]",
    "\0BOM": lambda good: b"\xef\xbb\xbf" + good,
    "\0DEEP": lambda good: b'{"a":' * 200_000 + b"1" + b"}" * 200_000,
    "\0SURROGATE": lambda good: good.replace(b"New York", b"New \\ud800York"),
    "\0TWICE": lambda good: good.replace(b'"id":', b'"id":"first","id":', 1),
}


def name_of(case: Case) -> str:
    return f"{case['feed']}: {case['name']}"


def feed_of(case: Case) -> Feed:
    provider, feed = case["feed"].split("/")
    return Provider(provider), feed


def body_of(case: Case) -> bytes:
    good = good_bodies()[feed_of(case)]
    if "text" in case:
        made = TEXTS.get(case["text"])
        return made(good.raw) if made else case["text"].encode()
    *path, last = case["path"]
    document = place = json.loads(json.dumps(good.lines or good.body))
    for step in path:
        place = place[step]
    value = case["value"]
    if value == DROP:
        del place[last]
    elif value == REPEAT:
        place.insert(last, place[last])
    elif value == OTHER:
        place[last] = {} if isinstance(place[last], list) else []
    else:
        place[last] = value
    body = "\n".join(map(json.dumps, document)) if good.lines else json.dumps(document)
    if isinstance(value, str) and value.startswith(RAW):
        body = body.replace(json.dumps(value), value.removeprefix(RAW))
    return body.encode()


def read(good: GoodBody, body: bytes, state: LeagueState, offset: int = 0) -> Resolution:
    """Normalise one body of the feed of this good one, that many polls after the first."""
    headers = replace(good.headers, fetched_at=good.headers.fetched_at + offset * LATER)
    topic = raw_topic(headers.provider)
    record = RawRecord(
        topic, partition_of(headers.league), offset, headers.target.encode(), body, tuple(headers.to_kafka())
    )
    outcome = normalize(record, state)
    state.apply(outcome)
    return outcome


def result_of(feed: Feed, body: bytes) -> tuple[dict[str, int], dict[str, int]]:
    """The reasons with their counts, and how many records of each kind are left."""
    good = good_bodies()[feed]
    state = LeagueState(good.league)
    if good.after is not None:
        first = good_bodies()[feed[0], good.after]
        read(first, first.raw, state)
    outcome = read(good, body, state)
    assert (outcome.dead_letter is None) == (not outcome.rejects.keys() - QUIET)
    left = Counter(str(change.kind) for change in outcome.changes if change.kind not in {Kind.SOURCES, Kind.LISTINGS})
    left["entries"] = sum(outcome.mapped[entry.__name__] for entry in (LeagueEntry, TeamEntry))
    return dict(sorted(outcome.rejects.items())), dict(sorted((+left).items()))


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_bad_input_has_its_expected_result(case: Case) -> None:
    assert result_of(feed_of(case), body_of(case)) == (case["reasons"], case["left"])


OF_ANOTHER_SHAPE = [case for case in CASES if case.get("value") in (OTHER, [None])]
"""An object for a list, a list for an object, a list of nothing."""


@pytest.mark.parametrize("case", OF_ANOTHER_SHAPE, ids=name_of)
def test_a_part_of_another_shape_is_refused_or_ends_nothing(case: Case) -> None:
    good = good_bodies()[feed_of(case)]
    state = LeagueState(good.league)
    read(good, good.raw, state)
    outcome = read(good, body_of(case), state, offset=1)
    ended = [change.key for change in outcome.changes if change.record is None or change.record.is_removed]
    assert ended == [] or outcome.dead_letter is not None


@pytest.mark.parametrize("feed", sorted(MAPPERS), ids="/".join)
def test_every_mapped_feed_has_ten_bad_inputs_or_more(feed: Feed) -> None:
    count = sum(1 for case in CASES if feed_of(case) == feed)
    assert count >= FEWEST, f"{'/'.join(feed)} has {count} cases in its provider's bad_inputs.jsonl"


def test_no_two_cases_have_a_name() -> None:
    names = Counter((case["feed"], case["name"]) for case in CASES)
    assert names.most_common(1)[0][1] == 1


def test_no_case_is_of_a_feed_without_a_mapper() -> None:
    assert {feed_of(case) for case in CASES} <= set(MAPPERS)
