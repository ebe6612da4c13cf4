"""How much a body says, counted from its sightings alone: distinct contests, quotes, outcomes, props and so on.

A ladder's rungs count as props, once a market key as written; an offer's markets as quotes, their prices as outcomes.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from a1_normalizer.sightings import Article, Contest, InjuryReport, Offer, Player, PlayerLine, Prop, Side, Sighting

KINDS = ("contests", "quotes", "outcomes", "props", "player_stats", "news", "injuries")
_SAME_CONTEST_WITHIN = timedelta(hours=1)


def count(sightings: Iterable[Sighting], *, joins_contests: bool) -> dict[str, int]:
    """Counts by kind. `joins_contests`: two mentions of a side within an hour are one contest, whatever their ids
    (PrizePicks, whose rows name contests by pairs of codes).
    """
    contests: dict[str, Contest] = {}
    quotes: set[tuple[str, ...]] = set()
    outcomes: set[tuple[object, ...]] = set()
    props: set[tuple[object, ...]] = set()
    statistics: set[tuple[object, ...]] = set()
    articles: set[str] = set()
    injuries: set[tuple[object, ...]] = set()
    for sighting in sightings:
        match sighting:
            case Contest() if sighting.is_named:
                contests[f"{sighting.league}|{sighting.native_id}"] = sighting
            case Offer():
                for market in sighting.markets:
                    quote = (sighting.contest_id, sighting.bookmaker, market.native_key)
                    quotes.add(quote)
                    outcomes |= {(*quote, outcome.selection, outcome.line) for outcome in market.outcomes}
            case Prop():
                props |= {
                    (sighting.contest_id, sighting.bookmaker, line.native_key, sighting.player.name, line.line)
                    if line.native_id is None
                    else (line.native_id,)
                    for line in sighting.lines
                }
            case PlayerLine():
                statistics.add((sighting.contest_id, _identity(sighting.player)))
            case Article():
                articles.add(sighting.native_id)
            case InjuryReport():
                injuries.add((_team(sighting.team), _identity(sighting.player)))
            case _:
                pass
    named = list(contests.values())
    figures = (
        *(_joined(named) if joins_contests else len(named), len(quotes), len(outcomes), len(props)),
        *(len(statistics), len(articles), len(injuries)),
    )
    return dict(zip(KINDS, figures, strict=True))


def _identity(player: Player) -> str:
    return player.native_id or player.name


def _team(team: Side) -> str | None:
    return team.native_id or team.name


def _joined(contests: list[Contest]) -> int:
    """How many contests there are when mentions of one league within an hour that share a side are one."""
    kept: list[tuple[str, datetime | None, frozenset[str]]] = []
    for contest in contests:
        sides = frozenset(side.casefold() for side in (contest.home.name, contest.away.name) if side)
        if not any(_is_same(contest, sides, other) for other in kept):
            kept.append((contest.league, contest.start_time, sides))
    return len(kept)


def _is_same(contest: Contest, sides: frozenset[str], other: tuple[str, datetime | None, frozenset[str]]) -> bool:
    league, start, named = other
    if league != contest.league or not (sides & named or _begins(sides, named)):
        return False
    if start is None or contest.start_time is None:
        return start is contest.start_time
    return abs(start - contest.start_time) <= _SAME_CONTEST_WITHIN


def _begins(sides: frozenset[str], named: frozenset[str]) -> bool:
    """A code and the name that it begins (MARQ, Marquette) are one side."""
    return any(
        len(short) >= 3 and long.startswith(short)
        for side in sides
        for name in named
        for short, long in ((side, name), (name, side))
    )
