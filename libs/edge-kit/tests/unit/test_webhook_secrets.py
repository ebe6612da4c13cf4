"""Secrets that follow from the pepper, in the form of Standard Webhooks."""

from base64 import b64decode
from datetime import UTC, datetime, timedelta

from a1_edge_kit.webhook_secrets import WebhookSecrets
from a1_schemas.webhook import Webhook

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
SECRETS = WebhookSecrets("0123456789abcdef0123456789abcdef")


def webhook(webhook_id: str = "wh_abcd2345", number: int = 1, until: datetime | None = None) -> Webhook:
    return Webhook.model_validate(
        {
            "id": webhook_id,
            "name": "board",
            "url": "https://hooks.example.com/",
            "league": "nba",
            "kinds": ("odds",),
            "filters": {},
            "start": "now",
            "secret_number": number,
            "previous_until": until,
            "created_at": NOW,
            "created_by": "ann",
        }
    )


def test_a_secret_is_stable_over_releases() -> None:
    assert SECRETS.present(webhook()) == "whsec_8jGg+9E0L9WAptyUCeju2Fviqn8BN5+of87/N+xkKIQ="


def test_a_secret_has_256_bits_and_depends_on_id_number_and_pepper() -> None:
    others = (
        SECRETS.present(webhook("wh_abcd2346")),
        SECRETS.present(webhook(number=2)),
        WebhookSecrets("fedcba9876543210fedcba9876543210").present(webhook()),
    )
    found = {SECRETS.present(webhook()), *others}
    assert len(found) == 4
    assert {len(b64decode(each.removeprefix("whsec_"), validate=True)) for each in found} == {32}


def test_the_secret_before_a_rotation_signs_until_its_time() -> None:
    rotated = webhook(number=2, until=NOW + timedelta(hours=24))
    first, second = SECRETS.present(webhook()), SECRETS.present(rotated)
    assert SECRETS.signing(rotated, NOW) == (second, first)
    assert SECRETS.signing(rotated, NOW + timedelta(hours=24)) == (second,)
    assert SECRETS.signing(webhook(), NOW) == (first,)
