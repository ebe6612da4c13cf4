"""Waits until the gateways know a new key."""

import asyncio
from collections.abc import Sequence

import httpx

_ASKED = "/api/v1/leagues"
_ASKED_EVERY_S = 0.1


async def is_accepted(gateways: Sequence[str], key: str, within: float) -> bool:
    """Return whether every gateway takes the key within so many seconds."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + within
    async with httpx.AsyncClient(timeout=2, trust_env=False, headers={"x-api-key": key}) as http:
        waiting = list(gateways)
        while waiting:
            waiting = [gateway for gateway in waiting if not await _takes(http, gateway)]
            if waiting and loop.time() > deadline:
                return False
            await asyncio.sleep(_ASKED_EVERY_S if waiting else 0)
    return True


async def _takes(http: httpx.AsyncClient, gateway: str) -> bool:
    try:
        answer = await http.get(f"{gateway}{_ASKED}")
    except httpx.TransportError:
        return False
    return answer.status_code not in {401, 503}
