"""The sightings of one body, sorted by what they are, with the refusals counted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from a1_mappers.sightings import (
    Article,
    Complete,
    Contest,
    InjuryReport,
    Kept,
    LineupPlace,
    Offer,
    PlayerLine,
    Prop,
    Reject,
    Sighting,
    Unchanged,
)
from a1_schemas.vocabulary import Kind, RejectReason

_QUIET = frozenset({RejectReason.UNSUPPORTED_LEAGUE, RejectReason.NOT_A_CONTEST})
"""Counted, but no fault of the body: boards that mix leagues would fill the dead letters."""


@dataclass(slots=True)
class Seen:
    """What one body says, ready to be resolved kind by kind."""

    contests: list[Contest] = field(default_factory=list[Contest])
    offers: list[Offer] = field(default_factory=list[Offer])
    props: list[Prop] = field(default_factory=list[Prop])
    player_lines: list[PlayerLine] = field(default_factory=list[PlayerLine])
    lineups: list[LineupPlace] = field(default_factory=list[LineupPlace])
    articles: list[Article] = field(default_factory=list[Article])
    injuries: list[InjuryReport] = field(default_factory=list[InjuryReport])
    unchanged: dict[Kind, list[tuple[str, ...]]] = field(default_factory=dict[Kind, list[tuple[str, ...]]])
    """Contest and bookmakers, as `Unchanged` has them."""
    kept: dict[Kind, dict[str, None]] = field(default_factory=dict[Kind, dict[str, None]])
    complete: dict[Kind, None] = field(default_factory=dict[Kind, None])
    mapped: Counter[str] = field(default_factory=Counter[str])
    rejects: Counter[RejectReason] = field(default_factory=Counter[RejectReason])
    first_reject: Reject | None = None

    def take(self, sightings: Iterable[Sighting]) -> None:
        """Read all of them; raises what the mapper raises."""
        for sighting in sightings:
            if type(sighting) is Unchanged:
                keys = self.unchanged.get(sighting.kind)
                if keys is None:
                    keys = self.unchanged[sighting.kind] = []
                keys.append(sighting.key)
            else:
                self.mapped[type(sighting).__name__] += 1
                self._sort(sighting)
        if self.unchanged:
            keys = chain.from_iterable(self.unchanged.values())
            self.mapped[Unchanged.__name__] = sum(max(1, len(key) - 1) for key in keys)

    def _sort(self, sighting: Sighting) -> None:
        match sighting:
            case Offer():
                self.offers.append(sighting)
            case Prop():
                self.props.append(sighting)
            case PlayerLine():
                self.player_lines.append(sighting)
            case LineupPlace():
                self.lineups.append(sighting)
            case Contest():
                self.contests.append(sighting)
            case Article():
                self.articles.append(sighting)
            case InjuryReport():
                self.injuries.append(sighting)
            case _:
                self._note(sighting)

    def _note(self, sighting: Sighting) -> None:
        match sighting:
            case Kept(kind, contest_id):
                self.kept.setdefault(kind, {})[contest_id] = None
            case Complete(kinds):
                self.complete.update(dict.fromkeys(kinds))
            case Reject():
                self.refuse(sighting)
            case _:
                """Catalogues of teams and leagues are counted; registries are reviewed data."""

    def refuse(self, reject: Reject) -> None:
        """Count a refusal; the first that is a fault is shown."""
        self.rejects[reject.reason] += 1
        if self.first_reject is None and reject.reason not in _QUIET:
            self.first_reject = reject
