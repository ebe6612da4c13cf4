"""The arguments of the tools. Their descriptions are read by language models and by people.

A word that is not in a closed set, an unknown argument and a value out of bounds are refused, never replaced.
"""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, ValidationError, WithJsonSchema

from a1_schemas.analytics_words import OpportunityKind, OpportunityState
from a1_schemas.leagues import League
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import EventStatus, InjuryStatus, MarketKey
from a1_stream.mcp.refused import RefusedError, bad_argument, unknown_argument

MOST_ROWS = 50
_MOST_VALUES = 10


def _words(words: type[StrEnum]) -> WithJsonSchema:
    """Return the schema of a closed set in place: a client need not follow references."""
    return WithJsonSchema({"type": "string", "enum": [*words]})


class GamePart(StrEnum):
    """What the page of a game may carry beside the game."""

    BEST = "best"
    INJURIES = "injuries"
    STATS = "stats"
    NEWS = "news"
    IDS = "ids"


ALeague = Annotated[League, _words(League)]
AMarket = Annotated[MarketKey, _words(MarketKey)]
AStatus = Annotated[EventStatus, _words(EventStatus)]
AnInjuryStatus = Annotated[InjuryStatus, _words(InjuryStatus)]
AStatistic = Annotated[StatType, _words(StatType)]
AKind = Annotated[OpportunityKind, _words(OpportunityKind)]
AState = Annotated[OpportunityState, _words(OpportunityState)]
APart = Annotated[GamePart, _words(GamePart)]
EventId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,200}$")]
Text = Annotated[str, Field(min_length=1, max_length=200)]
Share = Annotated[float, Field(ge=-1, le=10), PlainSerializer(lambda share: f"{share:.9f}")]
Limit = Annotated[int, Field(ge=1, le=MOST_ROWS)]
Many = Field(default=(), max_length=_MOST_VALUES)


class Arguments(BaseModel):
    """The arguments of a tool; their names are those of the REST API's parameters."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Paged(Arguments):
    """The arguments of a list."""

    limit: Limit = 10
    """Rows of the answer, 1 to 50."""
    cursor: Annotated[str, Field(min_length=1, max_length=1_000)] | None = None
    """`next_page` of the answer before, with the same other arguments; without it the first page."""


class OfLeague(Arguments):
    """A league alone."""

    league: ALeague
    """The league."""


class ListOfLeague(Paged, OfLeague):
    """The arguments of a list of one league."""


class FindGame(ListOfLeague):
    """Arguments of `find_game`."""

    team: tuple[Text, ...] = Many
    """Teams that play: an id, an abbreviation, or whole words of a name, such as `lakers`. Any of them matches."""
    status: tuple[AStatus, ...] = Many
    """Statuses; any of them matches. Without it games of every status."""
    starts_from: AwareDatetime | None = None
    """Starts at or after this time: RFC 3339 with a zone, such as 2026-11-25T19:00:00Z."""
    starts_to: AwareDatetime | None = None
    """Starts at or before this time, RFC 3339 with a zone."""


class GameState(Arguments):
    """Arguments of `game_state`."""

    event_id: EventId
    """Our id of the game, `event_id` of `find_game`."""
    include: tuple[APart, ...] = Many
    """What comes beside the game: `best` prices, `injuries` of both teams, player `stats`, `news`, providers' `ids`."""


class BestPrice(ListOfLeague):
    """Arguments of `best_price`."""

    event_id: EventId | None = None
    """Our id of one game; without it the games of the league, by start."""
    team: tuple[Text, ...] = Many
    """Teams that play: an id, an abbreviation, or whole words of a name. Any of them matches."""
    market: tuple[AMarket, ...] = Many
    """Markets; without it all. A filter makes the answer much shorter."""
    bookmaker: tuple[Text, ...] = Many
    """Bookmakers' keys, such as `draftkings`: best of these alone."""


class Movements(Paged):
    """Arguments of `movements`."""

    event_id: EventId
    """Our id of the game, `event_id` of `find_game`."""
    market: tuple[AMarket, ...] = Many
    """Markets; without it all."""
    bookmaker: tuple[Text, ...] = Many
    """Bookmakers' keys; without it all."""


class PropsForPlayer(ListOfLeague):
    """Arguments of `props_for_player`."""

    player: Text
    """The player's id, or whole words of the name, such as `lebron james`."""
    event_id: EventId | None = None
    """Our id of one game; without it all games."""
    stat_type: tuple[AStatistic, ...] = Many
    """Statistics; without it all."""
    bookmaker: tuple[Text, ...] = Many
    """Bookmakers' keys; without it all."""


class Injuries(ListOfLeague):
    """Arguments of `injuries`."""

    team: tuple[Text, ...] = Many
    """Teams: an id, an abbreviation, or whole words of a name. Any of them matches."""
    player: tuple[Text, ...] = Many
    """Players: an id, or whole words of a name. Any of them matches."""
    status: tuple[AnInjuryStatus, ...] = Many
    """Statuses of the newest report; any of them matches."""


class Opportunities(ListOfLeague):
    """Arguments of `opportunities`."""

    kind: tuple[AKind, ...] = Many
    """Kinds; without it all."""
    state: tuple[AState, ...] = (OpportunityState.OPEN,)
    """`open` can be taken now, `ended` no longer; open ones unless you ask otherwise."""
    min_profit: Share | None = None
    """The lowest profit as a share of the stakes: 0.01 is 1 %."""
    event_id: EventId | None = None
    """Our id of one game; without it all games."""
    bookmaker: tuple[Text, ...] = Many
    """Bookmakers' keys of a leg; any of them matches."""


class Predictions(ListOfLeague):
    """Arguments of `predictions`."""

    event_id: EventId | None = None
    """Our id of one game; without it all games, by start."""
    market: tuple[AMarket, ...] = Many
    """Markets; without it all."""


def read_arguments(form: type[Arguments], sent: dict[str, Any]) -> Arguments:
    """Return the arguments that were sent. Raises RefusedError for the first one that cannot be used."""
    try:
        return form.model_validate(sent)
    except ValidationError as error:
        raise _refusal(form, error) from None


def _refusal(form: type[Arguments], error: ValidationError) -> RefusedError:
    first = error.errors(include_url=False, include_input=False)[0]
    name = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return unknown_argument(name[:200], form.model_fields)
    return bad_argument(name, f"{first['msg']}.", _allowed(form, name))


def _allowed(form: type[Arguments], name: str) -> list[str]:
    """Return the closed set of an argument; empty where it has none."""
    schema: dict[str, Any] = form.model_json_schema()["properties"].get(name.partition(".")[0], {})
    return schema.get("enum") or schema.get("items", {}).get("enum", [])
