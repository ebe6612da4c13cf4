"""What strangers can reach: metrics and routes."""

from typing import Any
from urllib.parse import quote

import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.proof.rig import Rig

from a1_schemas.services import SERVICES
from a1_testkit.announcing import Announce

pytestmark = [pytest.mark.proof, pytest.mark.timeout(400), pytest.mark.asyncio(loop_scope="session")]

Parameter = dict[str, Any]
_HOSTILE = (
    *("", " ", "\x00", "%00", "../../etc/passwd", "nba'--", "${7*7}", "<script>", "a" * 5000, "\u202e", "NaN", "1e400"),
    *("-1", "0", "501", "99999999999999999999", "2026-13-45T99:99:99Z", "😀", "[]", "{}", "null", "%ff"),
)


async def test_every_metrics_page_parses_strictly(rig: Rig, announce: Announce) -> None:
    """Each process's page parses, with help and type for every family."""
    addresses = rig.stack.config.addresses
    urls = [f"http://127.0.0.1:{addresses.ops[name]}/metrics" for name in SERVICES]
    families = 0
    for url in (*urls, f"{rig.gateway}/metrics"):
        answer = await rig.http.get(url)
        assert answer.status_code == 200, f"{url} gave {answer.status_code}"
        seen: set[tuple[str, tuple[tuple[str, str], ...]]] = set()
        for family in text_string_to_metric_families(answer.text):
            families += 1
            assert family.type != "unknown", f"{family.name} has no type"
            for sample in family.samples:
                identity = (sample.name, tuple(sorted(sample.labels.items())))
                assert identity not in seen, f"{sample.name} is there twice"
                seen.add(identity)
    announce(f"{len(urls) + 1} pages of metrics, {families} families")


async def test_no_documented_route_gives_a_500_for_hostile_parameters(rig: Rig, announce: Announce) -> None:
    """Every documented GET route with every hostile value in every parameter."""
    document = (await rig.http.get(f"{rig.gateway}/openapi.json")).json()
    asked = 0
    for path, operations in document["paths"].items():
        parameters = operations.get("get", {}).get("parameters", [])
        for parameter in parameters:
            for value in _HOSTILE:
                url = _url(rig.gateway + path, parameters, parameter, quote(value, safe=""))
                answer = await rig.http.get(url)
                asked += 1
                assert answer.status_code < 500, f"{url:.200} gave {answer.status_code}"
    assert asked > 100, f"only {asked} requests: the document names too few parameters"
    announce(f"{asked} requests with hostile parameters")


def _url(template: str, parameters: list[Parameter], hostile: Parameter, value: str) -> str:
    """The address with the hostile value in its place and something usual in the other places of the path."""
    for parameter in parameters:
        if parameter["in"] == "path":
            shown = value if parameter is hostile else "nba"
            template = template.replace(f"{{{parameter['name']}}}", shown or "%20")
    return f"{template}?{hostile['name']}={value}" if hostile["in"] == "query" else template
