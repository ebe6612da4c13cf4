"""What a service's `main` receives, outside a program."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from prometheus_client import CollectorRegistry

from a1_service_kit.program import Runtime


def a_runtime(service: str, tasks: asyncio.TaskGroup | None = None, **given: Any) -> Runtime:
    """Return a runtime; `given` are its other fields."""
    fields: dict[str, Any] = {
        "instance": "one",
        "version": "1",
        "commit": "abc",
        "started_at": datetime.now(UTC),
        "stopping": asyncio.Event(),
        "registry": CollectorRegistry(),
    }
    return Runtime(service=service, tasks=tasks or asyncio.TaskGroup(), **(fields | given))
