"""Player props: books' over and under on The Odds API, and PrizePicks' ladders of standard, goblin and demon lines."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from a1_sandbox.world import chance
from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import TICK, Moment
from a1_sandbox.world.quotes import Book
from a1_sandbox.world.rules import sport_of
from a1_sandbox.world.situation import ends_at
from a1_sandbox.world.staging import NOTHING_STAGED
from a1_schemas.segment_boards import Segment
from a1_schemas.stats import StatType as S
from a1_schemas.vocabulary import EventStatus, LineType, Period, Sport

MOVES_EVERY = 60
"""Ticks between two moves of all ladders of one source on one game."""
PULLED_AT = 0.7
"""How far into a game the books keep player lines up; PrizePicks keeps a part of them to the end."""
GRADED_AFTER = timedelta(hours=1)
"""How long after a game's end PrizePicks keeps its first ladder up, suspended."""

_OVER = {-1: 0.64, 0: 0.5, 1: 0.36}
"""The fair chance of more than a line, by its steps from the main line."""
_STEPS = (-1, 0, 0, 0, 1)
"""How far from the main line a book without a ladder may set its own."""
_OPINION = 0.015
"""How far a source may differ from the fair chance: so little that no two sources cross."""
_SEGMENTS_WITH_LINES = {Segment.FIRST_HALF: Period.FIRST_HALF, Segment.FIRST_PERIOD: Period.FIRST_PERIOD}
"""The boards of all other parts are empty."""
BOOKS = (
    Book("fanduel", "FanDuel"),
    Book("draftkings", "DraftKings"),
    Book("betmgm", "BetMGM"),
    Book("betrivers", "BetRivers"),
    Book("bovada", "Bovada"),
)
_LADDER_BOOKS = frozenset({"betrivers", "bovada"})
"""Books that return several lines under the main market."""


class PropStat(NamedTuple):
    """A statistic that lines are made for: who is asked about, what is usual, and the providers' words."""

    stat: S
    slots: tuple[int, ...]
    usual: float
    step: float
    odds_key: str | None
    prizepicks_name: str | None


STATS = {
    Sport.BASKETBALL: (
        PropStat(S.POINTS, (0, 1, 2, 3), 24, 2, "player_points", "Points"),
        PropStat(S.REBOUNDS, (2, 3, 4), 9, 1, "player_rebounds", "Rebounds"),
        PropStat(S.ASSISTS, (0, 1), 7, 1, "player_assists", "Assists"),
        PropStat(S.THREE_POINTERS_MADE, (0, 1), 3, 1, "player_threes", "3-PT Made"),
        PropStat(S.POINTS_REBOUNDS_ASSISTS, (0, 2), 36, 3, None, "Pts+Rebs+Asts"),
    ),
    Sport.AMERICAN_FOOTBALL: (
        PropStat(S.PASSING_YARDS, (0,), 240, 15, "player_pass_yds", "Pass Yards"),
        PropStat(S.RUSHING_YARDS, (1, 5), 68, 8, "player_rush_yds", "Rush Yards"),
        PropStat(S.RECEIVING_YARDS, (2, 3, 4), 62, 8, "player_reception_yds", "Receiving Yards"),
        PropStat(S.RECEPTIONS, (2, 3), 5, 1, None, "Receptions"),
        PropStat(S.ANYTIME_TOUCHDOWN, (1, 2, 3, 4), 0, 0, "player_anytime_td", None),
    ),
    Sport.BASEBALL: (
        PropStat(S.HITS, (0, 1, 2, 3), 1, 1, "batter_hits", "Hits"),
        PropStat(S.TOTAL_BASES, (0, 1, 2), 1.6, 1, "batter_total_bases", "Total Bases"),
        PropStat(S.HOME_RUNS, (3, 4), 0.5, 1, "batter_home_runs", None),
        PropStat(S.PITCHER_STRIKEOUTS, (9,), 6, 1, "pitcher_strikeouts", "Pitcher Strikeouts"),
        PropStat(S.HITS_RUNS_RUNS_BATTED_IN, (0, 3), 2, 1, None, "Hits+Runs+RBIs"),
    ),
    Sport.ICE_HOCKEY: (
        PropStat(S.POINTS, (0, 1, 2), 0.9, 1, "player_points", "Points"),
        PropStat(S.ASSISTS, (0, 5), 0.6, 1, "player_assists", "Assists"),
        PropStat(S.SHOTS_ON_GOAL, (0, 1, 2, 3), 3, 1, "player_shots_on_goal", "Shots On Goal"),
        PropStat(S.SAVES, (12,), 27, 2, "player_total_saves", "Goalie Saves"),
    ),
    Sport.SOCCER: (
        PropStat(S.SHOTS_ON_TARGET, (0, 3), 1.3, 1, "player_shots_on_target", "Shots On Target"),
        PropStat(S.SHOTS, (0, 1, 3), 2.4, 1, None, "Shots"),
        PropStat(S.SAVES, (10,), 3.4, 1, None, "Goalie Saves"),
        PropStat(S.ANYTIME_GOAL, (0, 1, 3), 0, 0, "player_goal_scorer_anytime", None),
    ),
}


