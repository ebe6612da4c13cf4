"""The arithmetic of a limit: GCRA (ITU-T I.371) in its form of a leaky bucket, in whole numbers, so it never drifts.

A bucket holds `per_minute` times `MINUTE` at most. A cost of one pours `MINUTE` into it; each microsecond drains
`per_minute`. So an empty bucket takes a burst of the whole limit, and after it the limit's share of each second.
`limits.lua` computes the same in Redis.
"""

from typing import NamedTuple

MINUTE = 60_000_000
"""Microseconds."""
MOST_PER_MINUTE = 10_000_000
"""Above it, products would leave the whole numbers of Lua, which end at 2⁵³."""


class Charge(NamedTuple):
    """What a request costs, and whom."""

    bucket: str
    per_minute: int
    cost: int

    @property
    def step(self) -> int:
        """What it pours into the bucket."""
        return self.cost * MINUTE

    @property
    def most(self) -> int:
        """Up to where it may fill the bucket. A cost above the limit is taken by an empty one."""
        return max(self.per_minute * MINUTE, self.step)


class Balance(NamedTuple):
    """What became of a charge."""

    is_admitted: bool
    remaining: int
    """Costs of one that the bucket would still take."""
    wait_us: int
    """Microseconds until one more remains; of a refused charge until it would be admitted."""


class Bucket(NamedTuple):
    """How full a bucket was at a time in microseconds."""

    level: int = 0
    at: int = 0


def drained(bucket: Bucket, per_minute: int, now: int) -> Bucket:
    """Return the bucket as it is now. A clock that was set back drains nothing."""
    return Bucket(max(0, bucket.level - max(0, now - bucket.at) * per_minute), max(now, bucket.at))


def admissible(level: int, charge: Charge) -> int:
    """Return how many of these charges a bucket takes at this level."""
    return max(0, (charge.most - level) // charge.step)


def balance_of(level: int, charge: Charge, *, is_admitted: bool) -> Balance:
    """Return what to say of a charge. The level is the one after it if it is admitted, else the one that refused it."""
    whole = charge.per_minute * MINUTE
    remaining = max(0, (whole - level) // MINUTE)
    excess = level + (remaining + 1) * MINUTE - whole if is_admitted else level + charge.step - charge.most
    return Balance(is_admitted, remaining, max(0, -(-excess // charge.per_minute)))
