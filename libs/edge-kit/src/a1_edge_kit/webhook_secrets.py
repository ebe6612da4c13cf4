"""The secrets that webhooks are signed with. They follow from the edge's pepper, so that none is kept anywhere."""

import hashlib
import hmac
from base64 import b64encode
from datetime import datetime

from a1_schemas.webhook import Webhook

_PURPOSE = "webhook-secret"


class WebhookSecrets:
    """Computes secrets. Without the pepper, what the log says of a webhook gives none of them away."""

    def __init__(self, pepper: str) -> None:
        self._pepper = pepper.encode()

    def present(self, webhook: Webhook) -> str:
        """Return the secret of a webhook: `whsec_` and 256 bits in base64."""
        return self._secret(webhook.id, webhook.secret_number)

    def signing(self, webhook: Webhook, now: datetime) -> tuple[str, ...]:
        """Return the secrets that its messages are signed with: for a time after a rotation also the one before."""
        is_graced = webhook.previous_until is not None and now < webhook.previous_until
        earlier = (self._secret(webhook.id, webhook.secret_number - 1),) if is_graced else ()
        return (self.present(webhook), *earlier)

    def _secret(self, webhook_id: str, number: int) -> str:
        text = f"{_PURPOSE}\0{webhook_id}\0{number}".encode()
        derived = hmac.new(self._pepper, text, hashlib.sha256).digest()
        return f"whsec_{b64encode(derived).decode()}"
