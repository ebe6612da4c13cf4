"""The conditions a service waits for before it is ready."""


class Readiness:
    """Named conditions. Ready when all of them are true."""

    def __init__(self) -> None:
        self._conditions: dict[str, bool] = {}

    def mark(self, name: str, ready: bool) -> None:  # noqa: FBT001 - a condition's value
        """Set a condition."""
        self._conditions[name] = ready

    @property
    def missing(self) -> list[str]:
        """Returns the names of the conditions that are not met."""
        return sorted(name for name, ready in self._conditions.items() if not ready)
