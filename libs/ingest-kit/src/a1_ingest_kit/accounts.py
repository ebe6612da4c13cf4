"""Accounts of a provider: each has a quota and the leagues that share it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from a1_ingest_kit.quota import Budget, Plan
from a1_schemas.poll import PollRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A quota plan and the leagues it serves.

    A replica may spend the share of the plan that its owned leagues are of all of these.
    """

    plan: Plan
    leagues: tuple[str, ...]


class Accounts:
    """The budgets of one lease."""

    def __init__(
        self,
        accounts: Mapping[str, Account],
        *,
        owned: frozenset[str],
        records: Iterable[PollRecord],
        now: datetime,
    ) -> None:
        newest = sorted(records, key=lambda each: each.fetched_at)
        self._budgets = {
            name: Budget(
                account.plan,
                share=len(owned.intersection(account.leagues)) / len(account.leagues),
                now=now,
                remaining=_last_word(account, newest, now),
            )
            for name, account in accounts.items()
        }

    def budget_of(self, account: str | None) -> Budget | None:
        """Return the budget that pays for a request, or None if calls are free."""
        return None if account is None else self._budgets[account]

    def remaining(self, account: str | None) -> int | None:
        """Return the remaining quota for the poll record, or None if calls are free."""
        budget = self.budget_of(account)
        return None if budget is None else budget.remaining

    @property
    def by_name(self) -> dict[str, int]:
        """The remaining quota of each account, for the heartbeat."""
        return {name: budget.remaining for name, budget in self._budgets.items()}


def _last_word(account: Account, newest: list[PollRecord], now: datetime) -> int | None:
    """Return the remaining quota in the newest poll record of this month, or None."""
    left = None
    for record in newest:
        same_month = (record.fetched_at.year, record.fetched_at.month) == (now.year, now.month)
        if record.quota_remaining is not None and record.league in account.leagues and same_month:
            left = record.quota_remaining
    return left
