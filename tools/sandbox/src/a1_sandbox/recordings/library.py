"""Serves recorded bodies: which recordings answer a question, and whose turn it is."""

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from a1_sandbox.exchange import HTML, JSON, Answer, Question
from a1_sandbox.leagues import leagues_at
from a1_sandbox.recordings.manifest import Recording, read_manifests
from a1_sandbox.recordings.places import recorded_place
from a1_schemas.topics import MULTI

_CONTENT_TYPES = {"json": JSON, "jsonl": JSON, "html": HTML, "xml": "application/xml; charset=utf-8"}
_ID_IN_PATH = re.compile(r"/(?:games|matches|sport_events|events|teams)/([^/]+)/")


class RecordingLibrary:
    """One sequence for all requests of the same provider, feed and league; the last recording stays."""

    def __init__(self, folder: Path) -> None:
        self._recordings = read_manifests(folder)
        self._served: dict[tuple[Any, ...], int] = defaultdict(int)

    def answer(self, question: Question) -> Answer | None:
        """The recording whose turn it is."""
        recording = self._next(question)
        if recording is None:
            return None
        return Answer(recording.path.read_bytes(), recording.status, _CONTENT_TYPES[recording.format])

    def push_messages(self, question: Question, after: int) -> tuple[list[bytes], int]:
        """The lines of the recording whose turn it is, once per connection."""
        if after:
            return [], after
        recording = self._next(question)
        lines = recording.path.read_bytes().splitlines() if recording else []
        return lines, len(lines) or 1

    def _next(self, question: Question) -> Recording | None:
        sequence = [recording for recording in self._recordings if self._matches(question, recording)]
        if not sequence:
            return None
        key = (question.provider, question.feed, question.place, question.native_id)
        turn = min(self._served[key], len(sequence) - 1)
        self._served[key] += 1
        return sequence[turn]

    def _matches(self, question: Question, recording: Recording) -> bool:
        if (recording.provider, recording.feed) != (question.provider, question.feed):
            return False
        place = recorded_place(recording.provider, recording.request_path, recording.parameters)
        same_place = place == question.place
        if recording.league == MULTI or not leagues_at(question.provider, question.place):
            covered = same_place
        else:
            covered = same_place or recording.league in leagues_at(question.provider, question.place)
        return covered and (question.native_id is None or _same_id(question.native_id, _native_id(recording)))


def _native_id(recording: Recording) -> str:
    """The id that was asked for: in the parameters, in the path, else in the body (old paths name teams and week)."""
    if "event" in recording.parameters:
        return recording.parameters["event"]
    found = _ID_IN_PATH.search(recording.request_path)
    if found:
        return found.group(1)
    return str(json.loads(recording.path.read_bytes()).get("id"))


def _same_id(one: str, other: str) -> bool:
    """Sportradar's `sr:match:7` and `sr:sport_event:7` are one."""
    if one.startswith("sr:") and other.startswith("sr:"):
        return one.rsplit(":", 1)[1] == other.rsplit(":", 1)[1]
    return one == other
