"""Groups a board's game objects and its rows' pairs of sides into games.

Rows of one game may lack its id, have another, spell a side in two ways or start ten minutes apart. No side plays twice
within an hour, so two references to a side within an hour are one game. The result does not depend on the order of the
rows, which changes with every poll.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import msgspec

from a1_mappers.extracted import Contest, Reject, Side
from a1_mappers.parsing import ParseError, parse_optional_time, parse_side_name, parse_text
from a1_mappers.periods import clock_of, label_of
from a1_mappers.prizepicks import wire
from a1_mappers.prizepicks.included import BoardGame, Included
from a1_mappers.prizepicks.references import GameReference, Pair
from a1_mappers.prizepicks.rows import Row
from a1_mappers.prizepicks.vocabulary import GAME_STATUSES, board_of
from a1_schemas.raw import format_time
from a1_schemas.vocabulary import RejectReason

_SAME_GAME_WITHIN = timedelta(hours=1)
_SHORTEST_CODE = 3
_LONGEST_CODE = 5


class Found(msgspec.Struct):
    """The references to one game."""

    first: GameReference
    spellings: set[str]
    game_ids: list[str]
    start_time: datetime | None

    def names(self, reference: GameReference) -> bool:
        """Whether the reference is to this game."""
        if reference.league != self.first.league or not _share_a_side(reference.spellings, self.spellings):
            return False
        if reference.game_id is not None and reference.game_id in self.game_ids:
            return True
        if reference.start_time is None or self.start_time is None:
            return reference.start_time is self.start_time
        return abs(reference.start_time - self.start_time) <= _SAME_GAME_WITHIN

    def add(self, reference: GameReference) -> None:
        """Add a reference. Time and sides of the first one stay."""
        self.spellings |= reference.spellings
        if reference.game_id is not None and not reference.is_loose and reference.game_id not in self.game_ids:
            self.game_ids.append(reference.game_id)


class BoardGames:
    """The games of one board with their contests, and the game of each row."""

    def __init__(self, rows: list[Row], included: Included, asked_for: str) -> None:
        self.rejects: list[Reject] = []
        self._asked_for = asked_for
        self.full_names = _full_names(rows)
        """The teams' full names by league and code, as their players' records and the games have them."""
        self._by_ref: dict[str, Found] = {}
        self._by_reference: dict[GameReference, Found] = {}
        self._found: list[Found] = []
        for ref, reference in self._references_of_games(rows, included):
            self._by_ref[ref] = self._place(reference)
        references = dict.fromkeys(row.reference for row in rows if row.reference is not None)
        for reference in sorted(references, key=_order):
            self._by_reference[reference] = self._place(reference)
        self._ids = self._identify()
        self._by_game_id = {game_id: found for found in self._found for game_id in found.game_ids}

    def contests(self) -> Iterator[Contest | Reject]:
        """Yield each game as a contest, or a reject."""
        for found, contest_id in zip(self._found, self._ids.values(), strict=True):
            yield from self._contest(found, contest_id)

    def contest_id_of(self, row: Row) -> str:
        """Return the game of a row: the one it links to, else that of its pair, else its game id; empty if none."""
        found = self._by_ref.get(row.game_ref or "")
        if found is None and row.reference is not None:
            found = self._by_reference[row.reference]
        if found is None and row.board.names_games:
            found = self._by_game_id.get(row.game_id or "")
        if found is not None:
            return self._ids[id(found)]
        return (row.game_id or "") if row.board.names_games else ""

    def side_of(self, league: str, name: str) -> Side:
        """Return a side by its code or name, with the full name if one of its players has it."""
        full = self.full_names.get((league, name.casefold()))
        abbreviation = name if full is not None or _is_code(name) else None
        return Side(name=full or name, abbreviation=abbreviation)

    def _place(self, reference: GameReference) -> Found:
        found = next((each for each in self._found if each.names(reference)), None)
        if found is None:
            found = Found(reference, set(), [], reference.start_time)
            self._found.append(found)
        found.add(reference)
        return found

    def _identify(self) -> dict[int, str]:
        """Return the contest id of each game: its own if not used by another game, else one derived from its facts."""
        taken: dict[str, None] = {}
        ids: dict[int, str] = {}
        for found in self._found:
            free = (game_id for game_id in found.game_ids if game_id not in taken)
            contest_id = next(free, None) or _made_id(found.first)
            taken[contest_id] = None
            ids[id(found)] = contest_id
        return ids

    def _contest(self, found: Found, contest_id: str) -> Iterator[Contest | Reject]:
        reference = found.first
        home, away = (self.side_of(reference.league, name) for name in reference.pair)
        also_ids = tuple(game_id for game_id in found.game_ids if game_id not in self._ids.values())
        if reference.game is None:
            yield Contest(
                native_id=contest_id,
                league=reference.league,
                home=home,
                away=away,
                sides_ordered=False,
                start_time=found.start_time,
                also_ids=also_ids,
            )
            return
        facts = reference.game.facts
        status = GAME_STATUSES.get(facts.status) if facts.status is not None else None
        if facts.status is not None and status is None:
            yield Reject(RejectReason.UNKNOWN_STATUS, "$.included", f"game {facts.status!r:.80}")
        info = wire.GameFacts() if facts.metadata is None else facts.metadata.game_info
        score = info.score or wire.GameScore()
        yield Contest(
            native_id=contest_id,
            league=reference.league,
            home=msgspec.structs.replace(home, score=score.home),
            away=msgspec.structs.replace(away, score=score.away),
            start_time=found.start_time,
            status=status,
            native_status=facts.status,
            period=info.period,
            period_label=label_of(reference.league, info.period),
            clock=clock_of(reference.league, parse_text(info.clock)),
            also_ids=also_ids,
        )

    def _references_of_games(self, rows: list[Row], included: Included) -> list[tuple[str, GameReference]]:
        leagues = {row.game_ref: row.league for row in rows if row.game_ref is not None and row.board.names_games}
        references: list[tuple[str, GameReference]] = []
        for path, ref, game in included.games():
            try:
                reference = self._reference_of_game(game, leagues.get(ref))
            except ParseError as error:
                self.rejects.append(error.at(path))
                continue
            if reference is not None:
                references.append((ref, reference))
        return sorted(references, key=lambda each: _order(each[1]))

    def _reference_of_game(self, game: BoardGame, league: str | None) -> GameReference | None:
        facts = game.facts
        sides = wire.GameSides() if facts.metadata is None else facts.metadata.game_info.teams
        named = None if facts.metadata is None else facts.metadata.league_name
        if league is None and named is not None:
            league = board_of("", named).league
        home, away = _code(sides.home, game.home), _code(sides.away, game.away)
        if home is None or away is None:
            return None
        league = league or self._asked_for
        for code, team in ((home, game.home), (away, game.away)):
            if (full := None if team is None else _joined(team.market, team.name)) is not None:
                self.full_names[league, code.casefold()] = full
        teams = (team.abbreviation for team in (game.home, game.away) if team is not None)
        return GameReference(
            league,
            (home, away),
            parse_optional_time(facts.start_time),
            parse_text(facts.external_game_id),
            frozenset(name for name in (home, away, *teams) if name is not None),
            game=game,
        )


def _order(reference: GameReference) -> tuple[str, bool, bool, str, str, Pair]:
    """Sort the most certain first, because the first reference sets a game's sides and start."""
    start = "" if reference.start_time is None else format_time(reference.start_time)
    return (
        reference.league,
        reference.is_loose,
        reference.game_id is None,
        start,
        reference.game_id or "",
        reference.pair,
    )


