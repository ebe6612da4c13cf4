"""Counts a body's extracted records: distinct contests, quotes, outcomes, props and so on.

A ladder's rungs count as props, once a market key as written; an offer's markets as quotes, their prices as outcomes.
That no player scores is a prop too, since its market is one of players. What counts was read, and may be refused later:
prices without a line, lines that cannot be taken, a selection listed twice.
"""

from collections.abc import Iterable

from a1_mappers.extracted import Article, Contest, Extracted, InjuryReport, Player, PlayerBoxScore, Prop, Side
from a1_mappers.extracted_offers import Offer
from a1_mappers.odds.vocabulary import PLAYER_PREFIXES

KINDS = ("contests", "quotes", "outcomes", "props", "player_stats", "news", "injuries")


def count(extracted: Iterable[Extracted]) -> dict[str, int]:
    """Counts by kind."""
    contests: set[str] = set()
    quotes: set[tuple[str, ...]] = set()
    outcomes: set[tuple[object, ...]] = set()
    props: set[tuple[object, ...]] = set()
    statistics: set[tuple[object, ...]] = set()
    articles: set[str] = set()
    injuries: set[tuple[object, ...]] = set()
    for item in extracted:
        match item:
            case Contest() if item.is_named:
                contests.add(item.native_id)
            case Offer():
                for market in item.markets:
                    quote = (item.contest_id, item.bookmaker, market.native_key)
                    if market.native_key.startswith(PLAYER_PREFIXES):
                        props |= {(*quote, each.competitor, each.line) for each in market.outcomes}
                        continue
                    quotes.add(quote)
                    outcomes |= {(*quote, each.selection, each.line, each.competitor) for each in market.outcomes}
            case Prop():
                props |= {
                    (item.contest_id, item.bookmaker, line.native_key, item.player.name, line.line)
                    if line.native_id is None
                    else (line.native_id,)
                    for line in item.lines
                }
            case PlayerBoxScore():
                statistics.add((item.contest_id, _identity(item.player)))
            case Article():
                articles.add(item.native_id)
            case InjuryReport():
                injuries.add((_team(item.team), _identity(item.player)))
            case _:
                pass
    found = (contests, quotes, outcomes, props, statistics, articles, injuries)
    return dict(zip(KINDS, map(len, found), strict=True))


def _identity(player: Player) -> str:
    return player.native_id or player.name


def _team(team: Side) -> str | None:
    return team.native_id or team.name
