"""The predictions of a league's games: published while a game is ahead, so the last one before its start is sealed."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal

from a1_analysis.fair import recomputed
from a1_analysis.games import Game
from a1_analysis.outputs import Output, Published, Trigger, published
from a1_analysis.sealed import FairOf, Sealed
from a1_analysis.track_record import TrackRecord
from a1_betting.estimate import QUANTILE, Estimate, logit
from a1_betting.refused import Refused
from a1_forecasting.live.predictions import PredictionValues, predict, predict_market
from a1_forecasting.live.ratings_state import FinalResult, RatingsState
from a1_schemas import fast
from a1_schemas import fast_analytics as wire
from a1_schemas.analytics_words import AnalyticsKind, DevigMethod
from a1_schemas.causes import version_of
from a1_schemas.leagues import League
from a1_schemas.prediction import Prediction
from a1_schemas.sporting_event import SportingEvent
from a1_schemas.vocabulary import EventStatus, Period, Selection

FAIR_VERSION, SCORECARD_VERSION = "fair_version", "scorecard_version"
"""Inputs of a prediction: the versions of the fair price and of the scorecard that it follows from."""
_OF_PUBLICATION = {"version", "changed_at"}
_UNPUBLISHED = datetime(1970, 1, 1, tzinfo=UTC)


class PredictionBook:
    """Elo follows from the results that the log holds, the market from the fair price.

    A game that had started when its first record was read has no prediction, nor has one that turns out to have started
    before it was predicted.
    """

    def __init__(self, league: League) -> None:
        self.sealed: defaultdict[str, dict[str, Sealed]] = defaultdict(dict)
        """By game and model."""
        self.track_record = TrackRecord(league)
        self._league = league
        self._ratings: RatingsState | None = None
        with suppress(Refused):
            self._ratings = RatingsState(league)
        self._teams: dict[str, tuple[str, str]] = {}
        self._rated: dict[str, None] = {}
        """Games whose ratings may have changed."""
        self._priced: dict[str, None] = {}
        """Games whose fair price may have changed."""

    def take_event(self, event: fast.SportingEvent, over: SportingEvent | None) -> None:
        """Take up a game; `over` is its whole record once it is over."""
        home, away = event.home.team_id, event.away.team_id
        if home is None or away is None:
            return
        self._teams[event.event_id] = (home, away)
        self._rated[event.event_id] = None
        is_final = over is not None and over.status is EventStatus.FINAL
        self._take_result(event, over if is_final else None, home, away)
        self.track_record.take_result(event.event_id, over if is_final else None)

    def end_event(self, event_id: str) -> None:
        """Take back the result of a game that is listed no longer. Its predictions stay until its tombstone."""
        self._take_back(event_id)
        self.track_record.take_result(event_id, None)

    def touch_fair(self, event_id: str) -> None:
        """Predict again: the fair price of who wins may have changed."""
        self._priced[event_id] = None

    def restore(self, value: bytes, causes: Mapping[str, int]) -> None:
        """Take up a published prediction. Raises ValueError for anything else."""
        prediction = Prediction.model_validate_json(value)
        self.sealed[prediction.event_id][prediction.model] = Sealed(prediction, Published(body_of(prediction), causes))

    def forget(self, event_id: str, trigger: Trigger) -> Iterator[Output]:
        """Yield the tombstones of a game's predictions."""
        self.end_event(event_id)
        self._teams.pop(event_id, None)
        for each in self.sealed.pop(event_id, {}).values():
            yield _tombstone(each, trigger)

    def outputs(
        self, games: Mapping[str, Game], fair_of: FairOf, positions: Mapping[str, int], trigger: Trigger
    ) -> Iterator[Output]:
        """Yield the predictions that differ from what was published last."""
        rated, self._rated = self._rated, {}
        priced, self._priced = self._priced, {}
        as_of = {topic: position - 1 for topic, position in sorted(positions.items()) if position}
        for event_id in dict.fromkeys([*rated, *priced]):
            game = games.get(event_id)
            if game is None or game.is_off:
                continue
            if game.has_started(trigger.now):
                yield from self._take_back_late(game, trigger)
                continue
            for values in self._values(event_id, fair_of, is_rated=event_id in rated):
                yield from self._published(self._message(game, values, as_of, trigger), trigger)

    def _take_back_late(self, game: Game, trigger: Trigger) -> Iterator[Output]:
        """Yield the tombstones of predictions that were made after the start: it was announced too late."""
        models = self.sealed.get(game.event_id, {})
        late = [each for each in models.values() if game.start_time and each.prediction.sealed_at >= game.start_time]
        for each in late:
            del models[each.prediction.model]
            self.track_record.take_back(game.event_id)
            yield _tombstone(each, trigger)

    def scorecards(self, fair_of: FairOf, trigger: Trigger) -> Iterator[Output]:
        """Yield the scorecards that results have changed."""
        return self.track_record.outputs(self.sealed, fair_of, trigger)

    def _take_result(self, event: fast.SportingEvent, final: SportingEvent | None, home: str, away: str) -> None:
        ratings = self._ratings
        if ratings is None:
            return
        if final is None or final.home.score is None or final.away.score is None or event.start_time is None:
            self._take_back(event.event_id)
            return
        result = FinalResult(event.start_time, event.event_id, home, away, final.home.score, final.away.score)
        if ratings.apply(result):
            self._rated.update(dict.fromkeys(self._teams))
        else:
            self._touch_games_of((home, away))

    def _take_back(self, event_id: str) -> None:
        if self._ratings is not None and self._ratings.forget(event_id):
            self._rated.update(dict.fromkeys(self._teams))

    def _touch_games_of(self, teams: Collection[str]) -> None:
        """Predict the games of these teams again."""
        self._rated.update(dict.fromkeys(each for each, sides in self._teams.items() if set(sides) & set(teams)))

    def rated(self, event_id: str) -> PredictionValues | None:
        """Return what Elo says of a game; None where its teams or the league's parameters are not known."""
        teams = self._teams.get(event_id)
        if teams is None or self._ratings is None:
            return None
        try:
            return predict(self._ratings, *teams)
        except Refused:
            return None

    def _values(self, event_id: str, fair_of: FairOf, *, is_rated: bool) -> Iterator[PredictionValues]:
        if is_rated and (rated := self.rated(event_id)) is not None:
            yield rated
        fair = fair_of(event_id)
        if fair is not None:
            with suppress(Refused):
                yield priced(self._league, fair.message, version_of(fair.causes))

    def _message(self, game: Game, values: PredictionValues, as_of: dict[str, int], trigger: Trigger) -> Prediction:
        return Prediction(
            version=0,
            changed_at=_UNPUBLISHED,
            event_id=game.event_id,
            league=self._league,
            model=values.model,
            artefact=values.artefact,
            uses_market=values.uses_market,
            market=values.market,
            period=Period.GAME,
            scope=values.scope,
            probabilities=dict(values.probabilities),
            interval=None if values.interval is None else dict(values.interval),
            start_time=game.start_time,
            sealed_at=trigger.now,
            as_of=as_of,
            inputs=self._inputs(values),
            unproven=self.track_record.is_unproven(values.model),
        )

    def _inputs(self, values: PredictionValues) -> dict[str, Decimal]:
        version = self.track_record.version_of(values.model)
        return dict(values.inputs) if version is None else {**values.inputs, SCORECARD_VERSION: Decimal(version)}

    def _published(self, prediction: Prediction, trigger: Trigger) -> Iterator[Output]:
        models = self.sealed[prediction.event_id]
        known = models.get(prediction.model)
        if known is not None and _says(known.prediction) == _says(prediction):
            return
        before = None if known is None else known.record
        made = published(AnalyticsKind.PREDICTIONS, before, _key(prediction), body_of(prediction), trigger)
        if made is not None:
            record, output = made
            models[prediction.model] = Sealed(prediction, record)
            yield output


