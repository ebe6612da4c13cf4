"""Whether a webhook is delivered, from what an operator wants and how delivery went."""

from typing import NamedTuple

from a1_schemas.edge_words import StopReason, WebhookState
from a1_schemas.webhook import Webhook
from a1_schemas.webhook_progress import WebhookProgress


class Standing(NamedTuple):
    """The state of a webhook. An active one has no reason."""

    state: WebhookState
    reason: StopReason | None = None


def standing_of(webhook: Webhook, progress: WebhookProgress | None) -> Standing:
    """Return the state of a webhook. What stopped an earlier run holds no longer."""
    stopped = progress.stopped if progress is not None and progress.run == webhook.run else None
    if stopped is StopReason.GONE:
        return Standing(WebhookState.DISABLED, stopped)
    if webhook.is_paused:
        return Standing(WebhookState.PAUSED, StopReason.OPERATOR)
    return Standing(WebhookState.PAUSED, stopped) if stopped is not None else Standing(WebhookState.ACTIVE)
