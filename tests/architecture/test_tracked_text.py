from pathlib import Path

REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("repo1", "maven", "org"),
        ("repo", "maven", "apache", "org"),
    )
)
TEXT = {
    "",
    ".cfg",
    ".env",
    ".html",
    ".json",
    ".lock",
    ".lua",
    ".md",
    ".py",
    ".sh",
    ".toml",
    ".txt",
    ".xml",
    ".yaml",
    ".yml",
}


def test_no_file_names_a_registrys_host_or_a_place_outside_the_checkout(root: Path, files: list[Path]) -> None:
    forbidden = (*REGISTRIES, "/work" + "/")
    for path in files:
        if path.suffix in TEXT or path.suffix.endswith("file"):
            text = path.read_text(errors="replace")
            found = [each for each in forbidden if each in text]
            assert not found, f"{path.relative_to(root)}: {found}"


def test_no_recorded_body_is_tracked(root: Path, files: list[Path]) -> None:
    assert not [path.relative_to(root) for path in files if path.name == "manifest.jsonl"]


GENERATED = {"services/gateway/openapi.json": 900_000}
"""An example of each answer of each route: tools read it."""


def test_no_file_is_large(root: Path, files: list[Path]) -> None:
    """What is measured against may be large; everything else is read by people."""
    for path in files:
        name = path.relative_to(root).as_posix()
        limit = 4_000_000 if name.startswith("benchmarks/") else GENERATED.get(name, 600_000)
        assert path.stat().st_size < limit, name


def test_no_service_knows_that_the_sandbox_exists(root: Path, sources: list[Path]) -> None:
    for path in sources:
        if path.relative_to(root).parts[0] in ("services", "libs"):
            assert "sandbox" not in path.read_text().lower(), path.relative_to(root)
