"""What the league's records say of its players."""

from a1_resolving.roster_places import RosterPlaces
from a1_resolving.rosters import Rosters, entries_in
from a1_resolving.spellings import Naming, Spellings, names_in
from a1_schemas import fast_origins


class PlayerIndex:
    """The players of all living records: their teams by game, the spellings of their names, and their roster places."""

    def __init__(self, league: str) -> None:
        self.rosters = Rosters()
        self.spellings = Spellings()
        self.places = RosterPlaces(league)

    def __len__(self) -> int:
        return len(self.rosters) + len(self.spellings) + len(self.places)

    def add(self, record: fast_origins.Origin) -> None:
        """Take up a record. One that names no players changes nothing."""
        if isinstance(record, Naming):
            for player_id, named in names_in(record):
                self.spellings.add(player_id, named)
        if isinstance(record, fast_origins.PlayerRecord):
            for entry in entries_in(record):
                self.rosters.add(entry)

    def remove(self, record: fast_origins.Origin) -> None:
        """Take back a record that was taken up before."""
        if isinstance(record, Naming):
            for player_id, named in names_in(record):
                self.spellings.remove(player_id, named)
        if isinstance(record, fast_origins.PlayerRecord):
            for entry in entries_in(record):
                self.rosters.remove(entry)
