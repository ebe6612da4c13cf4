"""Makes a newer version of this code in a folder, for PYTHONPATH: what the next one may add without a break.

python newer.py FOLDER. Each closed vocabulary has one more word and each message one more field. The newer code writes
both: the field in all of its records, the word wherever a record of one key in three has a word of a vocabulary.
"""

import ast
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[3]
_MEMBERS = ("libs", "services", "tools")
_MESSAGES = {"Message", "Frozen"}
_COPIED = {"GameFacts"}
"""Models whose fields are taken by name from another one. Their records get the field all the same."""
_WORD = '    NEWER = "newer-word"'
_FIELD = '    newer_field: str = "newer"'
_NEWER_RECORD = '''"""What the newer code writes otherwise."""

import re
import zlib

_WORDS = re.compile(rb'"(key|period|scope|selection|status|state|reason|method|removed)":"[a-z0-9-]+"')


def newer(key: str, own: bytes) -> bytes:
    """Return a record's own part with the newer field, and that of one key in three with the newer word throughout."""
    if b'"newer_field"' not in own:
        own = own[:-1] + b',"newer_field":"newer"}'
    return _WORDS.sub(rb'"\\1":"newer-word"', own) if zlib.crc32(key.encode()) % 3 == 0 else own
'''
_SET = "def _set(self, kind: Kind, key: str, origin: bytes, own: bytes, *, is_removed: bool) -> None:\n"


def main(folder: Path) -> None:
    """Copy every package there and change the contract's."""
    for source in sorted(each for top in _MEMBERS for each in ROOT.glob(f"{top}/*/src/a1_*")):
        shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns("__pycache__"))
    schemas, resolving = folder / "a1_schemas", folder / "a1_resolving"
    _append(schemas / "vocabulary.py", _WORD, lambda found: "StrEnum" in _bases(found) and found.name != "Kind")
    for path in schemas.glob("*.py"):
        if path.name not in ("base.py", "fast.py"):
            _append(path, _FIELD, lambda found: bool(_bases(found) & _MESSAGES) and found.name not in _COPIED)
    (resolving / "newer.py").write_text(_NEWER_RECORD)
    changes = (resolving / "changes.py").read_text()
    if _SET not in changes:
        raise SystemExit("newer.py: Changes._set is not where it was")
    changes = changes.replace(_SET, f"{_SET}        own = newer(key, own)\n")
    (resolving / "changes.py").write_text(
        changes.replace(
            "from a1_resolving.current", "from a1_resolving.newer import newer\nfrom a1_resolving.current", 1
        )
    )


def _append(path: Path, line: str, is_wanted: Callable[[ast.ClassDef], bool]) -> None:
    """Add a line at the end of each such class of a module."""
    text = path.read_text()
    found = [each for each in ast.parse(text).body if isinstance(each, ast.ClassDef) and is_wanted(each)]
    lines = text.split("\n")
    for each in reversed(found):
        lines.insert(each.end_lineno or 0, line)
    path.write_text("\n".join(lines))


def _bases(found: ast.ClassDef) -> set[str]:
    return {base.id for base in found.bases if isinstance(base, ast.Name)}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
