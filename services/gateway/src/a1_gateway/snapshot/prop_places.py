"""The order of props: by start, game, player, statistic, period and book, so that a player's rows stand together.

A record's key is `event_id|provider|feed|bookmaker|player_id|stat_type|period`. Its place is made of the key where it
is compared: a place that is kept would be one more text for each of hundreds of thousands of records.
"""

from a1_gateway.snapshot.items import Item, Order

_BOOK = slice(1, 4)
"""Provider, feed and bookmaker in a key."""
_AFTER_EVERY_BOOK = "~"


class PropItem(Item, frozen=True, gc=False):
    """An item of the list of props."""

    @property
    def order(self) -> Order:
        """Its position: by start, then by place."""
        return (self.at, place_of(self.key))


def place_of(key: str) -> str:
    """Return the place of a record: game, player, statistic, period, bookmaker, provider, feed."""
    provider, feed, bookmaker = key.split("|", 4)[_BOOK]
    return f"{group_of(key)}|{bookmaker}|{provider}|{feed}"


def group_of(key: str) -> str:
    """Return what the record shares with those of other books: game, player, statistic, period."""
    event_id, _, _, _, what = key.split("|", 4)
    return f"{event_id}|{what}"


def end_of(group: str) -> str:
    """Return the place after all records of a group."""
    return f"{group}|{_AFTER_EVERY_BOOK}"
