"""What the services asked for: counted by provider, path and key, so that tests can hold them to their budgets."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from a1_schemas.providers import Provider

_LATEST = 1000


@dataclass(slots=True)
class CallLog:
    """Counts all calls and keeps the latest in full."""

    counts: Counter[tuple[Provider, str, str | None, int]] = field(
        default_factory=Counter[tuple[Provider, str, str | None, int]]
    )
    latest: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def add(self, provider: Provider, path: str, key: str | None, status: int, at: str) -> None:
        """Note one answered call; `key` is the API key as sent: nothing here is secret."""
        self.counts[provider, path, key, status] += 1
        self.latest.append({"at": at, "provider": provider, "path": path, "key": key, "status": status})
        del self.latest[:-_LATEST]

    def document(self) -> dict[str, Any]:
        """All counts and the latest calls, as `/_sandbox/requests` shows them."""
        calls = [
            {"provider": provider, "path": path, "key": key, "status": status, "count": count}
            for (provider, path, key, status), count in sorted(
                self.counts.items(), key=lambda item: (item[0][0], item[0][1], item[0][2] or "", item[0][3])
            )
        ]
        by_provider: Counter[str] = Counter()
        for (provider, *_), count in self.counts.items():
            by_provider[provider] += count
        return {
            "total": sum(by_provider.values()),
            "by_provider": dict(sorted(by_provider.items())),
            "calls": calls,
            "latest": self.latest,
        }
