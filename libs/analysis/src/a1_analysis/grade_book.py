"""The grades of a league's games: what was offered, the newest records that decide it, and what was published."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from a1_analysis.markets import Bet
from a1_analysis.offered import (
    MarketPlace,
    OfferedBets,
    Place,
    PropPlace,
    bets_of_grade,
    bets_of_ladder,
    bets_of_offer,
    prop_of,
)
from a1_analysis.outputs import Output, Published, Trigger, published
from a1_grading.grades import grade_record, market_grade_key, prop_grade_key, prop_grade_record, says_the_same
from a1_grading.profiles import NEUTRAL, PROFILES, Profile
from a1_schemas import fast
from a1_schemas.analytics_words import AnalyticsKind, GradeResult
from a1_schemas.grade import Grade
from a1_schemas.player_stats import PlayerStats
from a1_schemas.sporting_event import SportingEvent
from a1_schemas.vocabulary import EventStatus, RemovalReason

_OVER = frozenset({EventStatus.FINAL, EventStatus.POSTPONED, EventStatus.CANCELLED})
_TAKEN_BACK = frozenset({RemovalReason.MERGED, RemovalReason.WITHDRAWN})
"""A box score that was removed for another reason stands as it was last."""
_OF_PUBLICATION = {"version", "changed_at"}
_UNPUBLISHED = b'{"version":0,"changed_at":"1970-01-01T00:00:00Z",'


@dataclass(slots=True)
class GradedGame:
    """What is known of one game."""

    event: SportingEvent | None = None
    """Its newest record, from its end on: its removal too, which says what it was last."""
    offered: defaultdict[Place, OfferedBets] = field(
        default_factory=lambda: defaultdict[Place, OfferedBets](OfferedBets)
    )
    names: dict[str, str] = field(default_factory=dict[str, str])
    """Players' names by the ids of a prop."""
    reports: defaultdict[str, dict[str, bytes]] = field(
        default_factory=lambda: defaultdict[str, dict[str, bytes]](dict)
    )
    """Box scores by player and record key, removals too. With its tombstone one is gone; what follows from it stays."""
    published: dict[str, Published] = field(default_factory=dict[str, Published])
    touched: dict[Place, None] = field(default_factory=dict[Place, None])
    """What has to be graded again."""


class GradeBook:
    """Grades are functions of the newest records, so a correction changes them.

    A removal is the last of a record, and says what the record was. So it makes no difference whether a bet is read
    before the removal of its game or after it, until the tombstone takes the grades along.
    """

    def __init__(self) -> None:
        self._games: defaultdict[str, GradedGame] = defaultdict(GradedGame)
        self._touched: dict[str, None] = {}

    def take_event(self, event_id: str, status: str, value: bytes) -> None:
        """Take up a game's record. Raises ValueError for one that is over and not the message of its topic."""
        game = self._games[event_id]
        is_graded = status in _OVER or bool(game.published)
        game.event = SportingEvent.model_validate_json(value) if is_graded else None
        self._touch(event_id, game.offered)

    def event(self, event_id: str) -> SportingEvent | None:
        """Return the whole record of a game that is over, or was."""
        game = self._games.get(event_id)
        return None if game is None else game.event

    def take_offer(self, event_id: str, bookmaker: str, markets: Iterable[fast.OfferMarket]) -> None:
        """Take up markets that a bookmaker offers."""
        game = self._games[event_id]
        grown = [place for place, bets in bets_of_offer(markets) if game.offered[place].add(bets, bookmaker)]
        self._touch(event_id, grown)

    def take_ladder(self, ladder: fast.PlayerProp, bets: Iterable[Bet]) -> None:
        """Take up the lines of a ladder."""
        game = self._games[ladder.event_id]
        grown: list[Place] = []
        for place, lines in bets_of_ladder(bets):
            game.names[place.player_id] = " + ".join(each.name for each in ladder.players) or ladder.player.name
            if game.offered[place].add(lines, ladder.bookmaker):
                grown.append(place)
        self._touch(ladder.event_id, grown)

    def take_report(self, key: str, report: fast.PlayerStats, value: bytes) -> None:
        """Take up a player's box score."""
        game = self._games[report.event_id]
        player_id = report.player.player_id
        if game.reports[player_id].get(key) != value:
            game.reports[player_id][key] = value
            self._touch(report.event_id, (each for each in game.offered if _is_of(each, player_id)))

    def forget_report(self, key: str) -> None:
        """Forget a box score. Grades that follow from it alone stay."""
        event_id, _, rest = key.partition("|")
        if event_id in self._games:
            self._games[event_id].reports[rest.rpartition("|")[2]].pop(key, None)

    def result(self, event_id: str, place: Place, selection: str, line: fast.Number | None) -> GradeResult | None:
        """Return how a bet ended by the neutral rules, as it was published last; None where it is not graded."""
        game = self._games.get(event_id)
        try:
            known = None if game is None else game.published.get(_key(event_id, place, PROFILES[NEUTRAL]))
        except ValueError:
            return None  # a word newer than this program
        if known is None:
            return None
        rows = Grade.model_validate_json(_UNPUBLISHED + known.body[1:]).results
        return next((row.result for row in rows if (row.selection, row.line) == (selection, line)), None)

    def restore(self, key: str, value: bytes, causes: Mapping[str, int]) -> None:
        """Take up a published grade. Raises ValueError for anything else."""
        grade = Grade.model_validate_json(value)
        game = self._games[grade.event_id]
        game.published[key] = Published(body_of(grade), causes)
        place, bets = bets_of_grade(grade)
        game.offered[place].add(bets, grade.profile)
        if grade.player_id is not None and grade.player_name is not None:
            game.names[grade.player_id] = grade.player_name

    def forget(self, event_id: str, trigger: Trigger) -> Iterator[Output]:
        """Yield the tombstones of a game's grades."""
        game = self._games.pop(event_id, None)
        self._touched.pop(event_id, None)
        for key, known in () if game is None else game.published.items():
            yield Output(AnalyticsKind.GRADES, key, None, {**known.causes, **trigger.causes})

    def outputs(self, trigger: Trigger) -> Iterator[Output]:
        """Yield the grades that differ from what was published last."""
        touched, self._touched = self._touched, {}
        for event_id in touched:
            game = self._games[event_id]
            places, game.touched = game.touched, {}
            if game.event is None:
                continue
            for place in sorted(places):
                for profile in game.offered[place].profiles:
                    yield from _regraded(game, game.event, place, profile, trigger)

    def _touch(self, event_id: str, places: Iterable[Place]) -> None:
        game = self._games[event_id]
        if game.event is None:
            return
        game.touched.update(dict.fromkeys(places))
        if game.touched:
            self._touched[event_id] = None


