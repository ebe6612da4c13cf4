"""What a failure costs: never a record that was not handled, never more than its own body."""

import json
from collections import Counter

from a1_schemas.leagues import League
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


async def test_a_start_in_the_year_1_costs_only_its_own_body(stage) -> None:
    names = [f"g{number}" for number in range(60)]
    bodies = {name: stage.body(name) for name in names}
    [poison] = json.loads(bodies["g10"].body)
    poison |= {"commence_time": "0001-01-01T00:00:00Z", "home_team": "Boston Celtics", "away_team": "Miami Heat"}
    bodies["g10"] = stage.body("g10", json.dumps([poison]).encode())
    with stage.run(**RESOLVER) as replica:
        await stage.publish(bodies.values())
        await all_committed_or_ended(stage, replica, len(names))
    assert {*names} - {"g10"} - await listed_in(stage) == set()


async def test_a_mapper_that_fails_at_every_body_is_halted_until_other_code_runs_and_nothing_is_lost(stage) -> None:
    committed = 51  # fifty failures in a row, and one before the halt
    names = [f"g{number}" for number in range(300)]
    dead = dead_topic(raw_topic(Provider.ODDS))
    with stage.run("failing_mapper.py", A1_COMMIT="bad", **RESOLVER) as replica:
        await stage.publish(stage.body(name, sequence=1) for name in names)
        await wait_until(lambda: replica.is_halted, within=60, description="the partition is halted")

        async def is_committed() -> bool:
            return await stage.committed() == committed

        await wait_until(is_committed, within=60, description="what it tried is committed")
        await stage.publish([stage.body("neighbour", b"[]")], League.NFL)
        await wait_until(lambda: stage.committed(League.NFL), within=60, description="a neighbour is handled")
        assert await stage.committed() == committed
        assert b'normalizer_halted_partitions{topic="raw.odds"} 1.0' in replica.metrics()
    assert len(await stage.records(dead)) == committed
    with stage.run("failing_mapper.py", up=lambda replica: replica.is_halted, A1_COMMIT="bad", **RESOLVER):
        await stage.publish([stage.body("neighbour", b"[]", minutes=1)], League.NFL)

        async def is_handled() -> bool:
            return await stage.committed(League.NFL) == 2

        await wait_until(is_handled, within=60, description="a neighbour is handled after the restart")
        assert (await stage.committed(), len(await stage.records(dead))) == (committed, committed)
    with stage.run(A1_COMMIT="good", **RESOLVER) as replica:
        await all_committed_or_ended(stage, replica, len(names))
        assert await listed_in(stage) == set(names[committed:])
        assert json.loads(stage.a1("rejects", "replay", "--topic", "raw.odds", "--json"))["sent"] == committed + 1
        await all_committed_or_ended(stage, replica, len(names) + committed)
        assert json.loads(stage.a1("rejects", "replay", "--topic", "raw.odds", "--json"))["sent"] == 0
    assert await listed_in(stage) == set(names)
    assert {record.key for record in await stage.records(dead)} == {
        f"raw.odds:0:{n}".encode() for n in range(committed)
    }


async def listed_in(stage) -> set[str]:
    return {json.loads(record.value)["native_id"] for record in await stage.records(LISTINGS)}
