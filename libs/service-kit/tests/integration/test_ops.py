import resource
import socket
from collections.abc import Iterator

import httpx
import pytest
from prometheus_client import Counter
from prometheus_client.parser import text_string_to_metric_families

from a1_service_kit.metrics import build_registry
from a1_service_kit.ops import OpsError, allow_open_files, serve_ops
from a1_service_kit.readiness import Readiness
from a1_service_kit.settings import OpsSettings


async def test_readyz_names_what_is_missing_until_nothing_is() -> None:
    readiness = Readiness()
    readiness.mark("partitions", ready=False)
    readiness.mark("redis", ready=True)
    registry = build_registry("gateway", "1", "abc")
    async with serve_ops(OpsSettings(), readiness, registry) as url, httpx.AsyncClient(base_url=url) as client:
        waiting = await client.get("/readyz")
        assert (waiting.status_code, waiting.json()) == (503, {"ready": False, "missing": ["partitions"]})
        readiness.mark("partitions", ready=True)
        assert (await client.get("/readyz")).status_code == 200
        assert (await client.get("/livez")).status_code == 200


async def test_every_metric_parses_and_has_a_help_text() -> None:
    registry = build_registry("gateway", "1", 'a"b\\c')
    Counter("gateway_hostile_total", "Labels that need escaping.", ["reason"], registry=registry).labels('"\n\\').inc()
    async with serve_ops(OpsSettings(), Readiness(), registry) as url, httpx.AsyncClient(base_url=url) as client:
        answer = await client.get("/metrics")
    families = {family.name: family for family in text_string_to_metric_families(answer.text)}
    assert families["a1_build_info"].samples[0].labels == {"service": "gateway", "version": "1", "commit": 'a"b\\c'}
    assert families["gateway_hostile"].samples[0].labels["reason"] == '"\n\\'
    assert all(family.documentation for family in families.values())


async def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OpsError, match=str(port)):
            async with serve_ops(OpsSettings(port=port), Readiness(), build_registry("gateway", "1", "abc")):
                pass


@pytest.fixture
def few_files() -> Iterator[int]:
    """A soft limit of 900 open files; yields the hard limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (900, hard))
    yield hard
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_limit_of_open_files_is_raised_as_far_as_the_system_allows(few_files: int) -> None:
    assert [allow_open_files(wanted) for wanted in (100, 1_000, 950)] == [900, 1_000, 1_000]
    assert allow_open_files(few_files + 1) == few_files