def _regraded(
    game: GradedGame, event: SportingEvent, place: Place, profile: Profile, trigger: Trigger
) -> Iterator[Output]:
    try:
        key = _key(event.event_id, place, profile)
    except ValueError:
        return  # a word newer than this program
    reports = _reports_of(game, place)
    known = game.published.get(key)
    if known is not None and isinstance(place, PropPlace) and not reports:
        return  # the box scores are gone
    before = None if known is None else Grade.model_validate_json(_UNPUBLISHED + known.body[1:])
    grade = _grade(game, event, place, reports, profile, before)
    if before is not None and says_the_same(before, grade):
        return
    made = published(AnalyticsKind.GRADES, known, key, body_of(grade), trigger)
    if made is not None:
        game.published[key], output = made
        yield output


def _key(event_id: str, place: Place, profile: Profile) -> str:
    """Return the key of a record. Raises ValueError for newer words."""
    if isinstance(place, MarketPlace):
        return market_grade_key(event_id, place.meaning, profile)
    return prop_grade_key(event_id, prop_of(place, ""), profile)


def _grade(
    game: GradedGame,
    event: SportingEvent,
    place: Place,
    reports: list[PlayerStats],
    profile: Profile,
    before: Grade | None,
) -> Grade:
    offered = game.offered[place]
    if isinstance(place, MarketPlace):
        return grade_record(event, place.meaning, offered.selections, profile, before)
    prop = prop_of(place, game.names.get(place.player_id, ""))
    return prop_grade_record(event, reports, prop, offered.prop_lines, profile, before)


def _reports_of(game: GradedGame, place: Place) -> list[PlayerStats]:
    """Return the box scores of a prop's players; those that were taken back only where there are no others."""
    if isinstance(place, MarketPlace):
        return []
    found: list[PlayerStats] = []
    for player_id in place.player_id.split("+"):
        for value in game.reports.get(player_id, {}).values():
            with suppress(ValueError):  # a statistic newer than this program
                found.append(PlayerStats.model_validate_json(value))
    return [report for report in found if report.removed not in _TAKEN_BACK] or found


def _is_of(place: Place, player_id: str) -> bool:
    return isinstance(place, PropPlace) and player_id in place.player_id.split("+")


def body_of(grade: Grade) -> bytes:
    """Return a grade's JSON without what publication adds."""
    return grade.model_dump_json(exclude=_OF_PUBLICATION).encode()
