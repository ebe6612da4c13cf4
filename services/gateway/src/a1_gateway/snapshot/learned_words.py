"""The players and open statistics of a league's records, which filters may ask for."""

from typing import Any

from a1_gateway.snapshot.documents import player_words
from a1_gateway.snapshot.items import as_words
from a1_schemas import fast
from a1_schemas.stats import OTHER

WithPlayer = fast.PlayerProp | fast.PlayerStats | fast.Injury


_MOST_PLAYERS = 50_000
_MOST_STATISTICS = 5_000


class LearnedWords:
    """Learned from each record that is put, and kept when it ends: what was known a moment ago is no misspelling.

    Of more than any league has, those that were learned first are forgotten.
    """

    def __init__(self) -> None:
        self.of_player: dict[str, str] = {}
        """Player's id → the words for the player, see `as_words`."""
        self.other_statistics: dict[str, None] = {}

    def learn(self, record: WithPlayer) -> None:
        """Note a record's players and its statistics that are in no vocabulary."""
        for player in _players(record):
            words = as_words(player_words(player))
            known = self.of_player.setdefault(player.player_id, words)
            if words not in known:  # another source writes the name otherwise
                self.of_player[player.player_id] = f"{known}\n{words}"
        self.other_statistics |= dict.fromkeys(each for each in _statistics(record) if each.startswith(OTHER))
        _forget_first(self.of_player, _MOST_PLAYERS)
        _forget_first(self.other_statistics, _MOST_STATISTICS)

    def learn_named(self, player: fast.NewsPlayer) -> None:
        """Note a player that an article names."""
        self.of_player.setdefault(player.player_id, as_words((player.player_id, player.name.casefold())))
        _forget_first(self.of_player, _MOST_PLAYERS)


def _forget_first(words: dict[str, Any], most: int) -> None:
    while len(words) > most:
        del words[next(iter(words))]


def _players(record: WithPlayer) -> tuple[fast.PropPlayer, ...]:
    return (record.players if isinstance(record, fast.PlayerProp) else ()) or (record.player,)


def _statistics(record: WithPlayer) -> tuple[str, ...]:
    if isinstance(record, fast.PlayerProp):
        return (record.stat_type,)
    return tuple(record.stats) if isinstance(record, fast.PlayerStats) else ()
