"""The catalogue of bad inputs: each case is a good body with one thing wrong, and its verdict.

`bad_inputs/cases.jsonl` holds a case a line: where (`path`) what (`value`) stands instead, or how the whole body looks
(`text`); the reasons for which pieces are refused, and how many records of each kind are left. Review them as code.
"""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from a1_resolving.league_state import LeagueState
from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import Kind

Case = dict[str, Any]

FOLDER = Path(__file__).with_name("bad_inputs")
GOOD = json.loads((FOLDER / "good.json").read_text(encoding="utf-8"))
CASES = [json.loads(line) for line in (FOLDER / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
QUIET = frozenset({"unsupported-league", "not-a-contest"})

RAW, OTHER, DROP = "\0RAW", "\0OTHER", "\0DROP"
"""A value that stands for: these digits as they are; an object for a list and the other way round; nothing at all."""

TEXTS = {
    "\0CUT": lambda good: good[: len(good) // 2],
    "\0TAIL": lambda good: good + b"}]",
    "\0BOM": lambda good: b"\xef\xbb\xbf" + good,
    "\0DEEP": lambda good: b'{"a":' * 200_000 + b"1" + b"}" * 200_000,
    "\0SURROGATE": lambda good: good.replace(b"New York", b"New \\ud800York"),
    "\0TWICE": lambda good: good.replace(b'"id":', b'"id":"first","id":', 1),
}


def body_of(case: Case) -> bytes:
    good = GOOD[case["feed"]]
    if "text" in case:
        made = TEXTS.get(case["text"])
        return made(json.dumps(good).encode()) if made else case["text"].encode()
    *path, last = case["path"]
    document = place = json.loads(json.dumps(good))
    for step in path:
        place = place[step]
    value = case["value"]
    if value == DROP:
        del place[last]
    elif value == OTHER:
        place[last] = {} if isinstance(place[last], list) else []
    else:
        place[last] = value
    body = json.dumps(document)
    if isinstance(value, str) and value.startswith(RAW):
        body = body.replace(json.dumps(value), value.removeprefix(RAW))
    return body.encode()


def verdict_of(case: Case) -> tuple[dict[str, int], dict[str, int]]:
    """The reasons with their counts, and what comes out."""
    provider, feed = case["feed"].split("/")
    headers = RawHeaders(
        provider=Provider(provider),
        feed=feed,
        league="nba",
        sport="basketball",
        target=f"{case['feed']}/nba",
        url="https://provider.example/path?oddsFormat=decimal",
        fetched_at=datetime(2026, 11, 25, 12, tzinfo=UTC),
        http_status=200,
        content_type="application/json",
        content_hash="",
        request_id="",
    )
    record = RawRecord(f"raw.{provider}", 0, 0, headers.target.encode(), body_of(case), tuple(headers.to_kafka()))
    outcome = normalize(record, LeagueState("nba"))
    assert (outcome.dead_letter is None) == (not outcome.rejects.keys() - QUIET)
    left = Counter(str(change.kind) for change in outcome.changes if change.kind not in {Kind.SOURCES, Kind.LISTINGS})
    return dict(sorted(outcome.rejects.items())), dict(sorted(left.items()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['feed']}: {case['name']}")
def test_a_bad_input_has_its_verdict(case: Case) -> None:
    assert verdict_of(case) == (case["reasons"], case["left"])


def test_no_two_cases_have_a_name_and_there_are_enough() -> None:
    names = Counter((case["feed"], case["name"]) for case in CASES)
    assert names.most_common(1)[0][1] == 1
    assert len(CASES) >= 300
