"""Writes the generated modules of the Python client from the documents. With `--check` only reports differences."""

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import operations
import shapes

ROOT = Path(__file__).parents[3]
OPENAPI = ROOT / "services" / "gateway" / "openapi.json"
ASYNCAPI = ROOT / "libs" / "streaming" / "src" / "a1_streaming" / "asyncapi.json"
PACKAGE = Path(__file__).parents[1] / "src" / "a1betting"
RUFF = Path(sys.executable).with_name("ruff")

_MODELS = '''"""The shapes of REST's answers. Generated from the OpenAPI document by `make golden`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct, field

from a1betting.words import Word

'''
_MESSAGES = '''"""The records of the stream and its frames. Generated from the AsyncAPI document by `make golden`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Raw, Struct, field

from a1betting.words import Word
'''
_ROUTES = '''"""A method for each route. Generated from the OpenAPI document by `make golden`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from a1betting import models
from a1betting.pages import Pages
from a1betting.transport import Transport, path


class Routes(Transport):
    """Every route, by its name in the OpenAPI document."""

'''


def rendered() -> dict[Path, str]:
    """Return each file with its expected content."""
    document = json.loads(OPENAPI.read_text())
    models = shapes.classes(document["components"]["schemas"])
    return {
        PACKAGE / "models.py": _formatted(_MODELS + "\n\n".join(models.values())),
        PACKAGE / "routes.py": _formatted(_ROUTES + operations.render(document)),
        PACKAGE / "messages.py": _formatted(_MESSAGES + _messages(json.loads(ASYNCAPI.read_text()), models)),
    }


def _messages(document: Mapping[str, Any], models: Mapping[str, str]) -> str:
    """Return the classes of the stream's values and frames. One that REST has too is imported."""
    channels, parts = document["channels"], document["components"]["schemas"]
    parts["Record"]["properties"]["value"] = {shapes.AS_IT_IS: True}
    values = {
        topic.partition(".")[2]: next(iter(channel["messages"]))
        for topic, channel in channels.items()
        if topic.startswith(("normalized.", "analytics."))
    }
    values = {kind: model for kind, model in values.items() if model in parts}
    frames = list(channels["stream"]["messages"])
    found = shapes.classes(shapes.reachable([*values.values(), *frames], parts))
    own = {name: text for name, text in found.items() if models.get(name) != text}
    shared = "".join(f"from a1betting.models import {name}\n" for name in found if name not in own)
    sent = [shapes.referred(each) for each in document["operations"]["stream.send"]["messages"]]
    table = "".join(f"{kind!r}: {model}," for kind, model in sorted(values.items()))
    return (
        f"{shared}\n\n"
        + "\n\n".join(own.values())
        + f"\n\nMessage = {' | '.join(sorted(set(values.values())))}\n"
        + f"ServerFrame = {' | '.join(sent)}\n"
        + f'VALUES: dict[str, type[Message]] = {{{table}}}\n"""The message of each kind of record."""\n'
    )


def _formatted(text: str) -> str:
    for command in (["check", "--fix", "--quiet", "--select", "F401,I"], ["format", "--quiet"]):
        done = subprocess.run(  # noqa: S603  # our own formatter
            [RUFF, *command, "--stdin-filename", PACKAGE / "generated.py", "-"],
            input=text,
            capture_output=True,
            text=True,
            check=True,
        )
        text = done.stdout
    return text


def main() -> int:
    """Write the files, or compare them. Returns 1 if `--check` finds a difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file is out of date")
    check: bool = parser.parse_args().check
    differing = {path: text for path, text in rendered().items() if not path.exists() or path.read_text() != text}
    for path, text in differing.items():
        if check:
            sys.stderr.write(f"{path.relative_to(ROOT)} is out of date: make golden\n")
        else:
            path.write_text(text)
    return 1 if check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
