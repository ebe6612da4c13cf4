"""A thousand random numbers of the demo, computed again from the log that they follow from."""

import json
import subprocess
import time

import pytest
from tests.analytics.killing import A1
from tests.analytics.watched import Demo

from a1_testkit.announcing import Announce
from a1_testkit.machine import scaled

pytestmark = [pytest.mark.analytics, pytest.mark.timeout(1200)]

SAMPLE = 1000
PROVEN_WITHIN_S = 60.0
SEEDS = (1, 2, 3)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_thousand_random_numbers_of_every_kind_are_proven(demo: Demo, announce: Announce, seed: int) -> None:
    command = [A1, "prove", "--sample", str(SAMPLE), "--seed", str(seed), "--json", "--port", str(demo.port)]
    began = time.monotonic()
    answer = subprocess.run(command, capture_output=True, check=False, timeout=scaled(PROVEN_WITHIN_S))
    result = json.loads(answer.stdout)
    announce(f"   {result['proven']} of {result['by_kind']} in {time.monotonic() - began:.1f} s")
    assert result["different"] == []
    assert (answer.returncode, result["proven"]) == (0, SAMPLE)
    assert set(result["by_kind"]) == {"fair", "opportunities", "predictions", "grades"}
