"""What shows that a game's predictions were sealed before its start."""

import hashlib
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from a1_gateway.errors import Problem
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.proof_page import build_proof_page
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.keys import pack
from a1_schemas.prediction import Prediction
from a1_schemas.vocabulary import EventStatus, Kind
from a1_testkit.analysed import a_prediction
from a1_testkit.canonical import NOW, an_event, event_id

GAME = event_id(1)
ELO, MARKET = f"{GAME}|elo|moneyline", f"{GAME}|market|moneyline"


def put(view: LeagueView, prediction: Prediction) -> bytes:
    content = prediction.model_dump_json().encode()
    key = f"{prediction.event_id}|{prediction.model}|{prediction.market}"
    view.put(AnalyticsKind.PREDICTIONS, key, pack(prediction.version, content), NOW)
    return content


@pytest.fixture
def view() -> LeagueView:
    view = LeagueView("nba")
    for number in (1, 2):
        view.put(Kind.EVENTS, event_id(number), pack(1, an_event(number).model_dump_json().encode()), NOW)
    return view


def rows(view: LeagueView, game: str = GAME) -> list[dict[str, Any]]:
    return msgspec.json.decode(build_proof_page(view, game, b"", NOW).body)["data"]


def test_a_row_has_the_bytes_of_the_record_their_hash_and_their_place_in_the_log(view: LeagueView) -> None:
    content = put(view, a_prediction())
    (row,) = rows(view)
    assert (row["id"], row["content"].encode()) == (ELO, content)
    assert row["sha256"] == hashlib.sha256(content).hexdigest()
    assert row["record"] == {"topic": "analytics.predictions", "partition": 0, "key": ELO, "version": 11}


def test_a_row_names_the_positions_and_the_artefact_that_the_prediction_follows_from(view: LeagueView) -> None:
    said = a_prediction()
    put(view, said)
    (row,) = rows(view)
    assert (row["model"], row["artefact"], row["as_of"]) == ("elo", said.artefact, said.as_of)


@pytest.mark.parametrize(("minutes", "is_before"), [(1, True), (0, False), (-1, False), (None, None)])
def test_sealed_is_compared_with_the_start_as_it_was_known_then(
    view: LeagueView, minutes: int | None, is_before: bool | None
) -> None:
    put(view, a_prediction(start_time=None if minutes is None else NOW + timedelta(minutes=minutes)))
    assert [row["is_before_start"] for row in rows(view)] == [is_before]


def test_a_row_says_when_the_game_starts_and_how_it_stands_now(view: LeagueView) -> None:
    put(view, a_prediction())
    moved = an_event().model_copy(update={"start_time": NOW + timedelta(days=1), "status": EventStatus.POSTPONED})
    view.put(Kind.EVENTS, GAME, pack(2, moved.model_dump_json().encode()), NOW)
    (row,) = rows(view)
    assert (row["status"], row["start_time_now"]) == ("postponed", "2026-11-26T19:00:00Z")
    assert row["start_time"] == "2026-11-25T20:00:00Z"


def test_each_model_has_a_row_in_the_order_of_their_names(view: LeagueView) -> None:
    for model in ("market", "elo"):
        put(view, a_prediction(model=model))
    assert [row["id"] for row in rows(view)] == [ELO, MARKET]


def test_a_game_without_a_prediction_has_no_rows(view: LeagueView) -> None:
    put(view, a_prediction())
    assert rows(view, event_id(2)) == []


def test_a_parameter_is_refused(view: LeagueView) -> None:
    with pytest.raises(Problem) as refused:
        build_proof_page(view, GAME, b"model=elo", NOW)
    assert (refused.value.status, refused.value.more["parameter"]) == (422, "model")


def test_the_tag_changes_with_a_prediction(view: LeagueView) -> None:
    put(view, a_prediction())
    before = build_proof_page(view, GAME, b"", NOW)
    tag = dict(before.headers)[b"etag"]
    assert build_proof_page(view, GAME, b"", NOW + timedelta(seconds=1)).matches(tag)
    put(view, a_prediction(version=12))
    assert not build_proof_page(view, GAME, b"", NOW).matches(tag)
