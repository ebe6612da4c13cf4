"""Production refuses weak configuration."""

import asyncio
import os
import sys

import pytest

from a1_testkit.announcing import Announce
from a1_testkit.machine import scaled

pytestmark = [pytest.mark.proof, pytest.mark.timeout(60)]

_WEAK = {
    "a1_ingest_odds": {"ENVIRONMENT": "production"},
    "a1_ingest_sportradar": {"ENVIRONMENT": "production"},
    "a1_gateway": {"ENVIRONMENT": "production", "GATEWAY__CORS_ORIGINS": '["*"]'},
}


@pytest.mark.parametrize("module", _WEAK)
async def test_production_settings_without_a_key_end_with_one_line(module: str, announce: Announce) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module),
        env={"PATH": os.environ["PATH"], **_WEAK[module]},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    _, error = await asyncio.wait_for(process.communicate(), scaled(30))
    lines = error.decode().splitlines()
    announce(f"{module}: {lines}")
    assert process.returncode not in {0, None}
    assert len(lines) == 1
