"""E4: the doors of a gateway of its own (`doors.py` has the clients)."""

import random

from tests.faults import doors
from tests.faults.rig import Figures, Rig, Size


async def run(rig: Rig, size: Size, dice: random.Random) -> Figures:
    """Start a gateway and attack it."""
    gateway = await rig.gateway()
    ops_url = f"http://127.0.0.1:{rig.children[-1].port}"
    public_port = int(gateway.rpartition(":")[2])
    return await doors.run(
        dice.randrange(2**31),
        int(size["connections"]),
        public_port,
        ops_url,
        slow=int(size["slow"]),
        pause_s=size["pause_s"],
    )


passes = doors.passes
