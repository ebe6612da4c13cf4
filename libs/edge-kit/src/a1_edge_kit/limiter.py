"""Charges requests against limits that are exact over all processes: one bucket for each client, in Redis.

Requests that ask while a call is under way share the next one, so a busy process makes far fewer calls than it gets
requests. A bucket that refused is not asked again before it could admit, which can only refuse what Redis would
refuse. While Redis is away, each process admits its share of the limit, and no request waits to see whether it is back:
that is looked at beside the requests, also where none comes, so that health and metrics are not those of the last one.
"""

import asyncio
from pathlib import Path

import redis.asyncio as redis_asyncio
from redis.exceptions import RedisError

from a1_edge_kit.buckets import Balance, Bucket, Charge, admissible, balance_of, drained
from a1_edge_kit.limit_metrics import LimitMetrics
from a1_schemas import keys
from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger
from a1_service_kit.redis import explain

_SCRIPT = Path(__file__).with_name("limits.lua").read_text()
_WITHIN_S = 1.0
"""How long a request may wait for its charge."""
_AGAIN_AFTER_S = 2.0
"""How often it is seen whether Redis is back."""
_MOST_REMEMBERED = 10_000
_Waiting = dict[Charge, list["asyncio.Future[Balance]"]]


class Limiter:
    """Charges requests. `workers` is the number of processes that share a limit while Redis is away."""

    def __init__(self, redis: redis_asyncio.Redis, clock: Clock, metrics: LimitMetrics, workers: int = 1) -> None:
        self._redis = redis
        self._script = redis.register_script(_SCRIPT)
        self._clock = clock
        self._metrics = metrics
        self.workers = workers
        self._waiting: _Waiting = {}
        self._calling: asyncio.Task[None] | None = None
        self._refused: dict[Charge, tuple[float, Balance]] = {}
        self._shares: dict[str, Bucket] = {}
        self._away: str | None = None
        self._looking: asyncio.Task[None] | None = None
        self._logger = get_logger("a1.limits")

    @property
    def away(self) -> str | None:
        """Why Redis does not answer and each process admits its share; None while limits are exact."""
        return self._away

    async def charge(self, charge: Charge) -> Balance:
        """Charge a request. Waits a second for Redis at most, and not at all while it is known to be away."""
        refused = self._refused_before(charge)
        if refused is not None:
            return refused
        if self._away is not None:
            return self._charge_share(charge)
        future: asyncio.Future[Balance] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(charge, []).append(future)
        if self._calling is None or self._calling.done():
            self._calling = asyncio.create_task(self._call())
        return await future

    async def _until_back(self) -> None:
        while self._away is not None:
            await self._clock.sleep(_AGAIN_AFTER_S)
            try:
                async with asyncio.timeout(_WITHIN_S):
                    await self._redis.ping()
            except Exception as error:  # noqa: BLE001  nothing else sees that Redis is back
                self._note(explain(error))
            else:
                self._note(None)

    async def _call(self) -> None:
        """Charge in Redis what waits, until nothing does."""
        while self._waiting:
            batch, self._waiting = self._waiting, {}
            sent_at = self._clock.monotonic()
            try:
                async with asyncio.timeout(_WITHIN_S):
                    answer = await self._script(
                        keys=[keys.limit(charge.bucket) for charge in batch],
                        args=[each for charge, asking in batch.items() for each in _arguments(charge, len(asking))],
                    )
                self._settle(batch, answer, sent_at)
                self._note(None)
            except (RedisError, OSError, TimeoutError) as error:
                self._note(explain(error))
                asked_since, self._waiting = self._waiting, {}
                for charge, asking in (*batch.items(), *asked_since.items()):
                    for future in asking:
                        _answer(future, self._charge_share(charge))
            except BaseException as error:
                for asking in batch.values():
                    for future in asking:
                        if not future.done():
                            future.set_exception(error if isinstance(error, Exception) else asyncio.CancelledError())
                raise

    def _settle(self, batch: _Waiting, answer: list[int], sent_at: float) -> None:
        """Give each request its balance, in the order in which they asked."""
        for place, (charge, asking) in enumerate(batch.items()):
            level, admitted = answer[2 * place], answer[2 * place + 1]
            for number, future in enumerate(asking, 1):
                if number <= admitted:
                    _answer(future, balance_of(level + number * charge.step, charge, is_admitted=True))
                else:
                    refused = balance_of(level + admitted * charge.step, charge, is_admitted=False)
                    self._remember(charge, refused, sent_at)
                    _answer(future, refused)

    def _remember(self, charge: Charge, refused: Balance, sent_at: float) -> None:
        """Remember until when the bucket refuses. Its time was not before the call was sent."""
        if len(self._refused) >= _MOST_REMEMBERED:
            self._refused.clear()
        self._refused[charge] = (sent_at + refused.wait_us / 1e6, refused)

    def _refused_before(self, charge: Charge) -> Balance | None:
        known = self._refused.get(charge)
        if known is None:
            return None
        left = known[0] - self._clock.monotonic()
        if left > 0:
            return known[1]._replace(wait_us=round(left * 1e6))
        del self._refused[charge]
        return None

    def _charge_share(self, charge: Charge) -> Balance:
        """Charge a request against this process's share: each cost weighs as often as there are processes."""
        weighed = charge._replace(cost=charge.cost * self.workers)
        now = int(self._clock.monotonic() * 1e6)
        if len(self._shares) >= _MOST_REMEMBERED:
            self._shares.clear()
        bucket = drained(self._shares.get(charge.bucket, Bucket()), charge.per_minute, now)
        is_admitted = admissible(bucket.level, weighed) > 0
        level = bucket.level + weighed.step * is_admitted
        self._shares[charge.bucket] = Bucket(level, bucket.at)
        balance = balance_of(level, weighed, is_admitted=is_admitted)
        return balance._replace(remaining=balance.remaining // self.workers)

    def _note(self, away: str | None) -> None:
        """Note whether Redis answered a call."""
        self._metrics.note_call(is_answered=away is None)
        if away is not None and self._away is None:
            self._logger.warning("limits.shared", error=away, workers=self.workers)
        elif away is None and self._away is not None:
            self._logger.info("limits.exact")
        self._away = away
        if away is not None and (self._looking is None or self._looking.done()):
            self._looking = asyncio.create_task(self._until_back())


def _arguments(charge: Charge, count: int) -> tuple[int, int, int]:
    return charge.per_minute, charge.step, count


def _answer(future: "asyncio.Future[Balance]", balance: Balance) -> None:
    if not future.done():
        future.set_result(balance)
