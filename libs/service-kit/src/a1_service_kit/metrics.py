"""The metrics registry of a service: its own instruments, the process's and the build."""

from prometheus_client import CollectorRegistry, Gauge, GCCollector, PlatformCollector, ProcessCollector


def build_registry(service: str, version: str, commit: str) -> CollectorRegistry:
    """Return a registry with the process's metrics and `a1_build_info`."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    GCCollector(registry=registry)
    info = Gauge("a1_build_info", "1; the labels say what runs.", ["service", "version", "commit"], registry=registry)
    info.labels(service, version, commit).set(1)
    return registry
