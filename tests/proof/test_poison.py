"""A record that no mapper can read, between two good ones."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from tests.proof.rig import Rig, until

from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.topics import partition_of
from a1_service_kit.kafka import open_producer

pytestmark = [pytest.mark.proof, pytest.mark.timeout(400), pytest.mark.asyncio(loop_scope="session")]

_POISON = b'[{"id": "\xff\xfe not text", "sport_key": '


def _headers(target: str, at: datetime) -> RawHeaders:
    return RawHeaders(
        provider=Provider.ODDS,
        feed="events",
        league="nba",
        sport="basketball",
        target=target,
        url="https://odds.invalid/v4/sports/basketball_nba/events",
        fetched_at=at,
        http_status=200,
        content_type="application/json",
        content_hash="proof",
        request_id="proof",
    )


def _good(name: str) -> bytes:
    game = {
        "id": f"proof-{name}",
        "sport_key": "basketball_nba",
        "commence_time": "2030-01-01T00:00:00Z",
        "home_team": f"Proof {name} Home",
        "away_team": f"Proof {name} Away",
    }
    return json.dumps([game]).encode()


async def test_a_poison_record_lands_once_in_the_dead_letters_and_its_neighbours_pass(rig: Rig) -> None:
    now = datetime.now(UTC)
    bodies = {"before": _good("before"), "poison": _POISON, "after": _good("after")}
    async with open_producer(rig.kafka, "proof") as producer:
        for number, (name, body) in enumerate(bodies.items()):
            target = f"odds/events/nba/proof-{name}"
            headers = _headers(target, now + timedelta(seconds=number))
            await producer.send_and_wait(
                "raw.odds", body, key=target.encode(), partition=partition_of("nba"), headers=headers.to_kafka()
            )

    async def landed() -> list[bytes | None]:
        return [record.value for record in await rig.read(["raw.odds.dead"]) if record.value == _POISON]

    async def listed() -> bool:
        keys = {record.key for record in await rig.read(["normalized.listings"])}
        return {b"odds|nba|proof-before", b"odds|nba|proof-after"} <= keys

    await until(landed, "the poison's dead letter", 30)
    await until(listed, "its neighbours", 30)
    assert await landed() == [_POISON]
