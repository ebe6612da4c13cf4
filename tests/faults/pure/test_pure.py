"""The pure parts of the fault figures, in small: `make faults` runs them in their full sizes."""

import os
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.faults.pure import clocks, out_of_order, source_states

SEQUENCES = int(os.environ.get("SEQUENCES") or 300)


@settings(max_examples=SEQUENCES, deadline=None)
@given(st.integers(0, 2**32), st.lists(st.sampled_from(sorted(source_states.EVENTS)), max_size=source_states.LONGEST))
def test_a_status_is_what_its_events_say(seed: int, events: list[str]) -> None:
    assert source_states.violations(Random(seed), events) == []


def test_random_sequences_of_events_violate_nothing() -> None:
    assert source_states.run(SEQUENCES, seed=1) == {"sequences": SEQUENCES, "violations": 0, "examples": []}


def test_wrong_clocks_hide_no_dead_source_and_drop_no_body() -> None:
    assert clocks.run(minutes=30, seed=1) == {"silent_sources": 0, "negative_ages": 0, "dropped": 0}


def test_updates_in_any_order_end_in_the_newest_of_each_target() -> None:
    assert out_of_order.run(updates=1_500, seed=1) == {"updates": 1_500, "differences": 0}
