"""The status of a target, as its polls and bodies imply it."""

from datetime import timedelta
from itertools import pairwise

from a1_resolving.pipeline import normalize
from a1_resolving.raw_record import RawRecord
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Kind, PollOutcome, PollReason, SourceReason, SourceState

TARGET = "odds/feed/nba"


class Polls:
    def __init__(self, league) -> None:
        self.league = league
        self._offset = -1

    def poll(self, outcome: PollOutcome, seconds: float, reason: PollReason | None = None):
        at = self.league.noon + timedelta(seconds=seconds)
        record = PollRecord(
            provider=Provider.ODDS,
            feed="feed",
            league="nba",
            target=TARGET,
            outcome=outcome,
            reason=reason,
            valid_until=at + timedelta(seconds=35),
            fetched_at=at,
        )
        self._offset += 1
        value = record.model_dump_json().encode()
        found = normalize(RawRecord("polls.odds", 0, self._offset, TARGET.encode(), value, ()), self.league.state)
        self.league.state.apply(found)
        self.league.log += [(change.kind, change.key, change.value, dict(change.causes)) for change in found.changes]
        return found

    @property
    def status(self):
        return self.league.newest(Kind.SOURCES, TARGET)


def test_one_failure_delays_three_are_down_and_one_success_recovers(league) -> None:
    polls = Polls(league)
    polls.poll(PollOutcome.NEW, 0)
    seen = [polls.status.state]
    for second in (10, 20, 30):
        polls.poll(PollOutcome.ERROR, second, PollReason.TIMEOUT)
        seen.append(polls.status.state)
    polls.poll(PollOutcome.UNCHANGED, 40)
    seen.append(polls.status.state)
    polls.poll(PollOutcome.UNCHANGED, 50)
    seen.append(polls.status.state)
    up, delayed, down, recovering = SourceState
    assert seen == [up, delayed, delayed, down, recovering, up]


def test_a_rejection_that_asking_again_cannot_change_is_down_at_once(league) -> None:
    polls = Polls(league)
    polls.poll(PollOutcome.NEW, 0)
    polls.poll(PollOutcome.ERROR, 10, PollReason.INVALID_KEY)
    assert (polls.status.state, polls.status.reason) == (SourceState.DOWN, SourceReason.INVALID_KEY)


def test_a_disabled_provider_is_down_and_says_so(league) -> None:
    polls = Polls(league)
    polls.poll(PollOutcome.DISABLED, 0, PollReason.NO_KEY)
    assert (polls.status.state, polls.status.reason) == (SourceState.DOWN, SourceReason.NO_KEY)


def test_a_quiet_target_is_written_anew_at_least_three_times_within_its_validity(league) -> None:
    polls = Polls(league)
    written = [second for second in range(0, 105, 2) if polls.poll(PollOutcome.UNCHANGED, second).changes]
    assert max(later - earlier for earlier, later in pairwise(written)) <= 35 / 3


def test_last_seen_is_the_newest_poll_that_proved_content(league, contest) -> None:
    polls = Polls(league)
    league.see(Provider.ODDS, contest("x"), at=league.noon)
    polls.poll(PollOutcome.UNCHANGED, 30)
    polls.poll(PollOutcome.ERROR, 40, PollReason.TIMEOUT)
    assert polls.status.last_success_at == league.noon + timedelta(seconds=30)
    assert polls.status.last_content_at == league.noon


def test_polls_read_before_their_bodies_make_no_body_late(league, contest) -> None:
    polls = Polls(league)
    for second in (0, 10, 20):
        polls.poll(PollOutcome.UNCHANGED, second)
    outcome = league.see(Provider.ODDS, contest("x"), at=league.noon)
    assert not outcome.is_late
    assert len(league.events()) == 1


def test_a_poll_record_that_cannot_be_read_is_counted(league) -> None:
    found = normalize(RawRecord("polls.odds", 0, 0, b"t", b"{", ()), league.state)
    assert found.rejects.total() == 1
    assert found.changes == ()
