"""A front end's page compiles in strict mode against types that are generated from the gateway's document."""

import shutil
import subprocess
from pathlib import Path

import pytest

from a1_testkit.counting import LEFT_OUT

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
DOCUMENT = ROOT / "services" / "gateway" / "openapi.json"
SOURCES = ("package.json", "package-lock.json", ".npmrc", "tsconfig.json", "page.ts")
NPM = shutil.which("npm")

pytestmark = [
    pytest.mark.skipif(NPM is None, reason=f"{LEFT_OUT} without npm"),
    pytest.mark.timeout(300),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page with the generator and the compiler of its lock, and types generated now."""
    folder = tmp_path_factory.mktemp("page")
    for name in SOURCES:
        shutil.copy(HERE / name, folder)
    subprocess.run([str(NPM), "ci", "--silent"], cwd=folder, check=True)
    generator = folder / "node_modules" / ".bin" / "openapi-typescript"
    made = subprocess.run(
        [generator, DOCUMENT, "--output", "schema.d.ts"], cwd=folder, check=True, capture_output=True, text=True
    )
    assert "warn" not in (made.stdout + made.stderr).lower()
    return folder


def compiled(folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [folder / "node_modules" / ".bin" / "tsc", "--project", "."],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )


def test_the_page_compiles(folder: Path):
    result = compiled(folder)
    assert result.returncode == 0, result.stdout


def test_a_field_that_the_document_does_not_have_is_an_error(folder: Path):
    page = folder / "page.ts"
    text = page.read_text()
    try:
        page.write_text(text.replace("game.status", "game.staus", 1))
        assert "Property 'staus' does not exist" in compiled(folder).stdout
    finally:
        page.write_text(text)


def test_the_types_beside_the_page_are_those_of_the_document(folder: Path):
    """After a change of the document, run `npm ci && npm run types` in `tests/clients`."""
    assert (folder / "schema.d.ts").read_text() == (HERE / "schema.d.ts").read_text()
