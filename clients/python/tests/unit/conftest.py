"""What a test starts."""

import pytest
from scripted import Script, running


@pytest.fixture
def script() -> Script:
    """Return what starts a server that sends these answers, one for each request, and then hangs up."""
    return lambda *answers: running(answers)
