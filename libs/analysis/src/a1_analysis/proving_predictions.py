"""Computes a published prediction again, from the log up to the positions that it names."""

from decimal import Decimal
from typing import Any

import msgspec

from a1_analysis.league_past import LeaguePast
from a1_analysis.prediction_book import FAIR_VERSION, SCORECARD_VERSION, body_of, priced
from a1_analysis.proving import LostError, Records, Source
from a1_analysis.winners import winner_bet
from a1_betting.refused import Refused
from a1_forecasting.live.predictions import MARKET, RESULTS, PredictionValues
from a1_schemas import fast_analytics as wire
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.ids import fair_price_id
from a1_schemas.prediction import Prediction
from a1_schemas.scorecard import Scorecard

_read_fair = msgspec.json.Decoder(wire.FairPrice).decode


def sources_of_prediction(published: bytes) -> list[Source]:
    """Return the records that a prediction names: the fair price, then the scorecard, where it follows from them."""
    prediction = Prediction.model_validate_json(published)
    return [*filter(None, (_fair_source(prediction), _scorecard_source(prediction)))]


def recomputed_prediction(published: bytes, records: Records, past: LeaguePast) -> tuple[bytes, bytes]:
    """Return what was published, without its version and time, and the same computed again.

    `past` is moved to the prediction's positions. Raises LostError where the log no longer has what it held there.
    """
    prediction = Prediction.model_validate_json(published)
    past.move_to(prediction.as_of)
    return body_of(prediction), body_of(prediction.model_copy(update=_again(prediction, records, past)))


def _again(prediction: Prediction, records: Records, past: LeaguePast) -> dict[str, Any]:
    game = past.game(prediction.event_id)
    present = past.present(prediction.as_of)
    if game is None:
        raise LostError(f"the log no longer has {prediction.event_id} as it was at {prediction.as_of}")
    if present is None or present < prediction.sealed_at:
        raise LostError(f"the log no longer has the record of {prediction.sealed_at.isoformat()}")
    values = None if game.is_off or game.has_started(present) else _values(prediction, records, past)
    if values is None:
        return {"probabilities": {}}
    scorecard = _scorecard_source(prediction)
    inputs = dict(values.inputs)
    if scorecard is not None:
        inputs[SCORECARD_VERSION] = Decimal(scorecard.version)
    return {
        "artefact": values.artefact,
        "uses_market": values.uses_market,
        "market": values.market,
        "scope": values.scope,
        "probabilities": dict(values.probabilities),
        "interval": None if values.interval is None else dict(values.interval),
        "start_time": game.start_time,
        "sealed_at": present,
        "inputs": inputs,
        "unproven": scorecard is None or Scorecard.model_validate_json(records[scorecard]).unproven,
    }


def _values(prediction: Prediction, records: Records, past: LeaguePast) -> PredictionValues | None:
    """Return what the model says; None where it says nothing."""
    fair = _fair_source(prediction)
    if fair is not None:
        try:
            return priced(prediction.league, _read_fair(records[fair]), fair.version)
        except Refused:
            return None
    values = past.rated(prediction.event_id)
    if values is not None and values.inputs[RESULTS] < prediction.inputs.get(RESULTS, 0):
        raise LostError(f"the log no longer has {prediction.inputs[RESULTS] - values.inputs[RESULTS]} results")
    return values


def _fair_source(prediction: Prediction) -> Source | None:
    if prediction.model != MARKET:
        return None
    bet = winner_bet(prediction.league, prediction.event_id)
    key = f"{prediction.event_id}|{fair_price_id(prediction.league, *bet.words)}"
    return Source(AnalyticsKind.FAIR, key, int(prediction.inputs[FAIR_VERSION]))


def _scorecard_source(prediction: Prediction) -> Source | None:
    version = prediction.inputs.get(SCORECARD_VERSION)
    if version is None:
        return None
    return Source(AnalyticsKind.SCORECARDS, f"{prediction.league}|{prediction.model}", int(version))
