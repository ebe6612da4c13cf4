"""Every series that a running service shows is declared, with closed labels, and counters are there from zero."""

from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.e2e.series import TABLES, Labels, Series

from a1_testkit.machine import scaled

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


def shown(page: str) -> dict[str, set[Labels]]:
    """The label sets of each series. A histogram is one series, with any buckets."""
    found: dict[str, set[Labels]] = {}
    for family in text_string_to_metric_families(page):
        found.setdefault(family.name if family.type in ("histogram", "gauge") else f"{family.name}_total", set())
        for sample in family.samples:
            name = family.name if family.type == "histogram" else sample.name
            labels = frozenset((label, value) for label, value in sample.labels.items() if label != "le")
            found.setdefault(name, set()).add(labels)
    return found


def unlike(series: Series, labels: set[Labels]) -> list[str]:
    """What is missing, and what is not declared."""
    if series.is_open:
        labels = {frozenset((label, "") for label, _ in each) for each in labels}
    missing = [f"missing {dict(each)}" for each in series.always - labels]
    return [*missing, *(f"undeclared {dict(each)}" for each in labels - series.always - series.sometimes)]


def service_of(row: dict[str, Any]) -> str:
    return str(row["name"]).rpartition("-")[0] if str(row["name"])[-1].isdigit() else str(row["name"])


@pytest.mark.parametrize("service", TABLES)
def test_the_series_of_a_service_are_those_of_its_table(stack: dict[str, Any], service: str) -> None:
    [row] = [row for row in stack["processes"] if service_of(row) == service]
    page = httpx.get(f"{row['url']}/metrics", timeout=scaled(30), trust_env=False).text
    assert "_created" not in page
    found, table = shown(page), TABLES[service]
    assert sorted(found) == sorted(table)
    wrong = {name: unlike(series, found[name]) for name, series in table.items()}
    assert {name: each for name, each in wrong.items() if each} == {}
