"""The pytest plugin: a real broker, a real Redis and the recordings as fixtures, and a line that counts their use.

With CI=true something missing is a failure; elsewhere it is a skip that says what is missing.
"""

import asyncio
import os
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import NoReturn

import pytest
import redis.asyncio as redis_asyncio

from a1_service_kit.kafka import ensure_topics
from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import ServerError, run_apache_kafka, run_tansu, run_valkey
from a1_testkit.containers import run_kafka_container
from a1_testkit.recordings import Recording, find_recordings, recordings_folder
from a1_testkit.waiting import wait_until as _wait_until

_USED = pytest.StashKey[dict[str, set[str]]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--broker",
        default="embedded",
        help="where tests find Kafka: embedded (Tansu), kafka (Apache Kafka by infra/kafka), containers, or an address",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_USED] = {"kafka": set(), "redis": set(), "recordings": set()}


def pytest_runtest_setup(item: pytest.Item) -> None:
    used = item.config.stash[_USED]
    names = set(getattr(item, "fixturenames", ()))
    if names & {"kafka"}:
        used["kafka"].add(item.nodeid)
    if names & {"redis", "redis_url"}:
        used["redis"].add(item.nodeid)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    used = config.stash[_USED]
    there = sum(1 for _ in find_recordings(recordings_folder(config.rootpath)))
    terminalreporter.write_line(
        f"real broker: {len(used['kafka'])}, real Redis: {len(used['redis'])}, "
        f"recordings: {len(used['recordings'])} of {there}"
    )


def _missing(what: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} (with CI=true this is a failure)")
    pytest.skip(what)


def _broker(choice: str, root: Path, folder: Path) -> AbstractContextManager[KafkaSettings]:
    known: dict[str, Callable[[], AbstractContextManager[KafkaSettings]]] = {
        "embedded": run_tansu,
        "kafka": lambda: run_apache_kafka(root / "infra" / "kafka" / "run", folder),
        "containers": run_kafka_container,
    }
    return known[choice]() if choice in known else nullcontext(KafkaSettings(bootstrap_servers=choice))


@pytest.fixture(scope="session")
def kafka(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Generator[KafkaSettings]:
    """Settings of a real broker that has every topic of the contract. Shared: use group ids and keys of your own."""
    choice = str(request.config.getoption("--broker"))
    try:
        with _broker(choice, request.config.rootpath, tmp_path_factory.mktemp("kafka")) as settings:
            asyncio.run(ensure_topics(settings))
            yield settings
    except ServerError as error:
        _missing(f"no broker: {error}")


@pytest.fixture
def empty_kafka(request: pytest.FixtureRequest, kafka: KafkaSettings) -> Generator[KafkaSettings]:
    """A broker of this test's own, empty but for the topics; the shared one where only an address was given."""
    if request.config.getoption("--broker") != "embedded":
        yield kafka
        return
    with run_tansu() as settings:
        asyncio.run(ensure_topics(settings))
        yield settings


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
    """The address of a real, empty Redis."""
    return _valkey_url


@pytest.fixture(scope="session")
def recordings(request: pytest.FixtureRequest) -> list[Recording]:
    """Every recording; reading them counts."""
    folder = recordings_folder(request.config.rootpath)
    found = list(find_recordings(folder))
    if not found:
        _missing(f"no recordings below {folder}; set A1_RECORDINGS")
    request.config.stash[_USED]["recordings"] |= {recording.name for recording in found}
    return found


@pytest.fixture
def wait_until() -> Callable[..., object]:
    """Waits for a condition; see `a1_testkit.waiting`."""
    return _wait_until
