"""How far a webhook was delivered, as the one process that delivers it writes it."""

from typing import Annotated

from pydantic import Field

from a1_schemas.base import Frozen, UtcTime
from a1_schemas.edge_words import DeliveryOutcome, StopReason
from a1_schemas.webhook import WebhookId


class WebhookProgress(Frozen):
    """Topic `webhooks.state`, key = id. The last record of an id counts."""

    id: WebhookId
    run: Annotated[int, Field(ge=1)]
    """The webhook's run to which failures and stop belong."""
    delivered: str | None = None
    """The cursor at which the last delivered message ended; null before the first one."""
    position: str | None = None
    """The cursor up to which nothing is left to deliver, at or after `delivered`; null before the beginning."""
    pending: str | None = None
    """The cursor at which the message under way ends: after a restart it is sent again with the same id."""
    failures: Annotated[int, Field(ge=0)] = 0
    """Failed attempts since the last delivered message."""
    failing_since: UtcTime | None = None
    """When the first of these failed."""
    next_at: UtcTime | None = None
    """When the next attempt is due; null for at once."""
    last_outcome: DeliveryOutcome | None = None
    """How the last attempt ended, tests left out."""
    last_at: UtcTime | None = None
    """When it ended."""
    stopped: StopReason | None = None
    """Why nothing more is sent in this run."""
    test: Annotated[int, Field(ge=0)] = 0
    """The number of the last test message that was sent."""
    test_outcome: DeliveryOutcome | None = None
    """How it ended."""
