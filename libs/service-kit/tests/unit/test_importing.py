"""A library is imported without another one that is installed."""

import subprocess
import sys

import pytest

from a1_service_kit.importing import without


def test_what_is_kept_out_is_not_found_meanwhile_and_is_after() -> None:
    program = """
from a1_service_kit.importing import without
with without("colorsys"):
    try:
        import colorsys
    except ImportError:
        print("not found")
import colorsys
print(colorsys.rgb_to_hsv(0, 0, 0))
"""
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines() == ["not found", "(0.0, 0.0, 0)"]


def test_what_is_imported_already_stays() -> None:
    with without("json"):
        import json

        assert json.loads("1") == 1
    assert "json" in sys.modules


@pytest.mark.parametrize("library", ["rich", "ftfy"])
def test_no_service_begins_with_what_none_needs(library: str) -> None:
    program = f"import a1_normalizer.app, a1_gateway.app, sys; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
