"""Files of past results with prices, outside the checkout."""

import os
from pathlib import Path

_DEFAULT = "../shared/history"


def history_folder(root: Path) -> Path:
    """Return `A1_HISTORY`, or the folder beside the checkout."""
    return (root / os.environ.get("A1_HISTORY", _DEFAULT)).resolve()
