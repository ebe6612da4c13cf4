"""The gateway that is asked runs in the process that asks."""

import pytest

from a1_stream.mcp import gateway


@pytest.fixture(autouse=True)
def _a_patient_client(monkeypatch: pytest.MonkeyPatch) -> None:
    """What holds their one loop is no silence of the gateway."""
    monkeypatch.setattr(gateway, "_CONNECT_S", 30.0)
    monkeypatch.setattr(gateway, "_ANSWER_S", 30.0)
