"""Whose webhooks are delivered."""

import pytest

from a1_edge_kit.identity import ANONYMOUS
from a1_edge_kit.key_ring import KeyRing
from a1_edge_kit.settings import Auth
from a1_edge_kit.webhook_owners import ANONYMOUS_OWNER, OwnerStanding, WebhookOwners, owner_of
from a1_testkit.bad_credentials import ENVIRONMENT, PEPPER, key_set
from a1_testkit.clocks import ManualClock

HOLDS, ENDED, UNREAD = OwnerStanding
KEYS = key_set(ManualClock().now())


def id_of(text: str) -> str:
    return text.split("_")[2][:8]


@pytest.mark.parametrize(
    ("owner", "standing"),
    [
        (None, HOLDS),
        ("token:bob", HOLDS),
        (id_of(KEYS.good), HOLDS),
        (id_of(KEYS.in_grace), HOLDS),
        (id_of(KEYS.revoked), ENDED),
        (id_of(KEYS.expired), ENDED),
        ("zzzzzzzz", ENDED),
        (ANONYMOUS_OWNER, ENDED),
    ],
)
def test_an_owner_holds_for_as_long_as_it_may_ask(owner: str | None, standing: OwnerStanding) -> None:
    ring = KeyRing(PEPPER, ENVIRONMENT)
    owners = WebhookOwners(Auth.REQUIRED, ring, ManualClock())
    of_keys = owner not in {None, "token:bob", ANONYMOUS_OWNER}
    assert owners.standing(owner) is (UNREAD if of_keys else standing)
    ring.replace(KEYS.records)
    assert owners.standing(owner) is standing


def test_clients_without_a_credential_are_one_owner_where_the_edge_is_open() -> None:
    assert owner_of(ANONYMOUS) == ANONYMOUS_OWNER
    assert WebhookOwners(Auth.OPEN, None, ManualClock()).standing(ANONYMOUS_OWNER) is HOLDS
