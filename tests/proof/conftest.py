"""One stack for all promises; what looks for leaks looks last, at all that was written."""

from collections.abc import AsyncGenerator

import pytest
import pytest_asyncio
from tests.proof.rig import Rig, open_rig


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name == "test_leaks.py")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def rig() -> AsyncGenerator[Rig]:
    """Everything up, the world running."""
    async with open_rig() as opened:
        yield opened
