"""The table of entries and its command line."""

import sys

import pytest
from tests.faults.__main__ import main
from tests.faults.rig import EMBEDDED, KAFKA
from tests.faults.table import ENTRIES


def test_every_entry_has_a_full_size_and_runs_somewhere() -> None:
    assert [name for name, entry in ENTRIES.items() if "full" not in entry.sizes] == []
    assert {broker for entry in ENTRIES.values() for broker in entry.brokers} == {EMBEDDED, KAFKA}


def test_every_entry_with_a_short_form_runs_on_the_embedded_broker() -> None:
    short = {name for name, entry in ENTRIES.items() if "short" in entry.sizes}
    assert short == {name for name in short if EMBEDDED in ENTRIES[name].brokers}
    assert short >= {"A4", "A7", "A9", "A10", "B1", "B2", "B3", "C1", "C2", "C4", "C5", "D1", "E4"}


def test_an_entry_that_is_not_there_is_refused_with_those_that_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["faults", "--only", "A2,Z9"])
    assert main() == 2
    assert capsys.readouterr().err.startswith("no entry Z9: A1, A2")
