from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from a1_gateway.worker_pages import merged_pages


def a_page(count: int) -> bytes:
    registry = CollectorRegistry()
    Counter("asked_total", "Requests.", ["route"], registry=registry).labels('/a"{x} 1').inc(count)
    Gauge("held", "Connections.", registry=registry).set(count)
    Histogram("took_seconds", "Time.", buckets=(1.0,), registry=registry).observe(count)
    return generate_latest(registry)


def test_pages_become_one_where_each_sample_says_whose_it_is() -> None:
    merged = merged_pages(
        {"main": b"# HELP up Up.\n# TYPE up gauge\nup 1.0\n", "1": a_page(3), "2": a_page(5)}
    ).decode()
    families = {family.name: family for family in text_string_to_metric_families(merged)}
    assert merged.count("# TYPE asked_total ") == 1
    found = {
        (each.labels["worker"], each.labels["route"]): each.value
        for each in families["asked"].samples
        if each.name == "asked_total"
    }
    assert found == {("1", '/a"{x} 1'): 3, ("2", '/a"{x} 1'): 5}
    assert {each.labels["worker"]: each.value for each in families["held"].samples} == {"1": 3, "2": 5}
    assert [each.labels for each in families["up"].samples] == [{"worker": "main"}]
    assert {each.labels["worker"] for each in families["took_seconds"].samples} == {"1", "2"}


def test_a_process_without_a_page_is_left_out() -> None:
    page = a_page(1)
    assert merged_pages({"1": b"", "2": page}) == merged_pages({"2": page})
