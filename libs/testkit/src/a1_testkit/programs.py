"""Services as processes of their own, as they are deployed."""

import os
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from a1_testkit.machine import scaled

_ENDS_WITHIN_S = 12.0


@contextmanager
def run_program(module: str, environment: Mapping[str, str], log: Path) -> Generator["subprocess.Popen[bytes]"]:
    """Run `python -m module` with these environment variables besides, and its output in a file.

    Ends it with the context: it is asked to, and killed where it takes too long.
    """
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - the module is a service of ours
            [sys.executable, "-m", module],
            env={**os.environ, **environment},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(scaled(_ENDS_WITHIN_S))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