class Rung(NamedTuple):
    """One line of a ladder. Yes/no markets have no line, PrizePicks has no prices."""

    line: Decimal | None
    line_type: LineType
    over: Decimal | None
    under: Decimal | None


class Ladder(NamedTuple):
    """All lines of one source for one player and one statistic."""

    bookmaker: str
    side: int
    slot: int
    stat: PropStat
    rungs: tuple[Rung, ...]
    moved: Moment
    period: Period = Period.GAME
    is_suspended: bool = False


def book_ladders(game: Game, moment: Moment, book: Book) -> list[Ladder]:
    """What one book of The Odds API offers on players now."""
    state = moment.situation(game)
    if state.status is not EventStatus.SCHEDULED and not (
        state.status is EventStatus.LIVE and state.progress < PULLED_AT
    ):
        return []
    return [
        _book_ladder(game, moment, book, stat, side, slot)
        for stat in STATS[sport_of(game.league)]
        for side in (0, 1)
        for slot in stat.slots
        if carries(game, book, stat, side, slot)
    ]


def carries(game: Game, book: Book, stat: PropStat, side: int, slot: int) -> bool:
    """Whether a book offers a player's statistic."""
    share = chance.fraction(game.seed, "carries", game.key, book.key, stat.stat, side, slot)
    return stat.odds_key is not None and share < 0.8


