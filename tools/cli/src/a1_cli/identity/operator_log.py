"""Publishes a decision, waits until a normalizer has read it, and reads its result."""

import asyncio
from dataclasses import dataclass

from aiokafka import TopicPartition

from a1_cli.identity.crosswalk import read_listings, read_rosters
from a1_schemas.identity_decision import IdentityDecision
from a1_schemas.leagues import League
from a1_schemas.listing import Listing
from a1_schemas.player_profile import PlayerProfile
from a1_schemas.raw import SCHEMA_VERSION, header
from a1_schemas.services import NORMALIZER
from a1_schemas.topics import OPERATOR, dead_topic, partition_of
from a1_service_kit.kafka import open_consumer, open_producer, read_to_end
from a1_service_kit.settings import KafkaSettings

_CLIENT = "a1-identity"
_ASKED_EVERY_S = 0.2
_HEADERS = [
    ("message_type", b"IdentityDecision"),
    ("schema_version", SCHEMA_VERSION.encode()),
    ("content_type", b"application/json"),
]
_REJECTION_HEADERS = ("dead_reason", "dead_path", "dead_detail")


class NotReadError(Exception):
    """No normalizer has read the decision; the message says where it stands in the log."""


class RejectedError(Exception):
    """The decision could not be carried out; the message says why."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the log a decision stands."""

    partition: TopicPartition
    offset: int

    def __str__(self) -> str:
        return f"{self.partition.topic}/{self.partition.partition}@{self.offset}"


async def carry_out(kafka: KafkaSettings, decision: IdentityDecision, within: float) -> None:
    """Publish the decision and wait until a normalizer has read it.

    Raises RejectedError when the decision cannot be carried out, NotReadError after `within` seconds.
    """
    place = await _publish(kafka, decision)
    await _wait(kafka, place, within)
    await _raise_if_rejected(kafka, place)


async def _publish(kafka: KafkaSettings, decision: IdentityDecision) -> _Place:
    number = partition_of(decision.league)
    async with open_producer(kafka, _CLIENT) as producer:
        value = decision.model_dump_json().encode()
        sent = await producer.send_and_wait(
            OPERATOR, value, key=decision.target.encode(), partition=number, headers=_HEADERS
        )
    return _Place(TopicPartition(OPERATOR, number), sent.offset)


async def _wait(kafka: KafkaSettings, place: _Place, within: float) -> None:
    """Wait until the normalizers' group has committed beyond the decision."""
    deadline = asyncio.get_running_loop().time() + within
    async with open_consumer(kafka, _CLIENT, group_id=NORMALIZER) as consumer:
        consumer.assign([place.partition])
        while (await consumer.committed(place.partition) or 0) <= place.offset:
            if asyncio.get_running_loop().time() > deadline:
                raise NotReadError(f"{place} holds the decision, but no normalizer read it within {within:g} s")
            await asyncio.sleep(_ASKED_EVERY_S)


async def _raise_if_rejected(kafka: KafkaSettings, place: _Place) -> None:
    letters = TopicPartition(dead_topic(OPERATOR), place.partition.partition)
    key = f"{place.partition.partition}:{place.offset}".encode()
    letters_of_it = [record async for record in read_to_end(kafka, [letters]) if record.key == key]
    for record in letters_of_it:
        words = [(header(record.headers, name) or b"").decode() for name in _REJECTION_HEADERS]
        raise RejectedError(" ".join(word for word in words if word))


async def game_of(kafka: KafkaSettings, decision: IdentityDecision) -> list[Listing]:
    """Return the listings of the game of the listing that a decision is about, that listing first."""
    league = League(decision.league)
    state = (await read_listings(kafka, [league]))[league]
    own = state.listings[f"{decision.provider}|{league}|{decision.native_id}"]
    others = [state.listings[key] for key in sorted(state.game(own.event_id)) if state.listings[key] is not own]
    return [own, *others]


async def player_of(kafka: KafkaSettings, decision: IdentityDecision) -> list[PlayerProfile]:
    """Return the roster places of the player that a decision is about, those of its own provider's player first."""
    roster_id = (str(decision.provider), decision.native_id)
    profiles = await read_rosters(kafka, League(decision.league))
    own = [each for each in profiles if roster_id in each.provider_ids.items()]
    ids = {each.player_id for each in own}
    return [*own, *(each for each in profiles if each.player_id in ids and each not in own)]
