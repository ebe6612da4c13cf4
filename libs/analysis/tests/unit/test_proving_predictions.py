"""A published prediction is computed again from the log up to its positions."""

from collections.abc import Mapping

import pytest

from a1_analysis.league_past import LeaguePast
from a1_analysis.outputs import Output
from a1_analysis.proving import LostError, Source
from a1_analysis.proving_predictions import recomputed_prediction, sources_of_prediction
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.causes import version_of
from a1_schemas.vocabulary import Kind

from .conftest import GAME, Desk
from .predicted import play_another, quote, schedule

ELO, MARKET = f"{GAME}|elo|moneyline", f"{GAME}|market|moneyline"


def played() -> Desk:
    """A priced game whose sides' ratings and prices changed before its start, and the records after that."""
    desk = Desk()
    schedule(desk)
    quote(desk)
    play_another(desk)
    desk.wait(60)
    quote(desk, home=1.7, away=2.3)
    desk.wait(60)
    schedule(desk, "live", home=0, away=0)
    schedule(desk, "final", home=110, away=100)
    return desk


def predictions(desk: Desk) -> list[Output]:
    """Every version of every prediction."""
    return [output for output in desk.outputs if output.kind is AnalyticsKind.PREDICTIONS and output.value]


def newest(desk: Desk, key: str) -> bytes:
    return [output.value or b"" for output in predictions(desk) if output.key == key][-1]


def records_of(desk: Desk) -> Mapping[Source, bytes]:
    return {
        Source(output.kind, output.key, version_of(output.causes)): output.value or b""
        for output in desk.outputs
        if output.kind in (AnalyticsKind.FAIR, AnalyticsKind.SCORECARDS)
    }


def past_of(desk: Desk, *, without: str = "") -> LeaguePast:
    past = LeaguePast(desk.league)
    for record in desk.log:
        if record.key != without:
            past.note(record)
    return past


def test_every_version_of_every_prediction_is_proven_by_its_own_positions() -> None:
    desk, past = played(), past_of(played())
    found = predictions(desk)
    assert len([each for each in found if each.key == ELO]) >= 2
    assert len([each for each in found if each.key == MARKET]) >= 2
    for output in found:
        published, again = recomputed_prediction(output.value or b"", records_of(desk), past)
        assert again == published


def test_a_prediction_after_a_graded_one_names_the_scorecard_that_it_is_unproven_by() -> None:
    desk = played()
    other = "evt_nba_ssnptpfg7dtties57iiuqkelyr"
    later = {"home": {"team_id": "nba-mia", "name": "M", "abbreviation": "M"}, "event_id": other, "sources": []}
    away = {"team_id": "nba-bos", "name": "B", "abbreviation": "B"}
    event = {"league": "nba", "sport": "basketball", "status": "scheduled", "away": away}
    desk.take(Kind.EVENTS, other, {**event, **later, "start_time": "2026-11-26T12:00:00Z"})
    value = newest(desk, f"{other}|elo|moneyline")
    (source,) = sources_of_prediction(value)
    assert (source.kind, source.key, source in records_of(desk)) == (AnalyticsKind.SCORECARDS, "nba|elo", True)
    published, again = recomputed_prediction(value, records_of(desk), past_of(desk))
    assert again == published


def test_another_result_in_the_log_makes_another_prediction() -> None:
    desk, other = played(), Desk()
    schedule(other)
    quote(other)
    play_another(other, away={"team_id": "nba-lal", "name": "Lakers", "abbreviation": "LAL", "score": 121})
    for record in desk.log[len(other.log) :]:
        other.log.append(record)
    published, again = recomputed_prediction(newest(desk, ELO), records_of(desk), past_of(other))
    assert again != published


def test_another_fair_price_in_the_log_makes_another_prediction() -> None:
    desk = played()
    records = {
        source: value.replace(b'"probability":0.5', b'"probability":0.4') for source, value in records_of(desk).items()
    }
    published, again = recomputed_prediction(newest(desk, MARKET), records, past_of(desk))
    assert again != published


def test_a_prediction_of_a_game_that_had_started_is_not_proven() -> None:
    desk = played()
    value = newest(desk, ELO)
    past = LeaguePast(desk.league)
    started = next(record for record in desk.log if b'"status":"live"' in (record.value or b""))
    for record in desk.log:
        is_first = record.key == GAME and record.topic == started.topic and record.offset < started.offset
        past.note(record._replace(value=started.value) if is_first else record)
    published, again = recomputed_prediction(value, records_of(desk), past)
    assert again != published


@pytest.mark.parametrize(("key", "said"), [(GAME, "as it was at"), ("evt_nba_other", "1 results")])
def test_what_the_log_has_lost_is_named(key: str, said: str) -> None:
    desk = played()
    with pytest.raises(LostError, match=said):
        recomputed_prediction(newest(desk, ELO), records_of(desk), past_of(desk, without=key))


def test_a_lost_time_is_named() -> None:
    desk = played()
    past = LeaguePast(desk.league)
    value = newest(desk, MARKET)
    for record in desk.log:
        if record.topic == "normalized.events":
            past.note(record)
    with pytest.raises(LostError, match="the record of"):
        recomputed_prediction(value, records_of(desk), past)


def test_positions_are_asked_for_forwards() -> None:
    past = past_of(played())
    past.move_to({"normalized.events": 2})
    with pytest.raises(ValueError, match="lies behind"):
        past.move_to({"normalized.events": 1})
