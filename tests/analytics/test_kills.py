"""Analytics, the historian and PostgreSQL are killed in turn while a demo runs: nothing is lost or doubled."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import Any

import pytest
from tests.analytics.closes import closes_that_lack
from tests.analytics.killing import VICTIMS, kills, status
from tests.analytics.log_and_history import (
    changes_in,
    doubled,
    log_of,
    said_in,
    stored_analytics,
    stored_changes,
)
from tests.analytics.watched import Demo, running_demo, until_none

from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.topics import analytics_topic

pytestmark = [pytest.mark.analytics, pytest.mark.timeout(1200)]

SHOWN = 5


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo of its own, whose script is over."""
    with running_demo(tmp_path_factory.mktemp("interrupted") / "up.log", kills) as running:
        yield running


@pytest.fixture
def standing(interrupted: Demo) -> Iterator[Demo]:
    """That demo while the clock of its world stands."""
    interrupted.stand(still=True)
    yield interrupted
    interrupted.stand(still=False)


def not_once(expected: list[Any], found: list[Any]) -> list[Any]:
    """What one side has more often than the other."""
    sides = [Counter(side) for side in (expected, found)]
    return list(chain(sides[0] - sides[1], sides[1] - sides[0]))[:SHOWN]


def test_each_victim_was_started_again(interrupted: Demo) -> None:
    found = status(interrupted.port)
    assert found is not None
    restarts = {row["name"]: row["restarts"] for row in found["processes"] if row["name"] in VICTIMS}
    assert {name: count >= 1 for name, count in restarts.items()} == dict.fromkeys(VICTIMS, True)


def test_every_change_of_a_price_is_in_the_database_once(standing: Demo) -> None:
    def lacking() -> list[Any]:
        expected = changes_in(asyncio.run(log_of(standing.kafka)))
        assert expected
        return not_once(expected, asyncio.run(stored_changes(standing.postgres_url)))

    until_none(lacking)


def test_every_record_of_analytics_is_in_the_database_once_and_equal(standing: Demo) -> None:
    def lacking() -> list[Any]:
        expected = said_in(asyncio.run(log_of(standing.kafka)))
        topics = {said.topic for said in expected}
        assert topics == {analytics_topic(kind) for kind in AnalyticsKind}
        return not_once(expected, asyncio.run(stored_analytics(standing.postgres_url)))

    until_none(lacking)


def test_no_record_of_analytics_says_again_what_it_said(standing: Demo) -> None:
    assert doubled(said_in(asyncio.run(log_of(standing.kafka))))[:SHOWN] == []


def test_closing_prices_are_those_of_the_truth(interrupted: Demo) -> None:
    until_none(partial(closes_that_lack, interrupted))
    assert interrupted.truth()["closes"]
