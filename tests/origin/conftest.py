"""The origin before servers that say what arrived."""

import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import httpx
import pytest
from tests.origin.proxies import Proxies, proxies
from tests.origin.upstreams import Upstream, upstream

from a1_testkit.machine import scaled

ALL_AT_ONCE = httpx.Limits(max_connections=None)


@dataclass(frozen=True, slots=True)
class Origin:
    at: Proxies
    gateway: Upstream
    stream: Upstream
    websocket: Upstream

    @property
    def port(self) -> int:
        return self.at.port


@pytest.fixture(scope="session")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origin]:
    with ExitStack() as opened:
        servers = [opened.enter_context(upstream(name)) for name in ("gateway", "stream", "websocket")]
        addresses = [server.address for server in servers]
        at = opened.enter_context(proxies(tmp_path_factory.mktemp("origin"), addresses))
        yield Origin(at, *servers)


@pytest.fixture
def trusting(origin: Origin) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(origin.at.certificate))


@pytest.fixture
def http(origin: Origin, trusting: ssl.SSLContext) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=f"https://localhost:{origin.port}",
        verify=trusting,
        trust_env=False,
        timeout=scaled(30),
        limits=ALL_AT_ONCE,
    ) as client:
        yield client
