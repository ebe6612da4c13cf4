"""The notice of one write of a league's view."""

from a1_schemas.base import Frozen


class ChangeNotice(Frozen):
    """A message on the channel `keys.changes` of a league, published by the call that writes."""

    epoch: str
    moves: dict[str, tuple[int, int]]
    """Topic → the position from which it was moved, and the position to which."""
    changed: tuple[tuple[str, str], ...]
    """Kind and key of each record that was written or deleted."""
