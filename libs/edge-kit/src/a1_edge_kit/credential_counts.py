"""Metrics of the edge, which the gateway and the stream both have."""

from enum import StrEnum

from prometheus_client import CollectorRegistry, Counter


class CredentialOutcome(StrEnum):
    """What was found of a request's credential."""

    ANONYMOUS = "anonymous"
    """It has none, and none is required."""
    KEY = "key"
    TOKEN = "token"  # noqa: S105  # a word, not a token
    REFUSED = "refused"
    """It is missing or not good: 401."""
    LACKING_SCOPE = "lacking-scope"
    """403."""
    UNREAD = "unread"
    """Keys have not been read yet: 503."""


class CredentialCounts:
    """Counts requests by what was found of their credential."""

    def __init__(self, registry: CollectorRegistry) -> None:
        counter = Counter(
            "edge_credentials", "Requests that need a credential, by outcome.", ["outcome"], registry=registry
        )
        self._count = {outcome: counter.labels(outcome).inc for outcome in CredentialOutcome}

    def note(self, outcome: CredentialOutcome) -> None:
        """Count a request."""
        self._count[outcome]()
