"""The prepared answers of a gateway that charges each request in Redis, beside the same gateway where all are free.

Every request is admitted, so none is refused early without a call. The line also has the calls of Redis a request.
"""

from typing import Any

import httpx
from prometheus_client.parser import text_string_to_metric_families

from a1_edge_kit.buckets import MOST_PER_MINUTE
from a1_testkit.brokers import run_valkey
from benchmarks.conditions import Conditions
from benchmarks.gateway import HOT, fill, line_of, rates_of
from benchmarks.gateway_process import Gateway, run_gateway

_FREE = ("-c", "import a1_gateway.app as app; app.cost_of = lambda path: 0; app.main()")


def run(conditions: Conditions) -> list[dict[str, Any]]:
    """One line of `benchmarks/latest.jsonl`."""
    rounds, seconds = conditions.size((7, 2.0), smoke=(2, 0.3))
    with run_valkey() as redis_url:
        fill(redis_url)
        with (
            run_gateway(redis_url, EDGE__LIMIT_PER_MINUTE=str(MOST_PER_MINUTE)) as limited,
            run_gateway(redis_url, run=_FREE) as free,
        ):
            rates = rates_of({"limited": (limited.port, HOT), "free": (free.port, HOT)}, rounds, seconds)
            calls, requests = _total(limited, "edge_limit_calls_total"), _total(limited, "edge_limited_requests_total")
    line = line_of("gateway-limits", rates["limited"], rates["free"])
    return [line | {"calls_per_request": round(calls / requests, 4)}]


def _total(gateway: Gateway, name: str) -> float:
    page = httpx.get(f"http://127.0.0.1:{gateway.ops_port}/metrics", trust_env=False).text
    samples = [each for family in text_string_to_metric_families(page) for each in family.samples]
    return sum(each.value for each in samples if each.name == name)
