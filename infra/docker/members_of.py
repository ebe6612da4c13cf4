"""Prints the folders of the members that a service needs, one a line: `python members_of.py ingest-odds`.

Run in the folder that holds `libs/` and `services/`. Follows the declared dependencies from member to member, so an
image holds what its service declares and nothing else.
"""

import sys
import tomllib
from pathlib import Path


def members_of(service: str) -> list[str]:
    """The service's folder and those of every library that it needs, directly or not."""
    waiting, found = [Path("services") / service], dict[Path, None]()
    while waiting:
        folder = waiting.pop()
        if folder not in found:
            found[folder] = None
            declared = tomllib.loads((folder / "pyproject.toml").read_text())["project"]["dependencies"]
            ours = (name.removeprefix("a1-") for name in declared if name.startswith("a1-"))
            waiting += [Path("libs") / name for name in ours]
    return sorted(f"./{folder}" for folder in found)


if __name__ == "__main__":
    sys.stdout.write("".join(f"{folder}\n" for folder in members_of(sys.argv[1])))
