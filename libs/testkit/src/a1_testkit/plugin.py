"""The pytest plugin: fixtures for a real broker, a real Redis and the recordings, and a line that counts their use.

With CI=true a missing server or recording fails the test. Otherwise it is skipped, with the reason.
"""

import asyncio
import os
import signal
from collections.abc import AsyncGenerator, Callable, Generator, Mapping
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn
from uuid import uuid4

import asyncpg
import hypothesis
import pytest
import redis.asyncio as redis_asyncio

from a1_service_kit.kafka import ensure_topics
from a1_service_kit.settings import KafkaSettings
from a1_testkit.announcing import Announce, announcer
from a1_testkit.brokers import ServerError, free_port, run_apache_kafka, run_postgres, run_tansu, run_valkey
from a1_testkit.containers import run_kafka_container
from a1_testkit.counting import LEFT_OUT, RealParts
from a1_testkit.machine import machine_scale, scaled
from a1_testkit.recordings import Recording, find_recordings, recordings_folder
from a1_testkit.tcp_proxy import TcpProxy, run_tcp_proxy
from a1_testkit.waiting import wait_until as _wait_until

_MARKED = {
    "kafka": {"kafka", "empty_kafka", "proxied_kafka"},
    "redis": {"redis", "redis_url"},
    "postgres": {"postgres_url"},
    "recordings": {"recordings"},
}
_SERVERS = ("kafka", "redis", "postgres", "e2e")
_QUICK_START = "-XX:TieredStopAtLevel=1"
"""Halves the start of Apache Kafka. What the second compiler would gain, a test does not live to see."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--broker",
        default="embedded",
        help="where tests find Kafka: embedded (Tansu), kafka (Apache Kafka by infra/kafka), containers, or an address",
    )


def pytest_configure(config: pytest.Config) -> None:
    os.environ.setdefault("KAFKA_OPTS", _QUICK_START)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a terminated run also stops its servers
    config.pluginmanager.register(RealParts(config.rootpath))
    machine_scale()  # before there are workers, which share what was measured and would disturb each other's count
    # A busy machine is no counterexample. The same examples for everybody, unless new ones are asked for.
    is_exploring = bool(os.environ.get("A1_EXPLORE"))
    hypothesis.settings.register_profile(
        "a1",
        deadline=None,
        derandomize=not is_exploring,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
    )
    hypothesis.settings.load_profile("a1")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark a test by the servers it uses, so that `-m kafka` selects the tests that depend on the broker."""
    fixtures = set(getattr(item, "fixturenames", ()))
    for mark, names in _MARKED.items():
        if fixtures & names:
            item.add_marker(mark)
    if item.get_closest_marker("apache_kafka") and item.config.getoption("--broker") == "embedded":
        item.add_marker(pytest.mark.skip(reason=f"{LEFT_OUT} without Apache Kafka (--broker kafka)"))
    if "unit" in item.path.parts and not any(item.get_closest_marker(name) for name in _SERVERS):
        item.add_marker("unit")
    item.add_marker(pytest.mark.timeout(scaled(_timeout_s(item))), append=False)


def _timeout_s(item: pytest.Item) -> float:
    """The seconds a test has on a machine of scale 1; 0 is for ever."""
    mark = item.get_closest_marker("timeout")
    if mark is not None:
        return float(mark.kwargs["timeout"] if "timeout" in mark.kwargs else mark.args[0])
    return float(item.config.getoption("timeout") or item.config.getini("timeout") or 0)


def _missing(what: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} (with CI=true this is a failure)")
    pytest.skip(what)


BROKERS_BEHIND_A_PROXY: Mapping[str, Callable[[Path, Path, int, int], AbstractContextManager[KafkaSettings]]] = {
    "embedded": lambda _root, _folder, port, proxy: run_tansu(port=port, advertised_port=proxy),
    "kafka": lambda root, folder, port, proxy: run_apache_kafka(
        root / "infra" / "kafka" / "run", folder, port=port, advertised_port=proxy
    ),
}
"""Brokers that send their clients to another port, by the option's value."""

OWN_BROKERS: Mapping[str, Callable[[Path, Path], AbstractContextManager[KafkaSettings]]] = {
    "embedded": lambda _root, _folder: run_tansu(),
    "kafka": lambda root, folder: run_apache_kafka(root / "infra" / "kafka" / "run", folder),
    "containers": lambda _root, _folder: run_kafka_container(),
}
"""Brokers that can be started for a test run, by the option's value. Any other value is an address."""


