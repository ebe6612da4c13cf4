"""The page of a game's proofs: for each model what shows that its prediction was sealed before the start."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import msgspec

from a1_gateway.snapshot.annotations import Moment, one_of
from a1_gateway.snapshot.answers import Meta
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.page import Page, tagged_page
from a1_gateway.snapshot.queries import parse_parameters
from a1_gateway.snapshot.view_facts import source_rows, worst_state
from a1_schemas import fast
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.topics import analytics_topic, partition_of
from a1_schemas.vocabulary import EventStatus, Kind

_encode = msgspec.json.Encoder().encode


class _Prediction(msgspec.Struct, frozen=True):
    """A prediction, as far as its proof names it."""

    version: int
    league: str
    model: str
    artefact: str
    start_time: datetime | None
    sealed_at: datetime
    as_of: dict[str, int]


class RecordPlace(msgspec.Struct, frozen=True):
    """Where a record lies in the log. No other record of the topic has its key and version."""

    topic: str
    partition: int
    key: str
    version: int
    """The sum of the offsets in its header `causes`, plus one each. Each change of the key raises it."""


class PredictionProof(msgspec.Struct, frozen=True):
    """What shows that a prediction was sealed before the start."""

    id: str
    """The record's id, which `a1 prove` takes."""
    event_id: str
    model: str
    """`market`, `elo`."""
    artefact: str
    """The sha256 of the model's parameters, in hexadecimal digits."""
    sealed_at: Moment
    """The time of the last record that the prediction follows from."""
    start_time: Moment | None
    """The game's start as it was known when the prediction was sealed."""
    is_before_start: bool | None
    """Whether `sealed_at` is before `start_time`; null where no start was known."""
    start_time_now: Moment | None
    """The game's start as it is known now."""
    status: Annotated[str, one_of(EventStatus)]
    """The game's status now. Until the game starts, a newer prediction may replace this one."""
    as_of: dict[str, int]
    """Topic → offset of the last record of the league's partition that the prediction follows from."""
    record: RecordPlace
    """Where the prediction lies in the log."""
    sha256: str
    """The hash of the UTF-8 bytes of `content`, in hexadecimal digits."""
    content: str
    """The value of the record in the log, byte for byte: the prediction as it was published."""


def build_proof_page(view: LeagueView, event_id: str, query_string: bytes, now: datetime) -> Page:
    """Return the page of the proofs of a game that the view holds. Raises Problem for any parameter.

    Its tag covers data and freshness, not the times of polls.
    """
    parse_parameters({}, query_string)
    shown = list(_proofs(view, event_id))
    sources = source_rows((view,), now)
    meta = Meta(
        count=len(shown),
        next_cursor=None,
        generated_at=now,
        view=worst_state((view,)),
        sources=sources,
        removed=None,
        cursor=view.cursor(),
    )
    data = _encode(shown)
    freshness = _encode([meta.view, [source.believed for source in sources]])
    return tagged_page(b"".join((b'{"data":', data, b',"meta":', _encode(meta), b"}")), freshness + data)


def _proofs(view: LeagueView, event_id: str) -> Iterator[PredictionProof]:
    game: fast.SportingEvent = view.records.record(Kind.EVENTS, event_id)
    for key in view.records.keys_of_event(AnalyticsKind.PREDICTIONS, event_id):
        content = view.records.document(AnalyticsKind.PREDICTIONS, key)
        said = _read(content)
        yield PredictionProof(
            id=key,
            event_id=event_id,
            model=said.model,
            artefact=said.artefact,
            sealed_at=said.sealed_at,
            start_time=said.start_time,
            is_before_start=None if said.start_time is None else said.sealed_at < said.start_time,
            start_time_now=game.start_time,
            status=game.status,
            as_of=said.as_of,
            record=RecordPlace(_TOPIC, partition_of(said.league), key, said.version),
            sha256=hashlib.sha256(content).hexdigest(),
            content=content.decode(),
        )


_read = msgspec.json.Decoder(_Prediction).decode
_TOPIC = analytics_topic(AnalyticsKind.PREDICTIONS)
