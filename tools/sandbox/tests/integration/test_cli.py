"""The program as `a1 up` starts it."""

import re
import subprocess
import sys
from threading import Timer

from a1_sandbox.clock import system_now
from a1_sandbox.world.fixtures import FAST, until_beginning
from a1_testkit.machine import scaled

_SAYS_WITHIN_S = 15.0
_ROUNDED_S = 0.5
"""It says whole seconds, the nearest."""


def test_a_fast_world_waits_for_its_second_before_it_serves() -> None:
    expected = until_beginning(system_now(), FAST).total_seconds()
    argv = [sys.executable, "-m", "a1_sandbox", "--port", "0", "--speed", str(FAST)]
    process = subprocess.Popen(argv, stderr=subprocess.PIPE, text=True)
    patience = Timer(scaled(_SAYS_WITHIN_S), process.kill)
    patience.start()
    assert process.stderr is not None
    said = process.stderr.readline()
    patience.cancel()
    process.kill()
    process.communicate()
    [wait] = re.findall(r"this world begins in (\d+) s", said)
    assert (expected - int(wait) + _ROUNDED_S) % 60 <= scaled(_SAYS_WITHIN_S) + 2 * _ROUNDED_S
