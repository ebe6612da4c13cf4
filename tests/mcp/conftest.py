"""The gateway that is asked runs in the process that asks."""

import pytest


@pytest.fixture(autouse=True)
def _a_patient_client(monkeypatch: pytest.MonkeyPatch) -> None:
    """What holds their one loop is no silence of the gateway."""
    for name in ("_CONNECT_S", "_ANSWER_S"):
        monkeypatch.setattr(f"a1_stream.mcp.gateway.{name}", 30.0)
