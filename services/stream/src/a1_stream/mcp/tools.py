"""The tools, a row each. Names and descriptions are the contract that language models read."""

from typing import NamedTuple

from a1_stream.mcp import asking
from a1_stream.mcp.arguments import (
    Arguments,
    BestPrice,
    FindGame,
    GameState,
    Injuries,
    Movements,
    OfLeague,
    Opportunities,
    Predictions,
    PropsForPlayer,
)
from a1_stream.mcp.asking import Answerer, list_of
from a1_stream.mcp.freshness import OF_GAMES, OF_INJURIES, OF_ODDS, OF_PROPS
from a1_stream.metrics import ToolName


class ToolRow(NamedTuple):
    """A tool: what it is for, what it takes, and how it is answered."""

    name: ToolName
    title: str
    description: str
    arguments: type[Arguments]
    answer: Answerer


INSTRUCTIONS = """\
Games, odds, props, injuries, predictions and betting opportunities of nine North American and soccer leagues, merged
from several providers. Begin with find_game, and pass its event_id on. Each answer has `freshness` and `age_s`: say
so where rows are stale, and ask explain_freshness why. `cursor` is where the live stream of the league goes on after
the answer. A refused call is an error with a `reason`; what it lists as `allowed` or `near`
is what may be asked for."""

TOOLS: tuple[ToolRow, ...] = (
    ToolRow(
        ToolName.FIND_GAME,
        "Find a game",
        "Finds games of a league by team, status and start, the earliest first: `event_id`, teams, `start_time`, "
        "`status`, score and clock where a provider reports them. Needs the scope read:games.",
        FindGame,
        list_of("/api/v1/data/unified-games", OF_GAMES),
    ),
    ToolRow(
        ToolName.GAME_STATE,
        "State of one game",
        "One game by its `event_id`: status, score, period, clock and venue, with the parts that `include` names. "
        "Answers one row with `game` and a field for each part. Needs read:games, and the scope of each part: "
        "read:odds for `best`, read:injuries, read:stats, read:news.",
        GameState,
        asking.game_state,
    ),
    ToolRow(
        ToolName.BEST_PRICE,
        "Best prices",
        "The highest price of each selection over all bookmakers, a row a game: `best` has a market's `key`, `period`, "
        "`scope`, `line` and `sides` with `price` (decimal odds), `american`, `bookmakers` that offer it, `next_best` "
        "and `freshness`. `hold` is the bookmakers' share at these prices, below zero in an arbitrage. Needs "
        "read:analytics.",
        BestPrice,
        list_of("/api/v1/analytics/best-prices", OF_ODDS),
    ),
    ToolRow(
        ToolName.MOVEMENTS,
        "Movements of a game's prices",
        "How each bookmaker's quotes of a game moved: `open`, `last`, `high`, `low`, `close` (the closing price; null "
        "before the start, or `no_close` says why), the number of `changes` and `steam` moves. Prices are decimal "
        "odds. A call costs seven requests of the limit. Needs read:history and read:games.",
        Movements,
        asking.movements,
    ),
    ToolRow(
        ToolName.PROPS_FOR_PLAYER,
        "Props of a player",
        "A player's props, a row for each game, statistic and period: `books` by key with `lines`, each with `line`, "
        "`over` and `under` as decimal odds (null where the book has no prices) and `suspended`. Needs read:props.",
        PropsForPlayer,
        list_of("/api/v1/data/player-props", OF_PROPS, (("group", "player"),)),
    ),
    ToolRow(
        ToolName.INJURIES,
        "Injuries",
        "Who may not play, a row a player: `status` and `freshness` of the newest report, and all `reports`. Needs "
        "read:injuries.",
        Injuries,
        list_of("/api/v1/data/injuries", OF_INJURIES),
    ),
    ToolRow(
        ToolName.OPPORTUNITIES,
        "Betting opportunities",
        "Arbitrages, middles, low holds, prices above the fair one, stale lines and pick'em entries, the newest first. "
        "`profit` is a share of the stakes: the worst branch of an arbitrage or a low hold, the expected profit of "
        "others. `legs` have bookmaker, `price` (decimal odds), `stake` (the ratio between legs counts) and `age_s` of "
        "the quote in seconds. Needs read:analytics.",
        Opportunities,
        list_of("/api/v1/betting-opportunities", OF_ODDS | OF_PROPS),
    ),
    ToolRow(
        ToolName.PREDICTIONS,
        "Predictions",
        "Each model's probabilities of each game, sealed before its start, by start: `probabilities` and `interval` by "
        "selection (0 to 1), `uses_market`, `sealed_at`. `unproven` is a model that has no record of being better than "
        "the market. Needs read:analytics.",
        Predictions,
        list_of("/api/v1/predictions", OF_GAMES),
    ),
    ToolRow(
        ToolName.EXPLAIN_FRESHNESS,
        "Why answers are fresh or stale",
        "Why a league's answers are fresh or stale, as one row: `sources` has each provider's feed with `state`, "
        "`reason`, `age_s` since it was last read and `valid_for_s` until it counts as down (below zero: it does); "
        "`services` what runs with its `lag` in records; `view` and `redis` what the answers are read from. Needs "
        "read:games.",
        OfLeague,
        asking.explain_freshness,
    ),
)
BY_NAME = {row.name: row for row in TOOLS}
