"""Asks ESPN for boards of past days: one request at a time, at a steady pace, waiting as long as ESPN says."""

import random
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import NamedTuple

from a1_cli.history.settings import BackfillSettings
from a1_ingest_kit.envelope import new_request_id, raw_headers
from a1_ingest_kit.http import Failed, Fetched, Http, open_http
from a1_ingest_kit.pace import Pace
from a1_ingest_kit.requests import Request, Target, every
from a1_ingest_kit.waiting import backoff
from a1_schemas.espn_boards import board_address
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.targets import target_of
from a1_schemas.vocabulary import PollReason
from a1_service_kit.clock import Clock

_PASSES = frozenset(
    {
        *(PollReason.TIMEOUT, PollReason.CONNECTION, PollReason.SERVER_ERROR, PollReason.RATE_LIMITED),
        *(PollReason.NOT_JSON, PollReason.TRUNCATED, PollReason.CIRCUIT_OPEN),
    }
)
"""Failures after which the same request is sent again."""
_FIRST_WAIT = timedelta(seconds=2)
_LONGEST_WAIT = timedelta(minutes=2)
_FEED = "scoreboard"


class BoardRefusedError(RuntimeError):
    """ESPN gave no board. The message says why, and what to do."""


class Board(NamedTuple):
    """The body of a board, and what is known of the request."""

    body: bytes
    headers: RawHeaders


class Boards:
    """The boards of past days."""

    def __init__(self, http: Http, settings: BackfillSettings, clock: Clock, rng: random.Random) -> None:
        self._http = http
        self._settings = settings
        self._clock = clock
        self._rng = rng

    async def read(self, league: League, day: date) -> Board:
        """Return the board of a day. Blocks for as long as ESPN fails and patience lasts.

        Raises BoardRefusedError.
        """
        request = self._request(league, day)
        until = self._clock.monotonic() + self._settings.patience_s
        failures = 0
        while True:
            result, sent_at = await self._http.fetch(request, {})
            if isinstance(result, Fetched):
                headers = raw_headers(
                    Provider.ESPN,
                    request,
                    request.targets[0],
                    url=self._http.url_of(request),
                    fetched=result,
                    fetched_at=sent_at,
                    sequence=0,
                    request_id=new_request_id(self._rng),
                )
                return Board(result.body, headers)
            failures += 1
            wait = backoff(_FIRST_WAIT, failures, _LONGEST_WAIT, self._rng)
            if isinstance(result, Failed):
                wait = max(wait, result.wait or timedelta())
                if result.reason not in _PASSES:
                    raise BoardRefusedError(f"ESPN refuses the board of {day}: {_said(result)}")
                if self._clock.monotonic() + wait.total_seconds() > until:
                    raise BoardRefusedError(f"no board of {day}: {_said(result)}, wait {wait.total_seconds():.0f} s")
            await self._clock.sleep(wait.total_seconds())

    def _request(self, league: League, day: date) -> Request:
        path, params = board_address(league, day)
        target = Target(league, target_of(Provider.ESPN, _FEED, league, *params.values()))
        return Request(
            feed=_FEED,
            targets=(target,),
            path=path,
            params=params,
            cadence=every(timedelta(seconds=self._settings.every_s)),
        )


@asynccontextmanager
async def open_boards(
    base_url: str, settings: BackfillSettings, clock: Clock, rng: random.Random
) -> AsyncGenerator[Boards]:
    """Open a client of ESPN that sends one request at a time, closed with the context."""
    pace = Pace(settings.every_s, clock)

    async def permit(_request: Request) -> None:
        await pace.wait()

    headers = {"user-agent": settings.user_agent}
    async with open_http(base_url, answer_within=settings.answer_within, headers=headers) as client:
        http = Http(
            client,
            (),
            permit=permit,
            update_quota=lambda _request, _headers: None,
            note_answer=lambda _request, _seconds: None,
            show_circuit=lambda _is_open: None,
            answer_within=settings.answer_within,
            clock=clock,
            rng=rng,
        )
        yield Boards(http, settings, clock, rng)


def _said(failed: Failed) -> str:
    return f"{failed.reason} ({failed.detail})" if failed.detail else str(failed.reason)
