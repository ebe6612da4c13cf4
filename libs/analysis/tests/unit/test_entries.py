"""Pick'em entries: which picks make one, what it is worth, what is refused, and how it ends."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from a1_analysis.configuration import built_in
from a1_analysis.decide import settle, take_up
from a1_analysis.league_values import LeagueValues
from a1_analysis.outputs import Output
from a1_analysis.proving import recomputed
from a1_analysis.restoring import restore
from a1_betting.estimate import logit
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.leagues import League
from a1_schemas.opportunity import Opportunity
from a1_schemas.vocabulary import Kind

from .conftest import NOON, TARGET, Desk
from .test_proving import records_of

BOARD = "prizepicks/projections/nba"
GAMES = tuple(f"evt_nba_{letter * 26}" for letter in "abcdefg")


def priced(chance: float) -> tuple[float, ...]:
    """Prices of both sides, from which the odds-ratio method finds this probability of over again."""
    return tuple(round(1 + (1 - each) / each / 1.1, 9) for each in (chance, 1 - chance))


def rung(line: float, chance: float) -> dict[str, Any]:
    """A book's line with this probability of over."""
    prices = {side: {"price": price} for side, price in zip(("over", "under"), priced(chance), strict=True)}
    return {"line": line, "line_type": "standard", "sides": ["over", "under"], **prices}


class Board(Desk):
    """A league with several games, whose players the books price as the board lists them."""

    def __init__(self, games: int = 2) -> None:
        super().__init__()
        self.source(BOARD)
        for number in range(games):
            self.game(number)

    def game(self, number: int, **fields: Any) -> None:
        """A record of a game."""
        sources = [{"provider": "prizepicks", "native_id": "1", "method": "exact", "confidence": 1}]
        side = {"team_id": None, "name": "x", "abbreviation": None}
        value = {
            "event_id": GAMES[number],
            "league": "nba",
            "sport": "basketball",
            "start_time": NOON + timedelta(hours=2 + number),
            "status": "scheduled",
            "home": side,
            "away": side,
            "sources": sources,
        }
        self.take(Kind.EVENTS, GAMES[number], value | fields)

    def ladder(
        self, number: int, source: tuple[str, str, str], *lines: dict[str, Any], player: str = "", stat: str = "points"
    ) -> None:
        """The lines of a book or of the board on a player of a game."""
        provider, feed, book = source
        player_id = player or f"ply_nba_{number}"
        value = {
            "event_id": GAMES[number],
            "league": "nba",
            "provider": provider,
            "feed": feed,
            "target": BOARD if provider == "prizepicks" else TARGET,
            "bookmaker": book,
            "player": {"player_id": player_id, "name": f"Player {player_id}", "confidence": 1},
            "stat_type": stat,
            "period": "game",
            "lines": lines,
        }
        self.take(Kind.PROPS, "|".join((GAMES[number], provider, feed, book, player_id, stat, "game")), value)

    def board(self, number: int, line: float = 24.5, player: str = "", stat: str = "points", **fields: Any) -> None:
        """The board's line on a player of a game, vouched for."""
        listed = {"line": line, "line_type": "standard", "sides": ["over", "under"], "suspended": False}
        self.ladder(number, ("prizepicks", "projections", "prizepicks"), listed | fields, player=player, stat=stat)
        self.vouch()

    def books(self, number: int, *chances: float, line: float = 24.5, player: str = "", stat: str = "points") -> None:
        """A book's line for each of these probabilities of over, vouched for."""
        for book, chance in zip(("betmgm", "draftkings", "fanduel"), chances, strict=False):
            self.ladder(number, ("odds", "event-odds", book), rung(line, chance), player=player, stat=stat)
        self.vouch()

    def ladders(self, number: int, **chances: float) -> None:
        """Ladders of two books alike, by line as in `at_24`, half a point above."""
        rungs = [rung(float(line.removeprefix("at_")) + 0.5, chance) for line, chance in chances.items()]
        for book in ("betmgm", "draftkings"):
            self.ladder(number, ("odds", "event-odds", book), *rungs)
        self.vouch()

    def likely(self, *numbers: int, chance: float = 0.64) -> None:
        """Games whose player is expected to pass the board's line."""
        for number in numbers:
            self.books(number, chance, chance)
            self.board(number)

    def entries(self, *wanted: tuple[str, int], state: str = "open") -> dict[tuple[str, int], dict[str, Any]]:
        """The entries by type and picks, all or the wanted."""
        found = {(each["entry"]["type"], len(each["legs"])): each for each in self.opportunities("entry", state)}
        return {key: each for key, each in found.items() if not wanted or key in wanted}

    def end(self, number: int, points: int | None) -> None:
        """The end of a game, with a player's box score if there is one."""
        side = {"team_id": None, "name": "x", "abbreviation": None, "score": 100}
        self.game(number, status="final", home=side, away=side | {"score": 90})
        player = f"ply_nba_{number}"
        value = {
            "event_id": GAMES[number],
            "league": "nba",
            "provider": "espn",
            "feed": "summary",
            "target": "espn/summary/nba/1",
            "native_event_id": "1",
            "player": {"player_id": player, "name": player, "confidence": 1},
            "stats": {"minutes": 30, "points": points},
        }
        if points is not None:
            self.take(Kind.PLAYER_STATS, f"{GAMES[number]}|espn|summary|{player}", value)

    def restored(self, outputs: Sequence[Output] | None = None) -> list[Output]:
        """What a state publishes that is restored from these outputs, or from all, and the whole log."""
        state = LeagueValues(League.NBA)
        for output in self.outputs if outputs is None else outputs:
            restore(state, output.kind, output.key, output.value or b"", output.causes)
        for record in self.log:
            take_up(state, record)
        return settle(state)


