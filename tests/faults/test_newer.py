"""The newer version of this code that G3 runs beside it can be made."""

import subprocess
import sys
from pathlib import Path

from tests.faults.rig import PROGRAMS


def test_a_newer_version_has_a_word_and_a_field_more_and_writes_both(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(PROGRAMS / "newer.py"), str(tmp_path)], check=True)
    vocabulary = (tmp_path / "a1_schemas" / "vocabulary.py").read_text()
    assert vocabulary.count('NEWER = "newer-word"') == vocabulary.count("(StrEnum):") - 1
    assert "newer_field: str" in (tmp_path / "a1_schemas" / "source_status.py").read_text()
    assert "own = newer(key, own)" in (tmp_path / "a1_resolving" / "changes.py").read_text()
