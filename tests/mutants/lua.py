"""Mutations of the view's two scripts, each under the tests that run them on a real Redis.

mutmut knows Python alone. Each mutation changes one place of a script, in a copy of the normalizer below `.mutants`
that the tests import.
"""

import os
import shutil
import subprocess
import sys
from difflib import unified_diff
from typing import NamedTuple

from tests.mutants.sample import ROOT, Findings, Survivor

SOURCE = ROOT / "services/normalizer/src"
COPY = ROOT / ".mutants/lua"
TESTS = "services/normalizer/tests/integration/test_view.py"


class Mutation(NamedTuple):
    """One place of a script, and what stands there instead."""

    name: str
    script: str
    source: str
    instead: str


MUTATIONS = (
    Mutation("the same version is written again", "write_batch", "known == version", "known == ''"),
    Mutation(
        "a tombstone of the same version is a duplicate", "write_batch", " and not (stored and action == 'delete')", ""
    ),
    Mutation("an older version is written", "write_batch", "known and known > version", "false"),
    Mutation("a stale record counts as a duplicate", "write_batch", "outcome = -1", "outcome = 0"),
    Mutation("a newer version is stale", "write_batch", "known > version", "known < version"),
    Mutation("versions compare by their first digits", "write_batch", "DIGITS = 20", "DIGITS = 10"),
    Mutation("a tombstone of nothing counts as applied", "write_batch", "    else\n      outcome = 0\n", ""),
    Mutation("a tombstone deletes nothing", "write_batch", "redis.call('HDEL', hash, field)", ""),
    Mutation("a tombstone leaves no fence", "write_batch", "redis.call('HSET', FENCES, fence, version)", ""),
    Mutation("a fence has no time", "write_batch", "redis.call('ZADD', FENCE_TIMES, time, fence)", ""),
    Mutation("a fence stays after a newer record", "write_batch", "if known and not stored then", "if false then"),
    Mutation("all old fences go at once", "write_batch", ", 'LIMIT', 0, fences_at_most", ""),
    Mutation("a fence goes a moment early", "write_batch", "'(' .. fences_before", "fences_before"),
    Mutation(
        "only the first record is handled", "write_batch", "first_record, #ARGV, 6", "first_record, first_record, 6"
    ),
    Mutation("a position moves from anywhere", "write_batch", "~= ARGV[i + 1]", "== ''"),
    Mutation(
        "a moved position is not stored", "write_batch", "redis.call('HSET', POSITIONS, ARGV[i], ARGV[i + 2])", ""
    ),
    Mutation("an unknown position is none at all", "write_batch", "or '0'", "or '-1'"),
    Mutation("any epoch may write", "write_batch", "redis.call('HGET', COMPLETENESS, 'epoch') ~= epoch", "false"),
    Mutation("a reached end is remembered", "write_batch", "redis.call('HDEL', COMPLETENESS, field)", ""),
    Mutation("nothing is noticed", "write_batch", "redis.call('PUBLISH', channel, notice)", ""),
    Mutation("a rebuild begins twice", "begin_rebuild", "~= ARGV[2]", "== ''"),
    Mutation("a rebuild keeps the records", "begin_rebuild", "redis.call('UNLINK', unpack(KEYS))", ""),
    Mutation(
        "a rebuild has nothing to reach",
        "begin_rebuild",
        "redis.call('HSET', KEYS[1], 'end:' .. ARGV[i], ARGV[i + 1])",
        "",
    ),
    Mutation("a rebuild names no log", "begin_rebuild", "redis.call('HSET', KEYS[1], 'log', ARGV[4])", ""),
    Mutation("a rebuild has no positions", "begin_rebuild", "redis.call('HSET', KEYS[2], ARGV[i], '0')", ""),
)


def try_all() -> Findings:
    """Try every mutation; blocks for minutes. Raises ValueError where a mutation's place is not there once."""
    _copy()
    if not _passes():
        raise SystemExit(f"{TESTS} fails without any mutation")
    survivors: list[Survivor] = []
    for mutation in MUTATIONS:
        difference = _applied(mutation)
        is_noticed = not _passes()
        print("killed  " if is_noticed else "survived", mutation.name, flush=True)
        survivors += [] if is_noticed else [Survivor(mutation.name, difference)]
    return Findings(len(MUTATIONS), len(MUTATIONS), survivors)


def _applied(mutation: Mutation) -> str:
    """Make the copy with this mutation; gives the difference."""
    _copy()
    path = COPY / "a1_normalizer/view_scripts" / f"{mutation.script}.lua"
    before = path.read_text(encoding="utf-8")
    if before.count(mutation.source) != 1:
        raise ValueError(f"{path.name} does not have {mutation.source!r} once")
    after = before.replace(mutation.source, mutation.instead)
    path.write_text(after, encoding="utf-8")
    return "".join(unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), n=1))


def _copy() -> None:
    shutil.rmtree(COPY, ignore_errors=True)
    shutil.copytree(SOURCE, COPY, ignore=shutil.ignore_patterns("__pycache__"))


def _passes() -> bool:
    command = [sys.executable, "-m", "pytest", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", TESTS]
    environment = os.environ | {"PYTHONPATH": str(COPY)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False).returncode == 0