@pytest.fixture
def board() -> Board:
    return Board()


def test_likely_picks_of_two_games_are_an_entry_worth_what_the_table_says(board: Board) -> None:
    board.likely(0, 1)
    ((key, found),) = board.entries().items()
    assert key == ("power", 2)
    assert (found["profit"], found["hit_probability"]) == pytest.approx((3 * 0.64**2 - 1, 0.64**2), abs=1e-6)
    assert (found["worst_branch"], found["void_branches"]) == (-100, [[0, 0], [0, 0]])
    assert found["entry"] == {"type": "power", "payouts": [{"correct": 2, "multiple": 3}]}
    assert (found["opened_at"], found["start_time"]) == ("2026-11-25T12:00:00Z", "2026-11-25T14:00:00Z")
    assert [(leg["event_id"], leg["selection"], leg["line"], leg["price"], leg["stake"]) for leg in found["legs"]] == [
        (GAMES[0], "over", 24.5, None, 50),
        (GAMES[1], "over", 24.5, None, 50),
    ]
    first = found["legs"][0]
    assert (first["bookmaker"], first["player_name"], first["stat_type"]) == (
        "prizepicks",
        "Player ply_nba_0",
        "points",
    )
    assert [quote["bookmaker"] for quote in first["against"]] == ["betmgm", "draftkings"]
    assert (found["event_id"], found["market"], found["player_id"]) == (GAMES[0], "player-prop", None)


def test_an_entry_is_the_message_of_its_topic(board: Board) -> None:
    board.likely(0, 1)
    outputs = [each for each in board.outputs if each.kind is AnalyticsKind.OPPORTUNITIES]
    assert outputs
    for output in outputs:
        message = Opportunity.model_validate_json(output.value or b"")
        assert message.model_dump_json().encode() == output.value


def test_the_error_of_an_entry_follows_from_the_spread_of_the_books(board: Board) -> None:
    board.books(0, 0.66, 0.62)
    board.books(1, 0.65, 0.63)
    board.board(0)
    board.board(1)
    (found,) = board.opportunities("entry")
    first, second = found["legs"]
    assert first["standard_error"] > second["standard_error"] > 0
    of_each = (3 * second["probability"] * first["standard_error"], 3 * first["probability"] * second["standard_error"])
    assert found["standard_error"] == pytest.approx((of_each[0] ** 2 + of_each[1] ** 2) ** 0.5, abs=1e-6)


def test_a_profit_within_its_error_is_refused(board: Board) -> None:
    for number in (0, 1):
        board.books(number, 0.5, 0.66)
        board.board(number)
    assert (board.opportunities("entry"), board.refused("entry")) == ([], {"no-edge": 1})


def test_the_under_is_picked_where_it_is_likelier_and_can_be_taken(board: Board) -> None:
    board.likely(0, 1, chance=0.36)
    (found,) = board.opportunities("entry")
    assert [leg["selection"] for leg in found["legs"]] == ["under", "under"]
    board.board(0, sides=["over"])
    assert board.opportunities("entry") == []