@contextmanager
def _started(request: pytest.FixtureRequest, folder: Path) -> Generator[KafkaSettings]:
    choice = str(request.config.getoption("--broker"))
    start = OWN_BROKERS.get(choice, lambda _root, _folder: nullcontext(KafkaSettings(bootstrap_servers=choice)))
    try:
        with start(request.config.rootpath, folder) as settings:
            asyncio.run(ensure_topics(settings))
            yield settings
    except ServerError as error:
        _missing(f"no broker: {error}")


@pytest.fixture(scope="session")
def kafka(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Generator[KafkaSettings]:
    """Settings of a real broker with all topics of the contract. It is shared: use your own group ids and keys."""
    with _started(request, tmp_path_factory.mktemp("kafka")) as settings:
        yield settings


@pytest.fixture
def empty_kafka(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[KafkaSettings]:
    """A broker of this test, with empty topics."""
    choice = str(request.config.getoption("--broker"))
    if choice not in OWN_BROKERS:
        pytest.skip(f"needs a broker of its own; --broker is {choice}")
    with _started(request, tmp_path) as settings:
        yield settings


@pytest.fixture
async def proxied_kafka(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncGenerator[tuple[KafkaSettings, TcpProxy]]:
    """A broker of this test, with empty topics, that is reached only through the proxy beside its settings."""
    choice = str(request.config.getoption("--broker"))
    if choice not in BROKERS_BEHIND_A_PROXY:
        pytest.skip(f"needs a broker that can stand behind a proxy; --broker is {choice}")
    port = free_port()
    async with run_tcp_proxy(port) as proxy:
        try:
            with BROKERS_BEHIND_A_PROXY[choice](request.config.rootpath, tmp_path, port, proxy.port) as settings:
                await ensure_topics(settings)
                yield settings, proxy
        except ServerError as error:
            _missing(f"no broker: {error}")


@pytest.fixture(scope="session")
def _valkey_url() -> Generator[str]:
    try:
        with run_valkey() as url:
            yield url
    except ServerError as error:
        _missing(f"no Redis: {error}")


@pytest.fixture
async def redis(_valkey_url: str) -> AsyncGenerator[redis_asyncio.Redis]:
    """A real, empty Redis."""
    client = redis_asyncio.Redis.from_url(_valkey_url)  # pyright: ignore[reportUnknownMemberType]
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture
def redis_url(_valkey_url: str, redis: redis_asyncio.Redis) -> str:  # noqa: ARG001 - empties it
    """The URL of a real, empty Redis."""
    return _valkey_url


@pytest.fixture(scope="session")
def _postgres_url() -> Generator[str]:
    with TemporaryDirectory(prefix="a1-postgres-") as folder:
        try:
            with run_postgres(Path(folder) / "data") as url:
                yield url
        except ServerError as error:
            _missing(f"no PostgreSQL: {error}")


@pytest.fixture
async def postgres_url(_postgres_url: str) -> AsyncGenerator[str]:
    """The URL of an empty database of this test, on a real PostgreSQL."""
    name = f"test_{uuid4().hex}"
    async with _connected(_postgres_url) as connection:
        await connection.execute(f"create database {name}")
    yield f"{_postgres_url.rpartition('/')[0]}/{name}"
    async with _connected(_postgres_url) as connection:
        await connection.execute(f"drop database {name} with (force)")


@asynccontextmanager
async def _connected(url: str) -> AsyncGenerator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def recordings(request: pytest.FixtureRequest) -> list[Recording]:
    """Every recording. Reading a body is counted."""
    folder = recordings_folder(request.config.rootpath)
    found = list(find_recordings(folder))
    if not found:
        _missing(f"no recordings below {folder}; set A1_RECORDINGS")
    return found


@pytest.fixture
def wait_until() -> Callable[..., object]:
    """Wait for a condition; see `a1_testkit.waiting`."""
    return _wait_until


@pytest.fixture(scope="session")
def announce(request: pytest.FixtureRequest) -> Announce:
    """Prints a line at once: a figure, or how far a long suite has got."""
    return announcer(request.config)
