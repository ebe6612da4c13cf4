"""Entries of the script: for a time PrizePicks has a standard line of players whom the books expect to pass it.

The books' own prices of them never move: prices that move at all books cross while their records arrive one by one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from a1_sandbox.world.game import Game
from a1_sandbox.world.people import roster_of
from a1_sandbox.world.props import BOOKS, STATS, PropStat, carries, main_line
from a1_sandbox.world.rules import sport_of
from a1_sandbox.world.script.plants import Plant, PlantLeg, Subject
from a1_sandbox.world.script.scenes import EntryScene, Pick
from a1_sandbox.world.script.timetable import AFTERWARDS_S, Timetable
from a1_sandbox.world.staging import BoardLine, Span, Who
from a1_schemas.analytics_words import EndReason, OpportunityKind
from a1_schemas.payouts import CONTESTS, EntryType
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Selection

BOARD = "prizepicks"
LIKELY = 0.64
"""The fair chance of more than the line."""
_BOOKS_ENOUGH = 3
_NEVER = Span(0, 0)


class _Cast(NamedTuple):
    """A pick with its player."""

    pick: Pick
    game: Game
    stat: PropStat
    slot: int


def staged_entry(scene: EntryScene, games: Mapping[int, Game], times: Timetable) -> tuple[list[Game], Plant | None]:
    """The games with the lines of an entry, and the entry; none where a game starts before it."""
    spans = [times.before_start(games[pick.number], scene.begin_s, scene.end_s) for pick in scene.picks]
    span = Span(max(each.begin for each in spans), min(each.end for each in spans))
    if span.begin >= span.end:
        return [], None
    casts = [_cast(pick, games[pick.number]) for pick in scene.picks]
    after = Span(span.end, span.end + times.tick(AFTERWARDS_S))
    staged = [_with_line(cast, span, after, scene.ends_by) for cast in casts]
    legs = tuple(_leg(cast, game) for cast, game in zip(casts, staged, strict=True))
    plant = Plant(
        name=scene.name,
        kind=OpportunityKind.ENTRY,
        market=None,
        span=span,
        legs=legs,
        profit=None if scene.refused_for else expected(len(legs)),
        ends_by=scene.ends_by,
        refused_for=scene.refused_for,
    )
    return staged, plant


def multiple(picks: int) -> Decimal:
    """What an entry pays if all of its picks are right."""
    contests = (contest for contest in CONTESTS if contest.provider is Provider.PRIZEPICKS)
    entries = (entry for contest in contests for entry in contest.entries)
    entry = next(entry for entry in entries if entry.type is EntryType.POWER and entry.picks == picks)
    return entry.payouts[0].multiple


def expected(picks: int) -> Decimal:
    """The expected profit of an entry, as a share of it."""
    return multiple(picks) * Decimal(str(LIKELY)) ** picks - 1


def _cast(pick: Pick, game: Game) -> _Cast:
    """The first player with a line on the board whom enough books price."""
    for stat in STATS[sport_of(game.league)]:
        for slot in stat.slots if stat.prizepicks_name is not None else ():
            if sum(carries(game, book, stat, pick.side, slot) for book in BOOKS) >= _BOOKS_ENOUGH:
                return _Cast(pick, game, stat, slot)
    raise LookupError(f"no player of {game.key} is priced by {_BOOKS_ENOUGH} books")


def _with_line(cast: _Cast, span: Span, after: Span, ends_by: EndReason | None) -> Game:
    who = Who(cast.pick.side, cast.slot, cast.stat.stat)
    is_suspended_then = ends_by is EndReason.SUSPENDED
    suspended = span if cast.pick.is_suspended else after if is_suspended_then else _NEVER
    line = BoardLine(who, LIKELY, Span(span.begin, after.end if is_suspended_then else span.end), suspended)
    staging = cast.game.staging
    return replace(cast.game, staging=staging._replace(lines=(*staging.lines, line)))


def _leg(cast: _Cast, game: Game) -> PlantLeg:
    side, slot, stat = cast.pick.side, cast.slot, cast.stat
    team = (game.home, game.away)[side]
    player = roster_of(game.seed, game.league, team)[slot].name_at(Provider.PRIZEPICKS)
    return PlantLeg(
        game=game,
        provider=Provider.PRIZEPICKS,
        bookmaker=BOARD,
        selection=Selection.OVER,
        line=main_line(game, stat, side, slot),
        price=None,
        subject=Subject(player, side, slot, stat.stat),
    )


def in_league(games: Sequence[Game]) -> dict[int, Game]:
    """The games of a league by their number."""
    return {game.number: game for game in games}
