"""Each fast struct matches its model: the same fields in the same order, of types that fit the model's JSON."""

import json
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest
from pydantic import BaseModel

from a1_schemas import fast, fast_origins
from a1_schemas.base import Message
from a1_schemas.betting_odds import BettingOdds, OfferMarket, OfferOutcome, OpeningPrice
from a1_schemas.injury import Injury
from a1_schemas.listing import Listing
from a1_schemas.news_item import NewsItem, NewsPlayer
from a1_schemas.player_profile import PlayerProfile
from a1_schemas.player_prop import PlayerProp, PropPlayer
from a1_schemas.player_stats import PlayerStats
from a1_schemas.source_status import SourceStatus
from a1_schemas.sporting_event import EventSide, EventSource, SportingEvent
from a1_schemas.team_profile import TeamProfile, TeamRecord
from a1_schemas.topics import normalized_topic
from a1_schemas.vocabulary import Kind

MODELS: dict[type[msgspec.Struct], tuple[type[BaseModel], ...]] = {
    fast.Message: (Message,),
    fast.Team: (EventSide,),
    fast.EventSource: (EventSource,),
    fast.SportingEvent: (SportingEvent,),
    fast.OpeningPrice: (OpeningPrice,),
    fast.OfferOutcome: (OfferOutcome,),
    fast.OfferMarket: (OfferMarket,),
    fast.BettingOdds: (BettingOdds,),
    fast.PropPlayer: (PropPlayer,),
    fast.PlayerProp: (PlayerProp,),
    fast.PlayerStats: (PlayerStats,),
    fast.NewsPlayer: (NewsPlayer,),
    fast.NewsItem: (NewsItem,),
    fast.Injury: (Injury,),
    fast.TeamRecord: (TeamRecord,),
    fast.TeamProfile: (TeamProfile,),
    fast.PlayerProfile: (PlayerProfile,),
    fast.Listing: (Listing,),
    fast.SourceStatus: (SourceStatus,),
    fast_origins.Origin: (BettingOdds, PlayerProp, PlayerStats, NewsItem, Injury, TeamProfile, PlayerProfile),
    fast_origins.NamedPlayer: (PropPlayer,),
    fast_origins.NamingRecord: (PlayerProp, PlayerStats, Injury),
    fast_origins.PlayerRecord: (PlayerProp, PlayerStats),
    fast_origins.RosterRecord: (PlayerProfile,),
    fast_origins.RosterListing: (PlayerProfile,),
}
"""What each struct reads or writes. `Origin` reads several kinds, and finds empty what one has not."""

TYPES: dict[Any, tuple[Any, ...]] = {
    str: (str,),
    int: (int,),
    bool: (bool,),
    NoneType: (NoneType,),
    Decimal: (fast.Number,),
    date: (date,),
    datetime: (datetime, str),
}
"""A model's type → the struct's types that its JSON fits. Words of vocabularies are text; a list may stay as it is."""

KINDS = {
    Kind.EVENTS: fast.SportingEvent,
    Kind.ODDS: fast.BettingOdds,
    Kind.PROPS: fast.PlayerProp,
    Kind.PLAYER_STATS: fast.PlayerStats,
    Kind.NEWS: fast.NewsItem,
    Kind.INJURIES: fast.Injury,
    Kind.TEAMS: fast.TeamProfile,
    Kind.PLAYERS: fast.PlayerProfile,
    Kind.LISTINGS: fast.Listing,
    Kind.SOURCES: fast.SourceStatus,
}
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").rglob("*.json"))


def fits(model_type: Any, struct_type: Any) -> bool:
    """Whether the struct reads what the model writes for its type."""
    origin, parts = get_origin(model_type), get_args(model_type)
    if origin in (Union, UnionType) and NoneType not in parts:
        return all(fits(part, struct_type) for part in parts)
    if origin in (Union, UnionType):
        wanted = set(get_args(struct_type)) if get_origin(struct_type) in (Union, UnionType) else {struct_type}
        present = next(part for part in parts if part is not NoneType)
        rest = wanted - {NoneType}
        joined = Union[tuple(sorted(rest, key=str))]  # noqa: UP007  of a number of types that is not known here
        return NoneType in wanted and fits(present, joined)
    if origin is tuple:
        same = get_origin(struct_type) is tuple and get_args(struct_type)[1:] == parts[1:] == (...,)
        return struct_type is msgspec.Raw or (same and fits(parts[0], get_args(struct_type)[0]))
    if origin is dict:
        return get_origin(struct_type) is dict and all(map(fits, parts, get_args(struct_type)))
    if issubclass(model_type, BaseModel):
        return model_type in MODELS.get(struct_type, ())
    if issubclass(model_type, StrEnum):
        return struct_type is str
    return any(struct_type == each for each in TYPES[model_type])


