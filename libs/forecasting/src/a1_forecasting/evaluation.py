"""A league's models on its past games, a row each, beside the closing line and Elo on the same games."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from a1_betting.published import published
from a1_forecasting.models.market import Devig
from a1_forecasting.models.table import CLOSE, ELO, MODELS
from a1_forecasting.outcomes import Probabilities
from a1_forecasting.ratings.elo import RULES
from a1_forecasting.results import Games, PlayedGame
from a1_forecasting.scores import Estimate, brier, estimate, is_right, log_loss, rps
from a1_forecasting.walk_forward import Forecast, walk_forward
from a1_schemas.leagues import League

DEFAULT_WARM_UP = 1
"""Seasons before the first scored one, of leagues without ratings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRow:
    """How good a model was in a league. Null where a number does not exist. Losses in nats a game."""

    league: League
    model: str
    devig: str
    from_season: int
    to_season: int
    games: int
    log_loss: float | None
    brier: float | None
    rps: float | None
    accuracy: float | None
    close_log_loss: float | None
    """Of the closing line on the same games."""
    gap: float | None
    """Log loss of the model less that of the close, paired."""
    gap_se: float | None
    elo_gap: float | None
    """The same, less that of Elo."""
    elo_gap_se: float | None
    uses_market: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """A forecast of a scored game, and the place of the outcome that occurred."""

    probabilities: Probabilities
    happened: int


Table = dict[int, Scored]
"""Forecasts of one model by the line of their game."""


def first_season(games: Games) -> int:
    """Return the first season that is scored: those before it are the ratings' warm-up."""
    seasons = sorted({game.fixture.season for game in games.played})
    warm_up = RULES[games.league].warm_up if games.league in RULES else DEFAULT_WARM_UP
    return next(iter(seasons[warm_up:]), 0)


def scored_games(games: Games, seasons: range) -> dict[int, PlayedGame]:
    """Return the games that are scored, by line: with closing prices, and without two-way draws."""
    first = first_season(games)
    return {
        game.line: game
        for game in games.played
        if game.fixture.season in seasons
        and game.fixture.season >= first
        and game.fixture.closing is not None
        and game.result in game.fixture.outcomes
    }


def evaluate(
    games: Games, models: Sequence[str], devig_name: str, devig: Devig, seasons: range
) -> Iterator[EvaluationRow]:
    """Yield a row for each of the models that the league has, in their order.

    `seasons` are scored, from `first_season` at the earliest. All games before their end are learnt from.
    """
    chosen = scored_games(games, seasons)
    played = [game for game in games.played if game.fixture.season < seasons.stop]
    found = sorted({game.fixture.season for game in chosen.values()})

    def forecasts(name: str) -> Table:
        row = MODELS[name]
        if not chosen or games.league not in row.leagues:
            return {}
        return _forecasts(walk_forward(played, row.make(games.league, devig)), chosen)

    known = {name: forecasts(name) for name in (CLOSE, ELO)}
    for name in models:
        table = known[name] if name in known else forecasts(name)
        if table:
            yield EvaluationRow(
                league=games.league,
                model=name,
                devig=devig_name,
                from_season=found[0],
                to_season=found[-1],
                games=len(table),
                uses_market=games.league in MODELS[name].market,
                **_means(table),
                **_beside(table, known[CLOSE], known[ELO]),
            )


def _forecasts(walk: Iterable[Forecast], chosen: Mapping[int, PlayedGame]) -> Table:
    return {
        line: Scored(probabilities, game.fixture.outcomes.index(game.result))
        for game, probabilities in ((forecast.game, forecast.probabilities) for forecast in walk)
        if probabilities is not None and (line := game.line) in chosen
    }


def _means(table: Table) -> dict[str, float | None]:
    scores = {"log_loss": log_loss, "brier": brier, "rps": rps, "accuracy": is_right}
    return {
        name: _or_null(estimate([score(each.probabilities, each.happened) for each in table.values()]).mean)
        for name, score in scores.items()
    }


def _beside(table: Table, close: Table, elo: Table) -> dict[str, float | None]:
    same = [line for line in table if line in close]
    to_close, to_elo = paired(table, close), paired(table, elo)
    return {
        "close_log_loss": _or_null(estimate([_loss(close[line]) for line in same]).mean),
        "gap": _or_null(to_close.mean),
        "gap_se": _or_null(to_close.error),
        "elo_gap": _or_null(to_elo.mean),
        "elo_gap_se": _or_null(to_elo.error),
    }


def paired(table: Table, other: Table) -> Estimate:
    """Return the mean difference in log loss on the games that both forecast, with its standard error."""
    return estimate([_loss(each) - _loss(other[line]) for line, each in table.items() if line in other])


def _loss(scored: Scored) -> float:
    return log_loss(scored.probabilities, scored.happened)


def _or_null(value: float | None) -> float | None:
    return None if value is None else float(published(value))