def test_three_likely_games_make_an_entry_of_each_row_that_they_are_likely_enough_for() -> None:
    board = Board(7)
    board.likely(0, 1, 2)
    assert set(board.entries()) == {("power", 2), ("power", 3), ("flex", 3)}
    flex = board.entries()["flex", 3]
    assert flex["profit"] == pytest.approx(2.25 * 0.64**3 + 1.25 * 3 * 0.64**2 * 0.36 - 1, abs=1e-6)
    assert flex["void_branches"] == [[200, -100, -100]] * 3
    board.likely(3, 4, 5, 6)
    assert set(board.entries()) == {*(("power", picks) for picks in (2, 3, 4, 5)), *(("flex", n) for n in (3, 4, 5, 6))}
    assert board.refused("entry") == {"payout-unknown": 1}


def test_a_pick_below_the_break_even_of_an_entry_is_not_added_to_it(board: Board) -> None:
    board.game(2)
    board.likely(0, 1)
    board.likely(2, chance=0.56)
    assert set(board.entries()) == {("power", 2)}


def test_the_likeliest_pick_of_each_game_is_taken(board: Board) -> None:
    board.likely(0, 1, chance=0.6)
    board.books(1, 0.64, 0.64, stat="assists")
    board.board(1, stat="assists")
    (found,) = board.opportunities("entry")
    assert [leg["stat_type"] for leg in found["legs"]] == ["points", "assists"]


def test_two_picks_of_one_game_are_refused(board: Board) -> None:
    board.likely(0)
    board.books(0, 0.64, 0.64, player="ply_nba_other")
    board.board(0, player="ply_nba_other")
    assert (board.opportunities("entry"), board.refused("entry")) == ([], {"correlated-legs": 1})
    board.board(0, player="ply_nba_other", suspended=True)
    assert board.refused("entry") == {"quote-suspended": 1}


def test_one_player_in_two_games_is_refused(board: Board) -> None:
    for number in (0, 1):
        board.books(number, 0.64, 0.64, player="ply_nba_x")
        board.board(number, player="ply_nba_x")
    assert (board.opportunities("entry"), board.refused("entry")) == ([], {"correlated-legs": 1})


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"suspended": True}, "quote-suspended"),
        ({"adjusted": True}, "payout-unknown"),
        ({"promo": True}, "payout-unknown"),
        ({"multiplier": 1.1}, "payout-unknown"),
        ({"line_type": "discounted", "sides": ["over"]}, "payout-unknown"),
    ],
)
def test_a_pick_that_cannot_be_taken_or_pays_otherwise_is_refused(
    board: Board, change: dict[str, Any], reason: str
) -> None:
    board.likely(0, 1)
    board.board(1, **change)
    assert (board.opportunities("entry"), board.refused("entry")) == ([], {reason: 1})


def test_a_pick_is_refused_that_one_book_prices_or_that_may_tie(board: Board) -> None:
    board.likely(0)
    board.books(1, 0.64)
    board.board(1)
    assert (board.opportunities("entry"), board.refused("entry")) == ([], {"books-too-few": 1})
    board.books(1, 0.64, 0.64, line=25)
    board.board(1, line=25)
    assert (board.opportunities("entry"), board.refused("entry")) == ([], {"market-incomplete": 1})


def test_a_board_that_lists_a_game_in_doubt_or_is_down_is_refused(board: Board) -> None:
    board.likely(0, 1)
    board.source(BOARD, state="down")
    assert (board.opportunities("entry"), board.refused("entry")) == ([], {"source-down": 2})
    board.source(BOARD)
    doubtful = {"provider": "prizepicks", "native_id": "1", "method": "review", "confidence": 0.5}
    board.game(1, sources=[doubtful])
    assert (board.opportunities("entry"), board.refused("entry")) == ([], {"event-unconfirmed": 1})


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda board: board.board(1, suspended=True), "suspended"),
        (lambda board: board.board(1, line=26.5), "withdrawn"),
        (lambda board: board.books(1, 0.5, 0.5), "price-moved"),
        (lambda board: board.source(BOARD, state="down"), "source-down"),
        (lambda board: board.game(1, status="live"), "event-started"),
        (lambda board: board.game(0, status="cancelled"), "event-ended"),
    ],
)
def test_an_entry_ends_for_the_reason_of_its_pick(board: Board, change: Any, reason: str) -> None:
    board.likely(0, 1)
    (first,) = board.opportunities("entry")
    board.wait(5)
    change(board)
    (ended,) = board.opportunities("entry", "ended")
    assert (ended["id"], ended["reason"], ended["ended_at"]) == (first["id"], reason, "2026-11-25T12:00:05Z")


def test_an_entry_ends_with_the_start_of_its_first_game_by_the_clock(board: Board) -> None:
    board.likely(0, 1)
    board.wait(7300)
    for target in (TARGET, BOARD):
        board.source(target)
    assert [each["reason"] for each in board.opportunities("entry", "ended")] == ["event-started"]


