"""Production refuses weak configuration."""

import asyncio
import os
import sys

from rig import Rig

_WEAK = {
    "a1_ingest_odds": {"ENVIRONMENT": "production"},
    "a1_ingest_sportradar": {"ENVIRONMENT": "production"},
    "a1_gateway": {"ENVIRONMENT": "production", "GATEWAY__CORS_ORIGINS": '["*"]'},
}


async def weak_production(rig: Rig) -> str:
    """Each ends at once, not with 0, with one line that names the setting."""
    lines: list[str] = []
    for module, settings in _WEAK.items():
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module),
            env={"PATH": os.environ["PATH"], **settings},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        _, said = await asyncio.wait_for(process.communicate(), 30)
        text = said.decode().strip()
        assert process.returncode not in {0, None}, f"{module} started"
        assert len(text.splitlines()) == 1, f"{module} said:\n{text}"
        lines.append(text)
    return "; ".join(lines)
