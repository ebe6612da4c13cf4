"""What a failure costs: never a record that was not handled, never more than its own body."""

import json
from collections import Counter

import pytest

from a1_schemas.providers import Provider
from a1_schemas.topics import dead_topic, normalized_topic, raw_topic
from a1_schemas.vocabulary import Kind
from a1_testkit.waiting import wait_until

ODDS, LISTINGS = normalized_topic(Kind.ODDS), normalized_topic(Kind.LISTINGS)

RESOLVER = {"NORMALIZER__ROLE": "resolver"}


async def all_committed_or_ended(stage, replica, count: int) -> None:
    async def is_over() -> bool:
        return replica.has_ended or await stage.committed() == count

    await wait_until(is_over, within=60, description=f"{count} records are committed, or the process ended")


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="a batch that failed is passed by the commit of the next, which was resolved against an empty state",
)
async def test_a_batch_that_fails_is_not_passed_by_a_later_one(stage) -> None:
    games, moves = 50, 6
    prices = [f"{1.5 + number / 1000:.3f}" for number in range(games * moves)]
    with stage.run("refused_batch.py", ODDS, "3", **RESOLVER) as replica:
        await stage.publish(
            stage.body(f"g{number % games}", price=price, minutes=number // games)
            for number, price in enumerate(prices)
        )
        await all_committed_or_ended(stage, replica, len(prices))
    odds = b"".join(record.value for record in await stage.records(ODDS))
    lost = [number for number in range(await stage.committed()) if f":{float(prices[number])}".encode() not in odds]
    listings = Counter(record.key for record in await stage.records(LISTINGS))
    assert (lost, max(listings.values())) == ([], 1)


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="a start in the year 1 ends the process of all leagues, and its neighbours are lost with it",
)
async def test_a_start_in_the_year_1_costs_only_its_own_body(stage) -> None:
    names = [f"g{number}" for number in range(60)]
    bodies = {name: stage.body(name) for name in names}
    [poison] = json.loads(bodies["g10"].body)
    poison |= {"commence_time": "0001-01-01T00:00:00Z", "home_team": "Boston Celtics", "away_team": "Miami Heat"}
    bodies["g10"] = stage.body("g10", json.dumps([poison]).encode())
    with stage.run(**RESOLVER) as replica:
        await stage.publish(bodies.values())
        await all_committed_or_ended(stage, replica, len(names))
    listed = {json.loads(record.value)["native_id"] for record in await stage.records(LISTINGS)}
    assert {*names} - {"g10"} - listed == set()


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="a mapper that fails at every body turns the whole topic into dead letters without an end",
)
async def test_a_mapper_that_fails_at_every_body_is_halted(stage) -> None:
    count = 1000
    with stage.run("failing_mapper.py", **RESOLVER) as replica:
        await stage.publish(stage.body(f"g{number}", b"[]") for number in range(count))

        async def is_over() -> bool:
            return b"halted" in replica.metrics() or await stage.committed() == count

        await wait_until(is_over, within=60, description="all are dead letters, or the partition is halted")
    assert len(await stage.records(dead_topic(raw_topic(Provider.ODDS)))) <= 250
