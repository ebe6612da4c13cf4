"""How far a webhook is after each thing that happens to it. Each function returns the progress that follows."""

from datetime import datetime, timedelta

from a1_schemas.edge_words import DeliveryOutcome, StopReason
from a1_schemas.webhook import Webhook
from a1_schemas.webhook_progress import WebhookProgress


def in_run(progress: WebhookProgress | None, webhook: Webhook) -> WebhookProgress:
    """Return the progress of the webhook's present run: an earlier one's failures are over, its position stays."""
    if progress is None:
        return WebhookProgress(id=webhook.id, run=webhook.run)
    if progress.run == webhook.run:
        return progress
    return _without_failures(progress, run=webhook.run, stopped=None)


def begun(progress: WebhookProgress, cursor: str) -> WebhookProgress:
    """Return the progress of a delivery that begins at a cursor."""
    return progress.model_copy(update={"delivered": cursor, "position": cursor})


def moved(progress: WebhookProgress, cursor: str) -> WebhookProgress:
    """Return the progress after a part of the log that has nothing to deliver."""
    return progress.model_copy(update={"position": cursor, "pending": None})


def sending(progress: WebhookProgress, cursor: str | None) -> WebhookProgress:
    """Return the progress before the message is sent that ends at a cursor; None is for a part of a snapshot."""
    return progress.model_copy(update={"pending": cursor})


def delivered(progress: WebhookProgress, cursor: str, now: datetime) -> WebhookProgress:
    """Return the progress after a message that ends at a cursor."""
    return _without_failures(
        progress,
        delivered=cursor,
        position=cursor,
        pending=None,
        last_outcome=DeliveryOutcome.DELIVERED,
        last_at=now,
    )


def failed(
    progress: WebhookProgress, outcome: DeliveryOutcome, now: datetime, retry_after_s: float | None
) -> WebhookProgress:
    """Return the progress after a failed attempt. Without another one the webhook stops, and its position waits."""
    stopped = None
    if outcome is DeliveryOutcome.GONE:
        stopped = StopReason.GONE
    elif retry_after_s is None:
        stopped = StopReason.RETRIES_EXHAUSTED
    update = {
        "failures": progress.failures + 1,
        "failing_since": progress.failing_since or now,
        "next_at": now + timedelta(seconds=retry_after_s or 0) if stopped is None else None,
        "last_outcome": outcome,
        "last_at": now,
        "stopped": stopped,
    }
    return progress.model_copy(update=update)


def owner_ended(progress: WebhookProgress) -> WebhookProgress:
    """Return the progress of a webhook whose owner may be sent nothing any longer. Its position waits."""
    return progress.model_copy(update={"stopped": StopReason.OWNER_ENDED, "next_at": None})


def tested(progress: WebhookProgress, number: int, outcome: DeliveryOutcome) -> WebhookProgress:
    """Return the progress after a test message."""
    return progress.model_copy(update={"test": number, "test_outcome": outcome})


def _without_failures(progress: WebhookProgress, **update: object) -> WebhookProgress:
    return progress.model_copy(update={"failures": 0, "failing_since": None, "next_at": None, **update})
