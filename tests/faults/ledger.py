"""Compares what was acknowledged with what every reader sees, in Jepsen's words. Pure.

lost: an effect of an acknowledged record that is nowhere in the log. duplicated: an effect that is in the log more than
once. regression: a version below one of the same key before it in the log. invented: a record of the log that follows
from no acknowledged record, or has another value. unseen: the newest effect of a key is not what the view holds once
all is quiet.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tests.faults.effects import Effects, Name, Newest
from tests.faults.feeding import Acknowledged
from tests.faults.log_tail import Written

from a1_schemas.removal import is_removal
from a1_schemas.removal_notice import notice_of


class Findings(NamedTuple):
    """Counts, and the first few of what was found."""

    lost: int
    duplicated: int
    regressions: int
    invented: int
    unseen: int
    examples: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.duplicated or self.regressions or self.invented or self.unseen)

    @property
    def figures(self) -> dict[str, int]:
        return {name: value for name, value in self._asdict().items() if isinstance(value, int)}


View = Mapping[Name, tuple[int, bytes]]
"""Topic and key → version and document; a removed record has an empty one."""


def judge(expected: Effects, written: Iterable[Written], view: View | None) -> Findings:
    """The findings about a log, and about a view where there is one. The log holds every record ever written."""
    seen: dict[Name, Counter[int]] = {}
    digests: dict[tuple[Name, int], bytes | None] = {}
    found: dict[str, list[str]] = {kind: [] for kind in ("lost", "duplicated", "regressions", "invented", "unseen")}
    newest: dict[Name, int] = {}
    for record in written:
        name = (record.topic, record.key)
        counts = seen.setdefault(name, Counter())
        counts[record.version] += 1
        if counts[record.version] > 1:
            found["duplicated"].append(f"{record.key} version {record.version} again at {_place(record)}")
        elif record.version < newest.get(name, 0):
            found["regressions"].append(f"{record.key} {newest[name]} → {record.version} at {_place(record)}")
        newest[name] = max(record.version, newest.get(name, 0))
        digests[name, record.version] = record.digest
    for name, effects in expected.by_name.items():
        for effect in effects:
            if effect.version not in seen.get(name, ()):
                found["lost"].append(f"{name} version {effect.version}")
            elif digests[name, effect.version] != effect.digest:
                found["invented"].append(f"{name} version {effect.version} has another value")
    allowed = {(name, effect.version) for name, effects in expected.by_name.items() for effect in effects}
    found["invented"] += [f"{name} version {version}" for name, version in digests if (name, version) not in allowed]
    if view is not None:
        found["unseen"] += differences(expected.newest, view)
    examples = tuple(text for texts in found.values() for text in texts[:3])
    return Findings(**{kind: len(texts) for kind, texts in found.items()}, examples=examples)


def differences(newest: Mapping[Name, Newest], view: View) -> list[str]:
    """Each key whose newest effect is not what the view holds, and each key that the view alone holds."""
    wrong = [
        f"{name} is {view.get(name, ('absent',))[0]}, not {effect.version}"
        for name, effect in newest.items()
        if not _is_seen(effect.version, effect.value, view.get(name))
    ]
    return wrong + [f"{name} is in the view alone" for name, (_, held) in view.items() if held and name not in newest]


def unaccounted(ledger: Iterable[Acknowledged], raw: Iterable[tuple[str, int, int]]) -> int:
    """How many acknowledged records are no longer where the broker put them."""
    there = set(raw)
    return sum((each.topic, each.partition, each.offset) not in there for each in ledger)


def _is_seen(version: int, value: bytes | None, held: tuple[int, bytes] | None) -> bool:
    if value is None or is_removal(value):
        return held is None or held[1] == (b"" if value is None else notice_of(value))
    return held is not None and held == (version, value)


def _place(record: Written) -> str:
    return f"{record.topic}/{record.partition}@{record.offset}"
