from pathlib import Path

SOURCE_LINES = 300
TEST_LINES = 450
NORMALIZER_LINES = 3_500

LONGER_BECAUSE: dict[str, str] = {
    "clients/python/src/a1betting/messages.py": "generated from the AsyncAPI document",
    "clients/python/src/a1betting/models.py": "generated from the OpenAPI document",
    "clients/python/src/a1betting/routes.py": "generated from the OpenAPI document",
}
"""Path → reason. Empty is best."""


def test_no_file_is_longer_than_a_mind_holds(root: Path, files: list[Path]) -> None:
    longer: dict[str, int] = {}
    for path in files:
        parts = path.relative_to(root).parts
        length = len(path.read_text().splitlines()) if path.suffix == ".py" else 0
        if length > (TEST_LINES if "tests" in parts else SOURCE_LINES):
            longer["/".join(parts)] = length
    assert longer.keys() == LONGER_BECAUSE.keys(), longer


def test_the_normalizer_is_state_order_and_effects_and_stays_small(root: Path, sources: list[Path]) -> None:
    own = [path for path in sources if path.is_relative_to(root / "services" / "normalizer")]
    assert sum(len(path.read_text().splitlines()) for path in own) <= NORMALIZER_LINES
