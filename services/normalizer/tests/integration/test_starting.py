"""A normalizer that is started while what it needs is away, or refuses its settings."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from a1_service_kit.settings import KafkaSettings
from a1_testkit.brokers import free_port, run_valkey
from a1_testkit.machine import scaled
from a1_testkit.waiting import wait_until


async def test_it_comes_up_by_itself_when_the_broker_is_back(
    proxied_kafka: Any, stage_on: Callable[[KafkaSettings], Any]
) -> None:
    kafka, proxy = proxied_kafka
    await proxy.down()
    with stage_on(kafka).run(up=lambda _: True) as replica:
        await wait_until(lambda: replica.missing == ["kafka"], within=60)
        await proxy.up()
        await wait_until(lambda: replica.has_ended or replica.is_ready, within=90)
        said = replica.log.read_text()
        assert not replica.has_ended, said[-3000:]
    assert "Traceback" not in said
    assert said.count('"event": "kafka.awaited"') == 1


async def test_it_comes_up_by_itself_when_redis_is_back(empty_stage: Any) -> None:
    port = free_port()
    empty_stage.redis_url = f"redis://127.0.0.1:{port}/0"
    with ExitStack() as servers:
        replica = servers.enter_context(empty_stage.run(up=lambda _: True))
        await wait_until(lambda: replica.missing == ["projector", "redis"], within=90)
        servers.enter_context(run_valkey(port=port))
        await wait_until(lambda: replica.has_ended or replica.is_ready, within=60)
        assert not replica.has_ended, replica.log.read_text()[-3000:]
        assert "Traceback" not in replica.log.read_text()


@pytest.mark.apache_kafka
@pytest.mark.parametrize("program", ["a1_normalizer", "a1_ingest_espn"])
def test_a_session_that_the_broker_finds_too_short_is_a_line_and_exit_78(
    kafka: KafkaSettings, redis_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    settings = {
        "KAFKA__BOOTSTRAP_SERVERS": kafka.bootstrap_servers,
        "KAFKA__SESSION_TIMEOUT_MS": "1000",
        "KAFKA__HEARTBEAT_INTERVAL_MS": "300",
        "REDIS__URL": redis_url,
        "JOURNAL__DIRECTORY": str(tmp_path),
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    run: Callable[..., Any] = subprocess.run
    ended = run([sys.executable, "-m", program], capture_output=True, text=True, timeout=scaled(90), check=False)
    said = ended.stdout + ended.stderr
    assert ended.returncode == 78, said[-3000:]
    [line] = [each for each in said.splitlines() if "program.refused" in each]
    assert "KAFKA__SESSION_TIMEOUT_MS" in line
    assert "Traceback" not in said
