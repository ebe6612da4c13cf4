"""What a record changes: pure, so the same records give the same values.

There is no clock: the present is the newest time of the league's records, so what falls due does so with the next one.
The quotes of one body arrive one by one, and old ones beside new ones look like a crossing. So they wait for the status
that is published after them, and so do the scorecards that a body's results change. Another configuration waits until
no quotes do: no number follows from two of them.
"""

from collections.abc import Collection, Iterable, Iterator

from a1_analysis.absorbing import EVENTS, INPUT_TOPICS, QUOTES, SOURCES, absorb
from a1_analysis.evaluating import evaluate_bet, evaluate_board
from a1_analysis.league_values import LeagueValues
from a1_analysis.markets import Bet, Board, place_of_entries
from a1_analysis.outputs import LogRecord, Output, Trigger
from a1_analysis.paid import paid_by
from a1_analysis.winners import is_of_winner
from a1_schemas.topics import ANALYTICS_CONFIG
from a1_schemas.vocabulary import MarketKey


def decide(state: LeagueValues, record: LogRecord) -> list[Output]:
    """Take up a record; returns what it changes, in the order in which it must be published.

    A record below the state's position was taken up before and changes nothing. Raises ValueError for one that is not
    the message of its topic; the position is then behind it.
    """
    if record.offset < state.positions.get(record.topic, 0):
        return []
    touched = take_up(state, record)
    if record.topic in QUOTES:
        state.waiting.update(dict.fromkeys(touched, state.record_at))
        touched = ()
    causes = {record.topic: record.offset}
    vouched = state.take_vouched()
    if vouched:
        causes |= {topic: state.positions[topic] - 1 for topic in QUOTES if state.positions.get(topic)}
    is_reconfigured = state.take_configuration()
    if is_reconfigured:
        causes[ANALYTICS_CONFIG] = state.positions[ANALYTICS_CONFIG] - 1
    trigger = Trigger(causes, state.now)
    outputs: list[Output] = []
    if record.topic == EVENTS and record.value is None:
        outputs += [*state.ledger.forget(record.key, trigger), *state.grades.forget(record.key, trigger)]
        outputs += state.predictions.forget(record.key, trigger)
        state.entries.forget(record.key)
    bets = dict.fromkeys([*touched, *vouched, *(state.book.bets() if is_reconfigured else ()), *_due(state)])
    outputs += _settled(state, bets, trigger, is_new=True)
    if is_reconfigured:
        outputs += _paid(state, state.games, trigger)
    if record.topic == SOURCES and EVENTS in state.positions:
        judged = Trigger({**causes, EVENTS: state.positions[EVENTS] - 1}, state.now)
        outputs += state.predictions.scorecards(state.fair_of_winner, judged)
    return outputs


def take_up(state: LeagueValues, record: LogRecord) -> Iterable[Bet]:
    """Take up a record without deciding anything. Returns the bets that it touches. Raises ValueError."""
    state.positions[record.topic] = record.offset + 1
    return absorb(state, record)


def settle(state: LeagueValues) -> list[Output]:
    """Decide all bets of a state that was restored; returns where they differ from what was published.

    What was refused before is not counted again.
    """
    causes = {topic: state.positions[topic] - 1 for topic in INPUT_TOPICS if state.positions.get(topic)}
    trigger = Trigger(causes, state.now)
    open_places = list(state.ledger.places())
    bets = dict.fromkeys([*state.book.bets(), *(place for place in open_places if isinstance(place, Bet))])
    boards = [place for place in open_places if not isinstance(place, Bet)]
    for board in boards:
        if board == place_of_entries(board.event_id):
            state.entries.touch(board.event_id)
    boards = [board for board in boards if board != place_of_entries(board.event_id)]
    state.waiting.clear()
    _due(state)
    outputs = [*_settled(state, bets, trigger, is_new=False, boards=boards), *_paid(state, state.games, trigger)]
    return [*outputs, *state.predictions.scorecards(state.fair_of_winner, trigger)]


def _due(state: LeagueValues) -> Iterator[Bet]:
    yield from state.take_due()
    for target in state.sources.expire(state.now):
        yield from state.book.bets_of_target(target)


def _settled(
    state: LeagueValues, bets: Iterable[Bet], trigger: Trigger, *, is_new: bool, boards: Iterable[Board] = ()
) -> list[Output]:
    outputs: list[Output] = []
    ledger = state.ledger
    touched = dict.fromkeys(boards)
    for bet in sorted(bets, key=_order):
        game = state.games.get(bet.board.event_id)
        if game is None:
            continue
        touched[bet.board] = None
        if bet.board.market == MarketKey.MONEYLINE_3_WAY:
            touched[bet.board._replace(market=str(MarketKey.MONEYLINE))] = None
        found = evaluate_bet(state, bet, game)
        outputs += ledger.settle_bet(bet, found, game, state.assessed_of, trigger, is_new=is_new)
        if is_of_winner(state.league, bet):
            state.predictions.touch_fair(bet.board.event_id)
    for board in touched:
        game = state.games.get(board.event_id)
        if game is not None:
            found = evaluate_board(state, board, game)
            state.entries.note(board, found.picks)
            outputs += ledger.settle(board, found, game, state.assessed_of, trigger, is_new=is_new)
    outputs += _entries(state, trigger, is_new=is_new)
    predicted = state.predictions.outputs(state.games, state.fair_of_winner, state.positions, trigger)
    graded = list(state.grades.outputs(trigger))
    paid = _paid(state, {output.key.partition("|")[0] for output in graded}, trigger)
    return [*outputs, *predicted, *graded, *paid, *ledger.refusals.outputs(trigger)]


def _entries(state: LeagueValues, trigger: Trigger, *, is_new: bool) -> Iterator[Output]:
    evaluated = state.entries.evaluate(state.ledger.names, state.configuration)
    for event_id in sorted(evaluated):
        game = state.games.get(event_id)
        if game is not None:
            place, found = place_of_entries(event_id), evaluated[event_id]
            yield from state.ledger.settle(place, found, game, state.assessed_of, trigger, is_new=is_new)


def _paid(state: LeagueValues, event_ids: Collection[str], trigger: Trigger) -> Iterator[Output]:
    if event_ids:
        yield from state.ledger.pay(
            event_ids, lambda message: paid_by(message, state.grades, state.configuration), trigger
        )


def _order(bet: Bet) -> tuple[str, ...]:
    return bet.words
