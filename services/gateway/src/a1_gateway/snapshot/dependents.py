"""Which parts of a league's view depend on a target or on a team."""

from collections.abc import Iterable

from a1_schemas.analytics_words import ViewKind

Dependent = tuple[ViewKind, str]
"""A record by kind and key; of offers and props, all those of a game by kind and event id."""


class Dependents:
    """Dependents by what they depend on, in both directions."""

    def __init__(self) -> None:
        self._of: dict[str, set[Dependent]] = {}
        self._reasons: dict[Dependent, set[str]] = {}

    def of(self, reason: str) -> tuple[Dependent, ...]:
        """Return what depends on this."""
        return tuple(self._of.get(reason, ()))

    def add(self, dependent: Dependent, reasons: Iterable[str]) -> None:
        """Note that it depends on these too."""
        for reason in reasons:
            self._of.setdefault(reason, set()).add(dependent)
            self._reasons.setdefault(dependent, set()).add(reason)

    def forget(self, dependent: Dependent) -> None:
        """Note that it depends on nothing."""
        for reason in self._reasons.pop(dependent, ()):
            dependents = self._of[reason]
            dependents.discard(dependent)
            if not dependents:
                del self._of[reason]
