"""What a batch of the log writes: rows by table, found by comparing its records with the memory. No I/O."""

from dataclasses import dataclass, field
from typing import NamedTuple

from a1_historian import freshness, starts
from a1_historian.changes import changes_of
from a1_historian.freshness import Span
from a1_historian.ledgers import PRICES, PROPS, Ledger, PlaceInLog, change_row, quote_row
from a1_historian.log_records import ODDS, PROPS_TOPIC, Analysis, LogRecord
from a1_historian.memory import SPANS_KEPT, Memory
from a1_historian.offers import Offer
from a1_historian.records import Event, Source, Stats
from a1_historian.starts import Game
from a1_historian.steam import SteamMove, SteamWatch

LEDGERS = {ODDS: PRICES, PROPS_TOPIC: PROPS}
Row = tuple[object, ...]


class GameEntry(NamedTuple):
    """The newest record of a game, and what is kept beside it."""

    event: Event
    game: Game


@dataclass(slots=True)
class Entries:
    """The rows of one batch. Of what is replaced, the newest alone."""

    changes: dict[Ledger, list[Row]] = field(default_factory=lambda: {PRICES: [], PROPS: []})
    quotes: dict[Ledger, dict[tuple[str, str], Row]] = field(default_factory=lambda: {PRICES: {}, PROPS: {}})
    games: dict[str, GameEntry] = field(default_factory=dict[str, GameEntry])
    spans: dict[tuple[str, str], tuple[str, Span]] = field(default_factory=dict[tuple[str, str], tuple[str, Span]])
    stats: dict[tuple[str, str, str, str], tuple[Stats, int]] = field(
        default_factory=dict[tuple[str, str, str, str], tuple[Stats, int]]
    )
    analytics: list[Row] = field(default_factory=list[Row])
    steam: dict[Row, SteamMove] = field(default_factory=dict[Row, SteamMove])


class Needs(NamedTuple):
    """What the memory must hold before a batch is taken."""

    events: dict[Ledger, list[str]]
    games: list[str]
    targets: list[str]


def needs_of(records: list[LogRecord]) -> Needs:
    """Return the events and targets that these records are about."""
    offers = [(LEDGERS[each.topic], each.content) for each in records if isinstance(each.content, Offer)]
    events = {ledger: [offer.event_id for of, offer in offers if of is ledger] for ledger in (PRICES, PROPS)}
    games = [each.content.event_id for each in records if isinstance(each.content, Event)]
    sources = [each.content.target for each in records if isinstance(each.content, Source)]
    return Needs(events, games, [*sources, *(offer.target for _, offer in offers)])


class Recorder:
    """Takes the records of a batch in their order. The memory holds what they need, and is moved on."""

    def __init__(self, memory: Memory, steam: SteamWatch) -> None:
        self._memory = memory
        self._steam = steam
        self.entries = Entries()

    def take(self, record: LogRecord) -> None:
        """Add what a record changes."""
        match record.content:
            case Offer() as offer:
                self._take_offer(LEDGERS[record.topic], offer, record)
            case Event() as event:
                self._take_event(event, record.version)
            case Source() as source:
                self._take_source(source, record.version)
            case Stats() as stats:
                self.entries.stats[stats.event_id, stats.provider, stats.feed, stats.player.player_id] = (
                    stats,
                    record.version,
                )
            case Analysis(key, written_at, value):
                row = (record.topic, key, record.version, record.partition, written_at, value)
                self.entries.analytics.append(row)
            case None:
                pass

    def _take_offer(self, ledger: Ledger, offer: Offer, record: LogRecord) -> None:
        known = self._memory.of(ledger)[offer.event_id].setdefault(offer.key, {})
        changed = list(changes_of(known, offer, record.version))
        if not changed:
            return
        state = freshness.condition_at(self._memory.spans[offer.target], offer.changed_at).state
        for ordinal, (series, after) in enumerate(changed):
            if ledger is PRICES:
                self._note_steam(self._steam.note(offer.event_id, offer.bookmaker, known.get(series), after))
            known[series] = after
            place = PlaceInLog(record.partition, record.offset, ordinal)
            self.entries.changes[ledger].append(change_row(offer, series, after, place, state))
            self.entries.quotes[ledger][offer.event_id, series] = quote_row(offer, series, after)

    def _note_steam(self, move: SteamMove | None) -> None:
        if move is not None:
            self.entries.steam[move.event_id, move.parts, move.direction, move.began_at] = move

    def _take_event(self, event: Event, version: int) -> None:
        game = starts.follow(self._memory.games[event.event_id], event, version)
        if game is not None:
            self._memory.games[event.event_id] = game
            self.entries.games[event.event_id] = GameEntry(event, game)

    def _take_source(self, source: Source, version: int) -> None:
        spans = self._memory.spans[source.target]
        span = freshness.follow(spans[-1] if spans else None, source, version)
        if span is None:
            return
        if spans and spans[-1].from_at == span.from_at:
            spans[-1] = span
        else:
            spans.append(span)
            del spans[:-SPANS_KEPT]
        self.entries.spans[source.target, span.from_at.isoformat()] = (source.target, span)
