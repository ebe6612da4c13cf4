"""Under which names the partitions' views are kept."""

from a1_schemas.topics import LEAGUE_PARTITIONS, MULTI, MULTI_PARTITION, PARTITIONS

_LEAGUES = {number: str(league) for league, number in LEAGUE_PARTITIONS.items()} | {MULTI_PARTITION: MULTI}


def owner_of(number: int) -> str:
    """Return the name under which a partition's view is kept: its league, or its own where leagues share it."""
    return _LEAGUES.get(number, f"partition-{number}")


OWNERS = tuple(owner_of(number) for number in range(PARTITIONS))