def structs() -> set[type[msgspec.Struct]]:
    named = (*vars(fast).values(), *vars(fast_origins).values())
    found = {each for each in named if isinstance(each, type) and issubclass(each, msgspec.Struct)}
    return found - {msgspec.Struct}


PAIRS = [(struct, model) for struct, models in MODELS.items() for model in models]


def name(each: type) -> str:
    return each.__name__


def test_every_struct_has_a_model() -> None:
    assert structs() == MODELS.keys()


ONLY_READ = {
    *(fast_origins.NamingRecord, fast_origins.PlayerRecord, fast_origins.RosterRecord, fast_origins.RosterListing),
}
"""Begin with the fields that they inherit. Reading goes by name, so the order counts only in what is written."""


@pytest.mark.parametrize(("struct", "model"), [pair for pair in PAIRS if pair[0] not in ONLY_READ], ids=name)
def test_fields_stand_in_the_models_order(struct: type[msgspec.Struct], model: type[BaseModel]) -> None:
    common = [field for field in struct.__struct_fields__ if field in model.model_fields]
    assert common == [field for field in model.model_fields if field in struct.__struct_fields__]


@pytest.mark.parametrize(("struct", "model"), PAIRS, ids=name)
def test_a_field_that_a_model_has_not_is_another_models_and_may_be_absent(
    struct: type[msgspec.Struct], model: type[BaseModel]
) -> None:
    models = {each for parent in struct.__mro__ for each in MODELS.get(parent, ())}
    known = {field for each in models for field in each.model_fields}
    for field in msgspec.structs.fields(struct):
        assert field.name in known
        assert field.name in model.model_fields or field.default is not msgspec.NODEFAULT, field.name


@pytest.mark.parametrize(("struct", "model"), PAIRS, ids=name)
def test_types_are_the_models(struct: type[msgspec.Struct], model: type[BaseModel]) -> None:
    own, theirs = get_type_hints(struct), get_type_hints(model)
    for field in struct.__struct_fields__:
        if field in theirs:
            assert fits(theirs[field], own[field]), f"{field}: {own[field]} cannot be {theirs[field]}"


@pytest.mark.parametrize(("model_type", "struct_type"), [(int, str), (Decimal, int), (str | None, str), (str, bytes)])
def test_another_type_does_not_fit(model_type: Any, struct_type: Any) -> None:
    assert not fits(model_type, struct_type)


@pytest.mark.parametrize(
    "struct", [struct for struct, models in MODELS.items() if len(models) == 1 and struct not in ONLY_READ], ids=name
)
def test_a_default_is_the_models(struct: type[msgspec.Struct]) -> None:
    (model,) = MODELS[struct]
    for field in msgspec.structs.fields(struct):
        if field.default is not msgspec.NODEFAULT:
            assert field.default == model.model_fields[field.name].default, field.name


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_what_a_model_writes_comes_back_field_by_field(kind: Kind) -> None:
    documents = [
        json.loads(path.read_text())["value"] for path in EXAMPLES if path.parent.name == normalized_topic(kind)
    ]
    assert documents
    for document in documents:
        (model,) = MODELS[KINDS[kind]]
        written = model.model_validate_json(json.dumps(document)).model_dump_json()
        read = msgspec.json.encode(msgspec.json.decode(written, type=KINDS[kind]))
        assert part_of(json.loads(written), json.loads(read)) == json.loads(read)


def part_of(whole: Any, part: Any) -> Any:
    """The whole, reduced at every depth to the fields that the part has."""
    if isinstance(whole, dict) and isinstance(part, dict):
        return {key: part_of(whole[key], value) for key, value in part.items()}
    if isinstance(whole, list) and isinstance(part, list):
        return [part_of(*pair) for pair in zip(whole, part, strict=True)]
    return whole


def test_odds_are_written_as_the_model_writes_them() -> None:
    for path in EXAMPLES:
        if path.parent.name == normalized_topic(Kind.ODDS):
            model = BettingOdds.model_validate_json(json.dumps(json.loads(path.read_text())["value"]))
            written = model.model_dump_json().encode()
            whole = msgspec.json.encode(msgspec.json.decode(written, type=fast.BettingOdds))
            assert whole[1:] == written[written.index(b'"changed_at"') :]
