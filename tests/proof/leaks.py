"""Secrets stay in settings."""

from rig import ALL_TOPICS, Rig

from a1_schemas.services import SERVICES

_SECRETS = (b"sandbox-odds-key", b"sandbox-sportradar-key", b"proof-reserve-key")


async def no_secret_leaves(rig: Rig) -> str:
    """The keys that the services were given are in nothing that they wrote or answered."""
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
    return f"{looked:,} records, lines, pages and spans"


def _look(where: str, content: bytes) -> int:
    for secret in _SECRETS:
        assert secret not in content, f"{secret.decode()} is in {where}"
    return 1