def _made_id(reference: GameReference) -> str:
    start = "" if reference.start_time is None else format_time(reference.start_time)
    return "|".join((reference.league, *sorted(reference.pair), start))


def _share_a_side(one: Iterable[str], other: Iterable[str]) -> bool:
    return any(_is_one_side(a, b) for a in one for b in other)


def _is_one_side(a: str, b: str) -> bool:
    """Whether two spellings are equal but for case, or a code and a name that begins with it (MARQ, Marquette)."""
    if a.casefold() == b.casefold():
        return True
    short, long = (a, b) if len(a) < len(b) else (b, a)
    return _is_code(short) and len(short) >= _SHORTEST_CODE and long.casefold().startswith(short.casefold())


def _is_code(name: str) -> bool:
    return len(name) <= _LONGEST_CODE and name.isupper() and " " not in name


def _code(side: wire.GameSide, team: wire.Team | None) -> str | None:
    """Return a side's code, or its name if it has none."""
    team = team or wire.Team()
    spellings = (side.abbreviation, team.abbreviation, _joined(team.market, team.name), side.name, team.name)
    return next((name for spelling in spellings if (name := parse_side_name(spelling)) is not None), None)


def _full_names(rows: list[Row]) -> dict[tuple[str, str], str]:
    """Return the teams' full names by league and code, as their players' records have them."""
    players = {(row.league, row.player_id): row.player for row in rows}
    names: dict[tuple[str, str], str] = {}
    for (league, _), player in players.items():
        if player is None or player.combo or player.team is None:
            continue
        full = _joined(player.market, player.team_name)
        if full is not None:
            names[league, player.team.strip().casefold()] = full
    return names


def _joined(market: str | None, name: str | None) -> str | None:
    """Return `Golden State` and `Warriors` joined, or None unless both exist: one alone may be a number or a city."""
    market, name = parse_text(market), parse_text(name)
    return None if market is None or name is None else f"{market} {name}"
