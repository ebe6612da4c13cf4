"""How good a league's sealed predictions were: a scorecard a model, over the games that the log holds."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from a1_analysis.outputs import Entry, Output, Published, Trigger, published
from a1_analysis.sealed import FairOf, Sealed
from a1_forecasting.columns import outcomes_of
from a1_forecasting.live.predictions import market_of
from a1_forecasting.live.scorecards import PROVEN, GradedPrediction, score
from a1_forecasting.outcomes import Outcomes, Probabilities
from a1_grading.game_markets import Market, grade_market
from a1_grading.profiles import NEUTRAL, PROFILES
from a1_schemas import fast_analytics as wire
from a1_schemas.analytics_words import AnalyticsKind, GradeResult
from a1_schemas.causes import version_of
from a1_schemas.leagues import League
from a1_schemas.prediction import Prediction
from a1_schemas.scorecard import Scorecard
from a1_schemas.sporting_event import SportingEvent
from a1_schemas.vocabulary import Period, Selection

_OF_PUBLICATION = {"version", "changed_at"}
_UNPUBLISHED = datetime(1970, 1, 1, tzinfo=UTC)


class TrackRecord:
    """A function of the sealed predictions, the results and the closing prices that the log holds."""

    def __init__(self, league: League) -> None:
        self._league = league
        self._outcomes = outcomes_of(league)
        self._results: dict[str, Selection] = {}
        self._graded: defaultdict[str, int] = defaultdict(int)
        self._published: dict[str, Published] = {}
        self._has_changed = False

    def is_unproven(self, model: str) -> bool:
        """Whether too few predictions of a model have been graded."""
        return self._graded[model] < PROVEN

    def version_of(self, model: str) -> int | None:
        """Return the version of the scorecard that `is_unproven` follows from; None where the model has none."""
        known = self._published.get(self._key(model))
        return None if known is None else version_of(known.causes)

    def take_result(self, event_id: str, final: SportingEvent | None) -> None:
        """Take up how a game ended; None where it has not ended, or is gone."""
        result = None if final is None else _result_of(final, self._league, self._outcomes)
        if self._results.get(event_id) == result:
            return
        self._has_changed = True
        if result is None:
            del self._results[event_id]
        else:
            self._results[event_id] = result

    def take_back(self, event_id: str) -> None:
        """Judge again where a game whose predictions were taken back has ended."""
        self._has_changed |= event_id in self._results

    def restore(self, key: str, value: bytes, causes: Mapping[str, int]) -> None:
        """Take up a published scorecard. Raises ValueError for anything else."""
        scorecard = Scorecard.model_validate_json(value)
        self._graded[scorecard.model] = scorecard.all.games
        self._published[key] = Published(_body(scorecard), causes)

    def outputs(
        self, sealed: Mapping[str, Mapping[str, Sealed]], fair_of: FairOf, trigger: Trigger
    ) -> Iterator[Output]:
        """Yield the scorecards that a result has changed; the tombstone of one over which no game is left."""
        if not self._has_changed:
            return
        self._has_changed = False
        judged: defaultdict[str, list[tuple[Prediction, GradedPrediction]]] = defaultdict(list)
        for event_id in sorted(self._results):
            close = self._close(fair_of(event_id))
            for each in sealed.get(event_id, {}).values():
                graded = self._judge(each.prediction, self._results[event_id], close)
                judged[each.prediction.model].append((each.prediction, graded))
        for key in sorted(self._published.keys() - map(self._key, judged)):
            causes = {**self._published.pop(key).causes, **trigger.causes}
            yield Output(AnalyticsKind.SCORECARDS, key, None, causes)
        for model, rows in sorted(judged.items()):
            self._graded[model] = len(rows)
            body = _body(self._scorecard(rows))
            key = self._key(model)
            made = published(AnalyticsKind.SCORECARDS, self._published.get(key), key, body, trigger)
            if made is not None:
                self._published[key], output = made
                yield output

    def _key(self, model: str) -> str:
        return f"{self._league}|{model}"

    def _judge(self, prediction: Prediction, result: Selection, close: Probabilities | None) -> GradedPrediction:
        probabilities = tuple(float(prediction.probabilities[outcome]) for outcome in self._outcomes)
        return GradedPrediction(self._outcomes, probabilities, result, close)

    def _close(self, fair: Entry[wire.FairPrice] | None) -> Probabilities | None:
        if fair is None or not fair.message.closed or not fair.message.fair:
            return None
        found = {each.selection: float(each.probability) for each in fair.message.fair}
        return tuple(found[outcome] for outcome in self._outcomes)

    def _scorecard(self, rows: list[tuple[Prediction, GradedPrediction]]) -> Scorecard:
        newest = max((prediction for prediction, _ in rows), key=lambda each: each.sealed_at)
        values = score([graded for _, graded in rows])
        return Scorecard(
            version=0,
            changed_at=_UNPUBLISHED,
            league=self._league,
            model=newest.model,
            artefact=newest.artefact,
            uses_market=newest.uses_market,
            all=values.all,
            selected=values.selected,
            unproven=values.unproven,
            first_sealed_at=min(prediction.sealed_at for prediction, _ in rows),
            last_sealed_at=newest.sealed_at,
        )


def _result_of(final: SportingEvent, league: League, outcomes: Outcomes) -> Selection | None:
    """Return the outcome that won by the neutral rules, or None: a tie where there is no draw, or no score."""
    key, scope = market_of(league)
    market = Market(key, Period.GAME, scope)
    for outcome in outcomes:
        if grade_market(final, market, outcome, None, PROFILES[NEUTRAL]).result is GradeResult.WIN:
            return outcome
    return None


def _body(scorecard: Scorecard) -> bytes:
    return scorecard.model_dump_json(exclude=_OF_PUBLICATION).encode()