def prizepicks_ladders(game: Game, moment: Moment) -> list[Ladder]:
    """PrizePicks' lines on this game's players; in play a part of them stays, and one ladder until it is graded."""
    status = moment.situation(game).status
    named = [
        (stat, side, slot)
        for stat in STATS[sport_of(game.league)]
        if stat.prizepicks_name is not None
        for side in (0, 1)
        for slot in stat.slots
    ]
    match status:
        case EventStatus.SCHEDULED:
            kept = named
        case EventStatus.LIVE:
            kept = [
                who for who in named if chance.fraction(game.seed, "in-play", game.key, who[0].stat, *who[1:]) < 0.5
            ]
        case EventStatus.FINAL if is_ungraded(game, moment):
            kept, moment = named[:1], moment.at_tick((ends_at(game, moment.speed) - moment.began_at) // TICK)
        case _:
            kept = []
    return [_prizepicks_ladder(game, moment, *who) for who in kept]


def segment_ladders(game: Game, moment: Moment, segment: Segment) -> list[Ladder]:
    """PrizePicks' lines on a part of this game that has not begun: two statistics of the first player of each side."""
    period = _SEGMENTS_WITH_LINES.get(segment)
    if period is None or moment.situation(game).status is not EventStatus.SCHEDULED:
        return []
    asked = [stat for stat in STATS[sport_of(game.league)] if stat.prizepicks_name is not None][:2]
    game = replace(game, staging=NOTHING_STAGED)
    halved = [stat._replace(usual=stat.usual / 2, slots=stat.slots[:1]) for stat in asked]
    return [
        _prizepicks_ladder(game, moment, stat, side, stat.slots[0])._replace(period=period)
        for stat in halved
        for side in (0, 1)
    ]


def is_ungraded(game: Game, moment: Moment) -> bool:
    """Whether PrizePicks still has a game on its board: until an hour after its end."""
    return moment.at < ends_at(game, moment.speed) + GRADED_AFTER


def _book_ladder(game: Game, moment: Moment, book: Book, stat: PropStat, side: int, slot: int) -> Ladder:
    words, moved = _move(game, moment, book.key, stat, side, slot)
    if not stat.usual:
        price = _priced(0.3 + _OPINION * chance.swing("yes", *words))
        return Ladder(book.key, side, slot, stat, (Rung(None, LineType.STANDARD, price, None),), moved)
    staged = game.staging.line_of(side, slot, stat.stat)
    middle = main_line(game, stat, side, slot)
    believed = _OPINION * chance.swing("over", *words) if staged is None else staged.over - _OVER[0]
    own_step = _STEPS[chance.number("step", *words[:-1]) % len(_STEPS)] if staged is None else 0
    rungs: list[Rung] = []
    for step in (-1, 0, 1) if book.key in _LADDER_BOOKS else (own_step,):
        line = middle + Decimal(str(stat.step)) * step
        if line > 0:
            over = _OVER[step] + believed
            rungs.append(Rung(line, LineType.STANDARD, _priced(over), _priced(1 - over)))
    return Ladder(book.key, side, slot, stat, tuple(rungs), moved)


def _prizepicks_ladder(game: Game, moment: Moment, stat: PropStat, side: int, slot: int) -> Ladder:
    words, moved = _move(game, moment, "prizepicks", stat, side, slot)
    staged = game.staging.line_of(side, slot, stat.stat)
    middle = main_line(game, stat, side, slot)
    step = Decimal(str(stat.step))
    wanted = [(middle - step, LineType.DISCOUNTED), (middle + step, LineType.BOOSTED)]
    is_on = chance.fraction("no standard", *words[:-1]) > 0.12 if staged is None else moment.tick in staged.span
    if is_on:
        wanted.append((middle, LineType.STANDARD))
    if slot == 0:
        wanted.append((middle + 2 * step, LineType.BOOSTED))
    rungs = tuple(Rung(line, line_type, None, None) for line, line_type in sorted(wanted) if line > 0)
    is_suspended = staged is not None and moment.tick in staged.suspended
    return Ladder("prizepicks", side, slot, stat, rungs, moved, is_suspended=is_suspended)


def _move(
    game: Game, moment: Moment, bookmaker: str, stat: PropStat, side: int, slot: int
) -> tuple[tuple[object, ...], Moment]:
    """What decides the opinion of a source, and since when it has it."""
    words = (game.seed, game.key, bookmaker, stat.stat, side, slot)
    phase = chance.number(game.seed, "props phase", game.key, bookmaker) % MOVES_EVERY
    move = (moment.tick + phase) // MOVES_EVERY
    return (*words, move), moment.at_tick(move * MOVES_EVERY - phase)


def main_line(game: Game, stat: PropStat, side: int, slot: int) -> Decimal:
    """The half point nearest to what is usual for this player: as likely passed as not."""
    rank = stat.slots.index(slot)
    ability = 1 + 0.2 * chance.swing(game.seed, "ability", game.key, stat.stat, side, slot)
    return Decimal(int(stat.usual * (1 - 0.12 * rank) * ability)) + Decimal("0.5")


def _priced(probability: float) -> Decimal:
    return Decimal(str(round(1 / (probability * 1.06), 2)))
