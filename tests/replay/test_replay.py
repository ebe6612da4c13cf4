"""All recordings through the normalizer and analytics, and the result as hashes that must be equal.

Hash A: one order, then decisions of people; twice with one normalizer, once with four. Hash C: analytics, as many of
them, over what those have written. Hash B: both in the 24 orders of the providers, or as many of them as ORDERS says.
Hash D: analytics with the topics read in several orders, for there is none among them.
"""

import os
from pathlib import Path

import pytest
from tests.replay import topic_orders
from tests.replay.decided import decisions
from tests.replay.orders import ORDERS, differences, endings
from tests.replay.processes import Digest, run
from tests.replay.recorded import published, raw_records

from a1_resolving.raw_record import RawRecord
from a1_testkit.announcing import Announce, now_and_then
from a1_testkit.recordings import Recording, recordings_folder

pytestmark = [pytest.mark.replay, pytest.mark.timeout(1200)]

PROCESSES = (1, 1, 4)
SHOWN = 10


@pytest.fixture(scope="module")
def records(recordings: list[Recording], announce: Announce) -> list[RawRecord]:
    """Every recording, then the decisions of people about them."""
    raw = list(raw_records(published(recordings)))
    decided = decisions(raw)
    announce(f"{len(raw)} records, {len(decided)} decisions of people")
    return [*raw, *decided]


def test_one_process_and_four_write_the_same_values(
    records: list[RawRecord], recordings: list[Recording], announce: Announce
) -> None:
    digests: set[tuple[Digest, Digest]] = set()
    for count in PROCESSES:
        name = f"{count} process{'es' if count > 1 else ''}"
        progress = now_and_then(announce)
        found = run(records, count, lambda done, n=name, say=progress: say(f"   {n}: {done}/{len(records)}"))
        for letter, digest in zip("AC", found, strict=True):
            announce(f"{letter}  {digest.hash}  {name}, {digest.keys} keys")
        digests.add(found)
    assert len(digests) == 1


def test_every_order_of_the_providers_ends_in_the_same_values(
    recordings: list[Recording], pytestconfig: pytest.Config, announce: Announce
) -> None:
    digests: set[str] = set()
    first = None
    count = int(os.environ.get("ORDERS") or len(ORDERS))
    for found in endings(recordings_folder(Path(pytestconfig.rootpath)), count):
        first = first or found
        announce(f"B  {found.digest}  {', '.join(found.order)}: {len(found.values)} keys")
        digests.add(found.digest)
        for kind, key in differences(first.values, found.values)[:SHOWN]:
            announce(f"   differs: {kind} {key}")
    assert len(digests) == 1


def test_every_order_of_the_topics_ends_in_the_same_analytics(records: list[RawRecord], announce: Announce) -> None:
    found = list(topic_orders.ends(topic_orders.canonical(records)))
    for each in found:
        announce(f"D  {each.digest}  {each.name}: {each.keys} keys, {each.of_removed} grades of removed games")
    assert len({each.digest for each in found}) == 1
    assert found[0].of_removed
