"""What a service still waits for before it can do its work."""


class Readiness:
    """Named conditions; ready when each one that was named is true."""

    def __init__(self) -> None:
        self._conditions: dict[str, bool] = {}

    def mark(self, name: str, ready: bool) -> None:  # noqa: FBT001 - a condition's value
        """State a condition."""
        self._conditions[name] = ready

    @property
    def missing(self) -> list[str]:
        """The conditions that are not met, by name."""
        return sorted(name for name, ready in self._conditions.items() if not ready)