def priced(league: League, fair: wire.FairPrice, version: int) -> PredictionValues:
    """Return what the market says by a fair price of this version: the consensus, or what fewer books say.

    Raises Refused where none of them says anything.
    """
    return predict_market(league, _estimates(fair), version)


def body_of(prediction: Prediction) -> bytes:
    """Return a prediction's JSON without what publication adds."""
    return prediction.model_dump_json(exclude=_OF_PUBLICATION).encode()


def _estimates(fair: wire.FairPrice) -> dict[Selection, Estimate]:
    return {Selection(each.selection): _estimate(each) for each in fair.fair or _without_consensus(fair)}


def _without_consensus(fair: wire.FairPrice) -> tuple[wire.FairSelection, ...]:
    """Return what the books say that are too few for a consensus; none where no quote may be used."""
    said = recomputed(fair.inputs, DevigMethod(fair.method))
    return () if said is None else said[0]


def _estimate(fair: wire.FairSelection) -> Estimate:
    if fair.low is None or fair.high is None:
        return Estimate(fair.probability)
    return Estimate(fair.probability, (logit(fair.high) - logit(fair.low)) / (2 * QUANTILE))


def _tombstone(sealed: Sealed, trigger: Trigger) -> Output:
    causes = {**sealed.record.causes, **trigger.causes}
    return Output(AnalyticsKind.PREDICTIONS, _key(sealed.prediction), None, causes)


def _key(prediction: Prediction) -> str:
    return f"{prediction.event_id}|{prediction.model}|{prediction.market}"


def _says(prediction: Prediction) -> tuple[object, ...]:
    """Return what makes a prediction another one. Records that change nothing of it do not seal it again."""
    said = prediction
    return said.probabilities, said.interval, said.start_time, said.artefact, said.unproven
