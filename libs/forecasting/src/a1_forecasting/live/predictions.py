"""The values of predictions that the engine seals: of Elo, and of the market itself."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from a1_betting.estimate import QUANTILE, Estimate
from a1_betting.published import published
from a1_betting.refused import Refused
from a1_forecasting.artefacts.artefact import LeagueElo, market_sha256
from a1_forecasting.columns import outcomes_of
from a1_forecasting.live.ratings_state import RatingsState
from a1_forecasting.outcomes import DRAW, Outcomes, Probabilities
from a1_forecasting.ratings.elo import SCALE, expected
from a1_schemas.analytics_words import RefusalReason
from a1_schemas.leagues import League
from a1_schemas.prediction import ProbabilityInterval
from a1_schemas.vocabulary import MarketKey, Selection, SettlementScope

ELO, MARKET = "elo", "market"
RESULTS = "results"
"""The input that counts the final results behind the ratings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictionValues:
    """What a model says, to nine decimals: the fields of `Prediction` that are not of the event or the log."""

    model: str
    artefact: str
    uses_market: bool
    market: MarketKey
    scope: SettlementScope
    probabilities: Mapping[Selection, Decimal]
    interval: Mapping[Selection, ProbabilityInterval] | None
    inputs: Mapping[str, Decimal]


def market_of(league: League) -> tuple[MarketKey, SettlementScope]:
    """Return the market that predictions of the league are about: who wins, in soccer within regulation."""
    if DRAW in outcomes_of(league):
        return MarketKey.MONEYLINE_3_WAY, SettlementScope.REGULATION
    return MarketKey.MONEYLINE, SettlementScope.INCLUDING_OVERTIME


def predict(state: RatingsState, home: str, away: str) -> PredictionValues:
    """Return what Elo says of a game of two teams. A team without a game has the rating of the start."""
    parameters, outcomes = state.parameters, outcomes_of(state.league)
    of_home, of_away = state.standing(home), state.standing(away)
    lead = of_home.rating + parameters.rules.home - of_away.rating
    reach = QUANTILE * math.hypot(of_home.deviation, of_away.deviation)
    probabilities = _at(parameters, outcomes, lead)
    ends = [_at(parameters, outcomes, lead + each) for each in (-reach, 0.0, reach)]
    market, scope = market_of(state.league)
    return PredictionValues(
        model=ELO,
        artefact=state.artefact.sha256,
        uses_market=False,
        market=market,
        scope=scope,
        probabilities=_by_selection(outcomes, probabilities),
        interval={
            outcome: ProbabilityInterval(low=published(min(values)), high=published(max(values)))
            for outcome, values in zip(outcomes, zip(*ends, strict=True), strict=True)
        },
        inputs={
            "away_games": Decimal(of_away.games),
            "away_rating": published(of_away.rating),
            "home_games": Decimal(of_home.games),
            "home_rating": published(of_home.rating),
            RESULTS: Decimal(state.results),
        },
    )


def predict_market(league: League, fair: Mapping[Selection, Estimate], version: int) -> PredictionValues:
    """Return the market's own prediction: the consensus, with its interval. `version` is that of its record.

    Raises Refused: `market-incomplete` where an outcome is missing.
    """
    outcomes = outcomes_of(league)
    if set(fair) != set(outcomes):
        raise Refused(RefusalReason.MARKET_INCOMPLETE, f"fair prices of {', '.join(sorted(fair))}")
    market, scope = market_of(league)
    ends = {outcome: fair[outcome].interval for outcome in outcomes}
    known = {
        outcome: ProbabilityInterval(low=published(each[0]), high=published(each[1]))
        for outcome, each in ends.items()
        if each is not None
    }
    return PredictionValues(
        model=MARKET,
        artefact=market_sha256(),
        uses_market=True,
        market=market,
        scope=scope,
        probabilities=_by_selection(outcomes, tuple(fair[outcome].probability for outcome in outcomes)),
        interval=known if len(known) == len(outcomes) else None,
        inputs={"fair_version": Decimal(version)},
    )


def _at(parameters: LeagueElo, outcomes: Outcomes, lead: float) -> Probabilities:
    """The probabilities at a lead. Draws are fitted on leads of all sizes, so they need no rounding here."""
    if DRAW not in outcomes:
        home = expected(lead)
        return home, 1 - home
    if parameters.draws is None:
        raise Refused(RefusalReason.MODEL_UNKNOWN, "the artefact has no draws")
    return parameters.draws.probabilities(lead / SCALE)


def _by_selection(outcomes: Outcomes, probabilities: Probabilities) -> dict[Selection, Decimal]:
    return dict(zip(outcomes, map(published, probabilities), strict=True))
