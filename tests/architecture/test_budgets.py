from pathlib import Path

SOURCE_LINES = 300
TEST_LINES = 400

LONGER_BECAUSE: dict[str, str] = {}
"""Path → reason. Empty is best."""


def test_no_file_is_longer_than_a_mind_holds(root: Path, files: list[Path]) -> None:
    longer: dict[str, int] = {}
    for path in files:
        parts = path.relative_to(root).parts
        length = len(path.read_text().splitlines()) if path.suffix == ".py" else 0
        if length > (TEST_LINES if "tests" in parts else SOURCE_LINES):
            longer["/".join(parts)] = length
    assert longer.keys() == LONGER_BECAUSE.keys(), longer
