"""The memory of the shipped gateway process over a Redis with 500,000 live records, beside the records' JSON.

* `gateway-500k`: `rss_mib` is what the process holds after it has read all of them and answered a page of every list of
  every league. The records are those of `normalizer-500k`. A short run has a twentieth, which says little: without any
  the process holds 75 MiB.
"""

from typing import Any

import httpx
import psutil
import redis
from prometheus_client.parser import text_string_to_metric_families

from a1_schemas import keys
from a1_schemas.leagues import League
from a1_testkit.brokers import run_valkey
from a1_testkit.machine import scaled
from benchmarks.conditions import Conditions
from benchmarks.gateway_process import Gateway, mark_complete, run_gateway
from benchmarks.live_records import live_records

_QUOTES = 500_000
_AT_ONCE = 1_000
_LISTS = ("unified-games", "unified-odds", "player-props", "sports-news", "injuries")
_LOADED_WITHIN_S = 120.0
_MIB = 1 << 20


def run(conditions: Conditions) -> list[dict[str, Any]]:
    """One line of `benchmarks/latest.jsonl`."""
    with run_valkey() as redis_url:
        records, size = _fill(redis_url, conditions.size(_QUOTES, smoke=_QUOTES // 20))
        with run_gateway(redis_url, _LOADED_WITHIN_S) as gateway:
            _read(gateway, records)
            rss = psutil.Process(gateway.pid).memory_info().rss
    figures = {"rss_mib": round(rss / _MIB, 1), "json_mib": round(size / _MIB, 1), "records": records}
    return [{"name": "gateway-500k", **figures}]


def _fill(redis_url: str, quotes: int) -> tuple[int, int]:
    """Write the view; returns how many records it has, and the bytes of their JSON."""
    records = size = 0
    with redis.Redis.from_url(redis_url) as client:
        pipeline = client.pipeline(transaction=False)
        for record in live_records(quotes):
            pipeline.hset(keys.records(record.league, record.kind), record.key, keys.pack(1, record.value))
            records += 1
            size += len(record.value)
            if records % _AT_ONCE == 0:
                pipeline.execute()
        pipeline.execute()
        mark_complete(client)
    return records, size


def _read(gateway: Gateway, records: int) -> None:
    """Ask for a page of every list of every league. Raises RuntimeError if it does not hold so many records."""
    with httpx.Client(trust_env=False, timeout=scaled(30)) as http:
        for league in League:
            for name in _LISTS:
                http.get(gateway.url(f"/api/v1/data/{name}/{league}")).raise_for_status()
        held = _held(http.get(f"http://127.0.0.1:{gateway.ops_port}/metrics").text)
    if held != records:
        raise RuntimeError(f"the gateway holds {held} of {records} records")


def _held(metrics: str) -> int:
    families = text_string_to_metric_families(metrics)
    found = [sample for family in families for sample in family.samples if sample.name == "gateway_snapshot_records"]
    return round(sum(sample.value for sample in found))