def test_a_likelier_pick_ends_an_entry_and_makes_another(board: Board) -> None:
    board.likely(0, 1, chance=0.6)
    board.game(2)
    board.likely(2)
    assert [each["reason"] for each in board.opportunities("entry", "ended")] == ["price-moved"]
    assert {leg["event_id"] for leg in board.entries()["power", 2]["legs"]} == {GAMES[0], GAMES[2]}


def test_a_game_that_is_forgotten_takes_its_entries_along(board: Board) -> None:
    board.likely(0, 1)
    board.take(Kind.EVENTS, GAMES[1], None)
    assert [each["state"] for each in board.records(AnalyticsKind.OPPORTUNITIES)] == ["ended"]
    board.take(Kind.EVENTS, GAMES[0], None)
    assert board.records(AnalyticsKind.OPPORTUNITIES) == []


@pytest.mark.parametrize(
    ("points", "paid"),
    [((30, 30), 2), ((30, 20), -1), ((30, None), None)],
)
def test_an_entry_that_is_graded_says_what_it_paid(
    board: Board, points: tuple[int | None, ...], paid: float | None
) -> None:
    board.likely(0, 1)
    for number, scored in enumerate(points):
        board.game(number, status="live")
        board.end(number, scored)
    (found,) = board.opportunities("entry", "ended")
    assert (found["reason"], found["paid"]) == ("event-started", paid)


def test_a_correction_of_a_box_score_corrects_what_was_paid(board: Board) -> None:
    board.likely(0, 1)
    for number in (0, 1):
        board.game(number, status="live")
        board.end(number, 30)
    board.end(1, 24)
    assert [each["paid"] for each in board.opportunities("entry", "ended")] == [-1]
    assert board.restored() == []


def test_a_probability_is_moved_between_the_lines_of_the_books_and_proven(board: Board) -> None:
    board.likely(0)
    board.board(1)
    board.ladders(1, at_22=0.75, at_23=0.7, at_26=0.5)
    board.ladders(1, at_22=0.75, at_23=0.71, at_26=0.5)
    ((_, found),) = board.entries().items()
    leg = found["legs"][1]
    middle = 2 / 3 * logit(0.71) + 1 / 3 * logit(0.5)
    assert logit(leg["probability"]) == pytest.approx(middle, abs=1e-6)
    assert [(quote["bookmaker"], quote["line"]) for quote in leg["against"]] == [
        *(("betmgm", 23.5), ("draftkings", 23.5)),
        *(("betmgm", 26.5), ("draftkings", 26.5)),
    ]
    assert len({quote["version"] for quote in leg["against"]}) == 4
    newest = [each for each in board.outputs if b'"kind":"entry"' in (each.value or b"")][-1]
    published, again = recomputed(newest.kind, newest.value or b"", records_of(board), League.NBA, built_in())
    assert again == published


def test_a_line_outside_of_those_of_the_books_is_refused_where_a_table_would_take_it(board: Board) -> None:
    board.likely(0)
    board.ladders(1, at_22=0.75, at_23=0.7)
    board.board(1)
    assert (board.opportunities("entry"), board.refused("entry")) == ([], {"beyond-ladder": 1})
    board.ladders(1, at_22=0.6, at_23=0.5)
    assert board.refused("entry") == {}


def test_entries_are_proven_by_the_quotes_of_their_picks() -> None:
    board = Board(3)
    board.likely(0, 1, 2)
    records = records_of(board)
    entries = [each for each in board.outputs if b'"kind":"entry"' in (each.value or b"")]
    assert len(entries) >= 3
    for output in entries:
        published, again = recomputed(output.kind, output.value or b"", records, League.NBA, built_in())
        assert again == published
    shifted = {source: value.replace(b'"price":1.5', b'"price":1.6') for source, value in records.items()}
    published, again = recomputed(entries[-1].kind, entries[-1].value or b"", shifted, League.NBA, built_in())
    assert again != published


def test_a_restored_state_publishes_an_entry_only_where_it_differs(board: Board) -> None:
    board.likely(0, 1)
    assert board.restored() == []


def test_an_entry_that_is_none_any_longer_ends_when_its_state_is_restored(board: Board) -> None:
    board.likely(0, 1)
    outputs = list(board.outputs)
    board.board(1, suspended=True)
    ended = [each.value for each in board.restored(outputs) if each.kind is AnalyticsKind.OPPORTUNITIES]
    assert [b'"reason":"suspended"' in (value or b"") for value in ended] == [True]
