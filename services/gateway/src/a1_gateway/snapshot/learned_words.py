"""The players and open statistics of a league's records, which filters may ask for."""

from a1_gateway.snapshot.documents import player_words
from a1_gateway.snapshot.items import as_words
from a1_schemas import fast
from a1_schemas.stats import OTHER

WithPlayer = fast.PlayerProp | fast.PlayerStats | fast.Injury


class LearnedWords:
    """Learned from each record that is put, and kept when it ends: what was known a moment ago is no misspelling."""

    def __init__(self) -> None:
        self.of_player: dict[str, str] = {}
        """Player's id → the words for the player, see `as_words`."""
        self.other_statistics: set[str] = set()

    def learn(self, record: WithPlayer) -> None:
        """Note a record's players and its statistics that are in no vocabulary."""
        for player in _players(record):
            name = player.name.casefold()
            words = as_words((*(word for word in player_words(player) if word != name), name))
            known = self.of_player.setdefault(player.player_id, words)
            if words not in known:  # another source writes the name otherwise
                self.of_player[player.player_id] = f"{known}\n{words}"
        self.other_statistics.update(each for each in _statistics(record) if each.startswith(OTHER))

    def learn_named(self, player: fast.NewsPlayer) -> None:
        """Note a player that an article names."""
        self.of_player.setdefault(player.player_id, as_words((player.player_id, player.name.casefold())))


def _players(record: WithPlayer) -> tuple[fast.PropPlayer, ...]:
    return (record.players if isinstance(record, fast.PlayerProp) else ()) or (record.player,)


def _statistics(record: WithPlayer) -> tuple[str, ...]:
    if isinstance(record, fast.PlayerProp):
        return (record.stat_type,)
    return tuple(record.stats) if isinstance(record, fast.PlayerStats) else ()
