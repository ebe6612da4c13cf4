"""Where this checkout is: the command line belongs to it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
