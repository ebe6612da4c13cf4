"""What is sent and answered about keys and webhooks over HTTP."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from a1_edge_kit.key_changes import KeyState
from a1_edge_kit.plans import STANDARD
from a1_schemas.api_key import Label
from a1_schemas.base import UtcTime
from a1_schemas.edge_words import DeliveryOutcome, StopReason, WebhookState

_LONGEST_GRACE_H = 30 * 24
_MOST_DAYS = 3_650
_MOST_WORDS = 100
Word = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Words = Annotated[tuple[Word, ...], Field(min_length=1, max_length=_MOST_WORDS)]


class Sent(BaseModel):
    """The body of a request: no field that it does not have, and no text for a number."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


class Answered(BaseModel):
    """The body of an answer."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True)


class NewKey(Sent):
    """A key that is to be made."""

    name: Label
    """What it is for."""
    scopes: Words
    """Scopes; `read:*` and `stream:*` are all that there are now."""
    plan: Word = STANDARD.name
    """A plan's name."""
    days: Annotated[float, Field(gt=0, le=_MOST_DAYS)] | None = None
    """After how many days it ends; null for never."""


class Rotation(Sent):
    """How a secret is replaced."""

    grace_hours: Annotated[float, Field(ge=0, le=_LONGEST_GRACE_H)] = 24
    """How long the one before is good too."""


class KeyRow(Answered):
    """A key. Its text is nowhere."""

    id: str
    name: str
    environment: str
    """`dev` or `live`, as the key says it itself."""
    state: KeyState
    scopes: tuple[str, ...]
    plan: str
    created_at: UtcTime
    created_by: str
    """The id of the key or the subject of the token that made it, or an operator's name."""
    expires_at: UtcTime | None
    previous_until: UtcTime | None
    """Until when the key before the last rotation is good too."""
    revoked_at: UtcTime | None


class KeyWithText(KeyRow):
    """A key with its text, which is shown this once."""

    key: str
    """What a client sends as its credential."""


class KeyList(Answered):
    """All keys, those that are over too."""

    data: tuple[KeyRow, ...]


class NewWebhook(Sent):
    """A webhook that is to be made."""

    name: Label
    """Whose receiver it is."""
    url: Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
    """Where to post: https, a public address, a port that the server permits."""
    league: Word
    kinds: Words
    """Kinds of records; each needs its scope `stream:<kind>`."""
    filters: dict[Word, Words] = Field(default_factory=dict)
    """Filters of the stream: name and values."""
    start: Word = "now"
    """Where delivery begins: `now`, `beginning` (with a snapshot) or a cursor."""


class WebhookRow(Answered):
    """A webhook, and how far it was delivered. Its secret is nowhere."""

    id: str
    name: str
    state: WebhookState
    reason: StopReason | None
    """Why it is not active."""
    url: str
    league: str
    kinds: tuple[str, ...]
    filters: dict[str, tuple[str, ...]]
    start: str
    created_at: UtcTime
    previous_until: UtcTime | None
    """Until when messages are signed with the secret before the last rotation too."""
    delivered: str | None
    """The cursor at which the last delivered message ended."""
    failures: int
    """Failed attempts since the last delivered message."""
    failing_since: UtcTime | None
    next_at: UtcTime | None
    """When the next attempt is due; null for at once."""
    last_outcome: DeliveryOutcome | None
    last_at: UtcTime | None
    test: int
    """The number of the last test message that was asked for."""
    tested: int
    """The number of the last test message that was sent."""
    test_outcome: DeliveryOutcome | None
    """How that one ended."""


class WebhookWithSecret(WebhookRow):
    """A webhook with its secret, which is shown this once."""

    secret: str
    """`whsec_…`, with which Standard Webhooks libraries verify its messages."""


class WebhookList(Answered):
    """The caller's webhooks."""

    data: tuple[WebhookRow, ...]
