"""All leagues' views, and the views that a word in a path refers to."""

from collections.abc import Iterator
from types import MappingProxyType

import msgspec

from a1_gateway.errors import unknown_sport
from a1_gateway.snapshot.bodies import Bodies
from a1_gateway.snapshot.league_view import LeagueView, ViewState
from a1_schemas.heartbeat import Heartbeat
from a1_schemas.ids import league_of_event
from a1_schemas.leagues import League, leagues_of
from a1_schemas.topics import MULTI
from a1_schemas.vocabulary import Sport

ALL = "all"
"""The word in paths for every league."""


class LeagueNames:
    """Maps a league, a sport, a key of The Odds API or `all` to leagues. Case does not matter."""

    def __init__(self) -> None:
        names: dict[str, tuple[League, ...]] = {ALL: tuple(League)}
        for league in League:
            names[league] = (league,)
            names[league.traits.odds_api_key] = (league,)
        for sport in Sport:
            names[sport] = leagues_of(sport)
        self.known = MappingProxyType(names)

    def leagues(self, word: str) -> tuple[League, ...]:
        """Return the leagues of a word. Raises Problem if there are none."""
        found = self.known.get(word.casefold())
        if found is None:
            raise unknown_sport()
        return found


class Views:
    """The views that this process serves."""

    def __init__(self) -> None:
        self.names = LeagueNames()
        bodies = Bodies()
        self.leagues = {str(league): LeagueView(league, bodies) for league in League}
        self.multi = LeagueView(MULTI, bodies)
        """Sources that belong to no league."""
        self.heartbeats: dict[str, Heartbeat] = {}
        self.connected = False
        self._readable = False
        self.redis_error: str | None = None

    @property
    def all(self) -> Iterator[LeagueView]:
        yield from self.leagues.values()
        yield self.multi

    @property
    def readable(self) -> bool:
        """Whether there is anything to serve. Once true, it stays true."""
        if not self._readable:
            self._readable = all(view.state is not ViewState.UNREAD for view in self.leagues.values())
        return self._readable

    def of(self, word: str) -> tuple[LeagueView, ...]:
        """Return the views of a `{sport}`. Raises Problem if there are none."""
        return tuple(self.leagues[league] for league in self.names.leagues(word))

    def of_event(self, event_id: str) -> tuple[LeagueView, str] | None:
        """Return the view that holds a game, and the game's id, which differs from `event_id` if that is an alias."""
        league = league_of_event(event_id)
        view = self.leagues.get(league) if league else None
        if view is None:
            return None
        return (view, own) if (own := view.records.event_of(event_id)) else None

    def note_heartbeats(self, fields: dict[bytes, bytes]) -> int:
        """Replace the services' heartbeats. Returns how many could not be parsed."""
        heartbeats: dict[str, Heartbeat] = {}
        unreadable = 0
        for name, value in fields.items():
            try:
                heartbeats[name.decode()] = Heartbeat.model_validate_json(value)
            except (ValueError, msgspec.DecodeError):
                unreadable += 1
        self.heartbeats = heartbeats
        return unreadable
