"""The extracted records of one body, sorted by type, with its rejects counted."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import msgspec

from a1_mappers.extracted import (
    Article,
    Complete,
    Contest,
    Extracted,
    InjuryReport,
    KeepAlive,
    LineupPlace,
    PlayerBoxScore,
    Prop,
    Reject,
    RosterPlace,
    TeamEntry,
    Unchanged,
    UnchangedLadders,
)
from a1_mappers.extracted_offers import Offer
from a1_resolving.steps import AT_ONCE, Steps
from a1_resolving.times import Span
from a1_schemas.vocabulary import Kind, RejectReason

_QUIET = frozenset(
    {
        *(RejectReason.UNSUPPORTED_LEAGUE, RejectReason.NOT_A_CONTEST, RejectReason.GAME_EXPIRED),
        *(RejectReason.UNKNOWN_LINK_HOST, RejectReason.UNKNOWN_TEAM),
    }
)
"""Rejects that do not dead-letter a body: boards that mix leagues or keep old games, links that are left out, and teams
outside the registries would otherwise fill the dead-letter topic.
"""


class BodyContents(msgspec.Struct):
    """The extracted records of one body, ready to be resolved kind by kind."""

    contests: list[Contest] = []
    offers: list[Offer] = []
    props: list[Prop] = []
    box_scores: list[PlayerBoxScore] = []
    lineups: list[LineupPlace] = []
    articles: list[Article] = []
    injuries: list[InjuryReport] = []
    teams: list[TeamEntry] = []
    rosters: list[RosterPlace] = []
    unchanged: dict[Kind, list[tuple[str, ...]]] = {}
    """Keys of unchanged records by kind: the contest id, then bookmakers (see `a1_mappers.extracted.Unchanged`)."""
    unchanged_ladders: list[UnchangedLadders] = []
    kept: dict[Kind, dict[str, None]] = {}
    complete: dict[Kind, None] = {}
    mapped: Counter[str] = msgspec.field(default_factory=Counter)
    rejects: Counter[RejectReason] = msgspec.field(default_factory=Counter)
    refused: list[Reject] = []
    """Every reject, in order."""
    first_reject: Reject | None = None
    fetched_at: datetime | None = None
    """The body's effective time, which bounds the times in it. None where nothing is read."""
    is_out_of_time: bool = False
    """A record was refused for its time. The body is then complete for no kind."""

    def collect(self, extracted: Iterable[Extracted]) -> Steps[None]:
        """Consume the mapper's iterator and sort its records. Propagates any exception that the mapper raises."""
        span = None if self.fetched_at is None else Span.around(self.fetched_at)
        for number, item in enumerate(extracted):
            if number % AT_ONCE == 0:
                yield
            if type(item) is Unchanged:
                keys = self.unchanged.get(item.kind)
                if keys is None:
                    keys = self.unchanged[item.kind] = []
                keys.append(item.key)
            else:
                self.mapped[type(item).__name__] += 1
                outside = None if span is None else span.outside(item)
                if outside is None:
                    self._sort(item)
                else:
                    self.is_out_of_time = True
                    self.reject(outside)
        if self.is_out_of_time:
            self.complete.clear()
        if self.unchanged:
            counts = [len(key) - 1 or 1 for keys in self.unchanged.values() for key in keys]
            self.mapped[Unchanged.__name__] = sum(counts)

    def _sort(self, item: Extracted) -> None:
        match item:
            case Offer():
                self.offers.append(item)
            case Prop():
                self.props.append(item)
            case PlayerBoxScore():
                self.box_scores.append(item)
            case LineupPlace():
                self.lineups.append(item)
            case Contest():
                self.contests.append(item)
            case Article():
                self.articles.append(item)
            case InjuryReport():
                self.injuries.append(item)
            case TeamEntry():
                self.teams.append(item)
            case RosterPlace():
                self.rosters.append(item)
            case _:
                self._note(item)

    def _note(self, item: Extracted) -> None:
        match item:
            case UnchangedLadders():
                self.unchanged_ladders.append(item)
            case KeepAlive(kind, contest_id):
                self.kept.setdefault(kind, {})[contest_id] = None
            case Complete(kinds):
                self.complete.update(dict.fromkeys(kinds))
            case Reject():
                self.reject(item)
            case _:
                """Catalogues of leagues are only counted: the rows of leagues are reviewed data."""

    def reject(self, reject: Reject) -> None:
        """Add a reject. The first one that is not quiet becomes `first_reject`, which the dead letter reports."""
        self.rejects[reject.reason] += 1
        self.refused.append(reject)
        if self.first_reject is None and reject.reason not in _QUIET:
            self.first_reject = reject
