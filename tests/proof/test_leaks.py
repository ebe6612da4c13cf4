"""Secrets stay in settings."""

import pytest
from tests.proof.rig import ALL_TOPICS, Rig

from a1_schemas.services import SERVICES
from a1_testkit.announcing import Announce

pytestmark = [pytest.mark.proof, pytest.mark.timeout(400), pytest.mark.asyncio(loop_scope="session")]

_SECRETS = (b"sandbox-odds-key", b"sandbox-sportradar-key", b"proof-reserve-key")


async def test_no_secret_leaves_in_a_log_record_header_metric_trace_or_answer(rig: Rig, announce: Announce) -> None:
    looked = 0
    for path in sorted(rig.log_folder.rglob("*.log")):
        looked += _look(f"log {path.name}", path.read_bytes())
    for record in await rig.read(ALL_TOPICS):
        parts = [record.key or b"", record.value or b"", *(value or b"" for _, value in record.headers)]
        looked += _look(f"{record.topic}@{record.offset}", b"\n".join(parts))
    addresses = rig.stack.config.addresses
    for name in SERVICES:
        page = await rig.http.get(f"http://127.0.0.1:{addresses.ops[name]}/metrics")
        looked += _look(f"metrics of {name}", page.content)
    for path in ("/openapi.json", "/health/detailed", "/api/v1/health", "/api/v1/data/unified-odds/nba", "/nowhere"):
        looked += _look(path, (await rig.http.get(rig.gateway + path)).content)
    for body in rig.collector.bodies:
        looked += _look("a span", body)
    announce(f"no secret in {looked:,} records, logs, pages and spans")


def _look(where: str, content: bytes) -> int:
    for secret in _SECRETS:
        assert secret not in content, f"{secret.decode()} is in {where}"
    return 1
