"""What follows from each thing that happens to a webhook, and when a failed delivery is tried again."""

from datetime import UTC, datetime, timedelta

import pytest

from a1_edge_kit.webhook_standing import standing_of
from a1_schemas.edge_words import DeliveryOutcome
from a1_schemas.webhook import Webhook
from a1_schemas.webhook_progress import WebhookProgress
from a1_stream.webhooks.retries import DELAYS_S, Retries
from a1_stream.webhooks.transitions import begun, delivered, failed, in_run, moved, sending

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
WEEK_S = 7 * 86_400.0
WEBHOOK = Webhook.model_validate(
    {
        "id": "wh_abcd2345",
        "name": "board",
        "url": "https://hooks.example.com/",
        "league": "nba",
        "kinds": ("odds",),
        "filters": {},
        "start": "now",
        "created_at": NOW,
        "created_by": "ann",
    }
)


def test_the_schedule_is_5_s_to_8_h_and_repeats_its_last_step_for_a_week() -> None:
    retries, waited_s, delays = Retries(WEEK_S), 0.0, list[float]()
    while (delay := retries.after(len(delays) + 1, waited_s, 0.5)) is not None:
        delays.append(delay)
        waited_s += delay
    assert tuple(delays[: len(DELAYS_S)]) == (5, 30, 300, 1_800, 7_200, 28_800)
    assert set(delays[len(DELAYS_S) :]) == {28_800}
    assert WEEK_S <= waited_s < WEEK_S + 28_800


def test_retries_are_spread_by_a_fifth_to_either_side() -> None:
    retries = Retries(WEEK_S)
    assert [retries.after(1, 0, draw) for draw in (0, 0.25, 0.5, 1)] == pytest.approx([4, 4.5, 5, 6])


def test_failures_count_from_the_first_and_a_delivery_ends_them() -> None:
    progress = sending(begun(in_run(None, WEBHOOK), "c1"), "c2")
    once = failed(progress, DeliveryOutcome.TIMEOUT, NOW, 5)
    twice = failed(once, DeliveryOutcome.REJECTED, NOW + timedelta(seconds=5), 30)
    assert (twice.failures, twice.failing_since, twice.next_at) == (2, NOW, NOW + timedelta(seconds=35))
    assert (twice.position, twice.pending, twice.last_outcome) == ("c1", "c2", "rejected")
    done = delivered(twice, "c2", NOW)
    assert done == WebhookProgress(
        id=WEBHOOK.id, run=1, delivered="c2", position="c2", last_outcome=DeliveryOutcome.DELIVERED, last_at=NOW
    )
    assert moved(done, "c3") == done.model_copy(update={"position": "c3"})


@pytest.mark.parametrize(
    ("outcome", "retry_after_s", "state"),
    [
        (DeliveryOutcome.GONE, 5, ("disabled", "gone")),
        (DeliveryOutcome.GONE, None, ("disabled", "gone")),
        (DeliveryOutcome.REJECTED, None, ("paused", "retries-exhausted")),
        (DeliveryOutcome.UNREACHABLE, 5, ("active", None)),
    ],
)
def test_what_stops_a_webhook_holds_until_it_is_resumed(
    outcome: DeliveryOutcome, retry_after_s: float | None, state: tuple[str, str | None]
) -> None:
    progress = failed(sending(begun(in_run(None, WEBHOOK), "c1"), "c2"), outcome, NOW, retry_after_s)
    assert standing_of(WEBHOOK, progress) == state
    assert (progress.next_at is None) == (state[0] != "active")
    resumed = WEBHOOK.model_copy(update={"run": 2})
    assert standing_of(resumed, progress) == ("active", None)
    after = in_run(progress, resumed)
    assert (after.run, after.stopped, after.failures, after.failing_since) == (2, None, 0, None)
    assert (after.position, after.pending) == ("c1", "c2"), "the message under way keeps its id"


def test_an_operators_pause_does_not_hide_that_the_receiver_is_gone() -> None:
    progress = failed(in_run(None, WEBHOOK), DeliveryOutcome.GONE, NOW, None)
    paused = WEBHOOK.model_copy(update={"is_paused": True})
    assert [standing_of(paused, each) for each in (None, progress)] == [("paused", "operator"), ("disabled", "gone")]
