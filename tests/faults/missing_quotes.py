"""The quotes that a view lacks of those that the raw log says are offered."""

from collections.abc import Callable, Iterable

from tests.faults.log_tail import read_log
from tests.faults.oracle import replay
from tests.faults.rig import Rig
from tests.faults.settling import RAW_ODDS
from tests.faults.view_reader import read_view

from a1_schemas.leagues import League
from a1_schemas.removal import is_removal
from a1_schemas.topics import normalized_topic
from a1_schemas.vocabulary import Kind

_ODDS = normalized_topic(Kind.ODDS)


async def missing_quotes(rig: Rig, leagues: Iterable[League], is_there: Callable[[int, int], bool]) -> int:
    """Wait until the view of these leagues has the newest quotes. Returns how many it lacks after a minute.

    `is_there` compares the version that the view has, 0 for none, with the version of the log.
    """
    missing: list[str] = []
    names = list(leagues)
    newest = replay(await read_log(rig.kafka, RAW_ODDS)).effects.newest
    wanted = {
        name: effect.version
        for name, effect in newest.items()
        if name[0] == _ODDS and effect.value is not None and not is_removal(effect.value)
    }

    async def is_whole() -> bool:
        held = await read_view(rig.redis_url, names)
        missing[:] = [name[1] for name, version in wanted.items() if not is_there(held.get(name, (0, b""))[0], version)]
        return not missing

    try:
        await rig.until(is_whole, "every quote is in the view", 60)
    except TimeoutError:
        rig.note(f"found: {len(missing)} of {len(wanted)} quotes are missing: {missing[:3]}")
    return len(missing)
