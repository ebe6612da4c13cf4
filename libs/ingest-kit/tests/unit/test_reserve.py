"""No call reaches into a quota's reserve, and no replica spends another's part."""

from datetime import UTC, datetime, timedelta

import pytest

from a1_ingest_kit.accounts import Account, Accounts
from a1_ingest_kit.quota import LOOK_AGAIN, Budget, Plan
from a1_schemas.poll import PollRecord
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import PollOutcome

NOW = datetime(2026, 11, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
LEAGUES = ("nba", "nfl", "nhl", "mlb")
AT_ONCE = timedelta(days=1)
"""A period as long as the burst: all that may be spent, may be spent at once."""


def a_budget(*, remaining: int, reserve: int, share: float = 1.0, allotment: int = 1000) -> Budget:
    plan = Plan(allotment=allotment, reserve=reserve, spread=AT_ONCE)
    return Budget(plan, share=share, now=NOW, remaining=remaining)


def test_a_call_is_refused_that_would_reach_into_the_reserve_and_none_that_would_only_reach_it() -> None:
    budget = a_budget(remaining=35, reserve=25)
    assert budget.wait_for(11, NOW) == LOOK_AGAIN
    assert budget.wait_for(10, NOW) is None


def test_the_providers_word_that_others_spent_keeps_the_reserve_though_the_grant_would_allow_more() -> None:
    budget = a_budget(remaining=100, reserve=25)
    budget.update_quota(30)
    assert budget.wait_for(6, NOW) == LOOK_AGAIN
    assert budget.wait_for(5, NOW) is None


def test_a_replica_spends_its_part_and_no_more_though_the_provider_still_has_plenty() -> None:
    budget = a_budget(remaining=125, reserve=25, share=0.25)
    for _ in range(25):
        assert budget.wait_for(1, NOW) is None
        budget.spend(1)
    budget.update_quota(125)
    assert budget.wait_for(1, NOW + 240 * HOUR) == LOOK_AGAIN


def test_a_raised_quota_is_granted_again_in_parts() -> None:
    budget = a_budget(remaining=125, reserve=25, share=0.25)
    budget.spend(25)
    budget.update_quota(425)
    later = NOW + 240 * HOUR
    assert budget.wait_for(101, later) == LOOK_AGAIN
    assert budget.wait_for(100, later) is None


def test_a_new_month_is_granted_again_in_parts() -> None:
    budget = a_budget(remaining=125, reserve=25, share=0.25, allotment=425)
    budget.spend(25)
    december = datetime(2026, 12, 2, tzinfo=UTC)
    assert budget.wait_for(101, december) == LOOK_AGAIN
    assert budget.wait_for(100, december) is None


def accounts_of(*owned: str, records: tuple[PollRecord, ...] = ()) -> Accounts:
    account = Account(plan=Plan(allotment=100, reserve=20, spread=AT_ONCE), leagues=LEAGUES)
    return Accounts({"main": account}, owned=frozenset(owned), records=records, now=NOW)


def spent_at_most(accounts: Accounts) -> int:
    """How many calls of cost 1 an account's budget lets through, one each hour."""
    budget = accounts.budget_of("main")
    assert budget is not None
    spent = 0
    while budget.wait_for(1, NOW + spent * HOUR) is None:
        budget.spend(1)
        spent += 1
    return spent


@pytest.mark.parametrize(
    ("owned", "spent"),
    [((), 0), (("nba",), 20), (("nba", "nfl"), 40), (LEAGUES, 80), (("nba", "epl"), 20), (("epl",), 0)],
)
def test_a_replica_is_granted_the_part_of_an_account_that_its_own_leagues_are_of_it(
    owned: tuple[str, ...], spent: int
) -> None:
    assert spent_at_most(accounts_of(*owned)) == spent


def test_replicas_that_share_an_account_leave_its_reserve_together() -> None:
    replicas = [accounts_of(*owned) for owned in (("nba",), ("nfl", "nhl"), ("mlb",))]
    assert sum(map(spent_at_most, replicas)) == 80


def a_poll(remaining: int | None, at: datetime, league: str = "nba") -> PollRecord:
    return PollRecord(
        provider=Provider.ODDS,
        feed="odds",
        league=league,
        target=f"odds/odds/{league}",
        outcome=PollOutcome.NEW,
        valid_until=at + HOUR,
        fetched_at=at,
        quota_remaining=remaining,
    )


@pytest.mark.parametrize(
    ("records", "remaining"),
    [
        ((), 100),
        ((a_poll(70, NOW), a_poll(60, NOW + HOUR)), 60),
        ((a_poll(60, NOW + HOUR), a_poll(70, NOW)), 60),
        ((a_poll(70, NOW), a_poll(None, NOW + HOUR)), 70),
        ((a_poll(5, NOW - HOUR),), 100),
        ((a_poll(5, NOW, league="epl"),), 100),
    ],
    ids=["none", "in order", "out of order", "silent", "last month's", "another account's"],
)
def test_what_remains_is_the_newest_word_of_this_month_and_this_account(
    records: tuple[PollRecord, ...], remaining: int
) -> None:
    accounts = accounts_of(*LEAGUES, records=records)
    assert accounts.remaining("main") == remaining
    assert accounts.by_name == {"main": remaining}


def test_a_free_call_has_no_budget() -> None:
    assert accounts_of("nba").budget_of(None) is None
    assert accounts_of("nba").remaining(None) is None
