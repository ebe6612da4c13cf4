"""The crosswalk and the rosters as the log has them now, by league."""

from aiokafka import TopicPartition

from a1_resolving.league_state import LeagueState
from a1_schemas.causes import parse_causes
from a1_schemas.leagues import League
from a1_schemas.player_profile import PlayerProfile
from a1_schemas.raw import header
from a1_schemas.topics import normalized_topic, partition_of
from a1_schemas.vocabulary import Kind
from a1_service_kit.kafka import read_to_end
from a1_service_kit.settings import KafkaSettings


async def read_listings(kafka: KafkaSettings, leagues: list[League]) -> dict[League, LeagueState]:
    """The state of each of these leagues with its listings, as a restarting resolver restores it."""
    return await _read(kafka, leagues, Kind.LISTINGS, league_in_key=1)


async def read_rosters(kafka: KafkaSettings, league: League) -> list[PlayerProfile]:
    """The players on a league's rosters, by key."""
    state = (await _read(kafka, [league], Kind.PLAYERS, league_in_key=0))[league]
    return [PlayerProfile.model_validate_json(record.value) for _, record in sorted(state.living(Kind.PLAYERS))]


async def _read(
    kafka: KafkaSettings, leagues: list[League], kind: Kind, league_in_key: int
) -> dict[League, LeagueState]:
    states = {league: LeagueState(league) for league in leagues}
    topic = normalized_topic(kind)
    partitions = [TopicPartition(topic, number) for number in sorted({partition_of(league) for league in leagues})]
    async for record in read_to_end(kafka, partitions):
        key = (record.key or b"").decode()
        state = states.get(League(key.split("|")[league_in_key]))
        if state is not None:
            causes = parse_causes(header(record.headers, "causes") or b"")
            state.restore(kind, key, record.value, causes)
    return states
