"""The running server, whose address is in `A1_URL`: `make clients` starts one."""

import os

import pytest


@pytest.fixture
def url() -> str:
    found = os.environ.get("A1_URL")
    if not found:
        pytest.skip("A1_URL names no server")
    return found
