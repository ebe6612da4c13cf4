"""Every mapper on bodies that no provider should send: `EXAMPLES` for each provider (20,000), `SEED` (1)."""

import os
from collections.abc import Callable

import pytest
from tests.fuzz.shares import FIGURES, Share, fuzz, shares_of

pytestmark = [pytest.mark.fuzz, pytest.mark.timeout(3600)]

SHARES = [*shares_of(int(os.environ.get("EXAMPLES") or 20_000), int(os.environ.get("SEED") or 1))]


@pytest.mark.parametrize("share", SHARES, ids=lambda share: f"{share.provider}/{share.feed}")
def test_no_body_breaks_a_law(share: Share, record_property: Callable[[str, object], None]) -> None:
    figures = fuzz(share)
    reason, count = (figures.rejects.most_common(1) or [("", 0)])[0]
    record_property(
        FIGURES,
        f"{share.provider + '/' + share.feed:28} {share.examples:7,} examples {figures.extracted:9,} extracted "
        f"{figures.rejects.total():7,} rejects, most often {reason} {count:,}",
    )
    assert figures.broken == []
