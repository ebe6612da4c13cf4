"""One demo for all of these tests."""

from collections.abc import Iterator

import pytest
from tests.analytics.watched import Demo, running_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo(tmp_path_factory.mktemp("demo") / "up.log") as running:
        yield running
