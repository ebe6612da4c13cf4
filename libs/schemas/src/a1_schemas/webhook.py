"""A subscription of a webhook as an operator made it. Its secrets follow from the edge's pepper: no record has them."""

from typing import Annotated

from pydantic import Field, StringConstraints

from a1_schemas.api_key import Label
from a1_schemas.base import Frozen, UtcTime
from a1_schemas.leagues import League

Owner = Annotated[str, StringConstraints(min_length=1, max_length=250)]
WebhookId = Annotated[str, StringConstraints(pattern=r"^wh_[a-z0-9]{8}$")]


class Webhook(Frozen):
    """Topic `edge.webhooks`, key = id. The last record of an id counts; a tombstone deletes it."""

    id: WebhookId
    name: Label
    url: Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
    """Where records are posted. Its path and query may be secrets of the receiver's."""
    league: League
    kinds: Annotated[tuple[str, ...], Field(min_length=1)]
    """Kinds of records, as the stream's scope has them."""
    filters: dict[str, tuple[str, ...]]
    """Filters of the scope: name and values."""
    start: Label
    """Where delivery begins: `now`, `beginning` (with a snapshot) or a cursor."""
    secret_number: Annotated[int, Field(ge=1)] = 1
    """Rises by one with each rotation; the secret follows from it."""
    previous_until: UtcTime | None = None
    """Until when messages are signed with the secret before the last rotation too."""
    is_paused: bool = False
    """Whether an operator paused it."""
    run: Annotated[int, Field(ge=1)] = 1
    """Rises by one with each resume, which ends the failures and the stop of the run before."""
    test: Annotated[int, Field(ge=0)] = 0
    """Rises by one with each test message that is asked for."""
    created_at: UtcTime
    created_by: Label
    owner: Owner | None = None
    """Whose it is over HTTP: the id of a key, `token:` and a subject, or `anonymous`. Null for an operator's."""
