"""Movements, from a database of the past."""

from collections.abc import AsyncGenerator

import asyncpg
import pytest
from tests.mcp.stack import REQUIRED, stack

from a1_gateway.history.database import History, open_history
from a1_historian.migrating import migrate
from a1_service_kit.settings import PostgresSettings
from a1_testkit.canonical import event_id

GAME = event_id(1)
_FILL = f"""
insert into events (event_id, league, sport, version, changed_at, status, start_time, home, away, first_status,
    first_seen_at, start_version)
values ('{GAME}', 'nba', 'basketball', 1, '2026-11-20', 'scheduled', '2026-11-25 20:00Z', 'H', 'A', 'scheduled',
    '2026-11-01', 9);

insert into quotes (event_id, series, league, provider, feed, target, bookmaker, market, period, scope, selection,
    version, changed_at, observed_at, price, american, suspended, open_price, open_observed_at, open_changed_at, high,
    low, changes)
select '{GAME}', bookmaker || '|' || selection, 'nba', 'odds', 'odds', 't', bookmaker, 'moneyline', 'game',
    'including-overtime', selection, 4, '2026-11-25 18:59Z', '2026-11-25 18:59Z', 1.91, -110, false, 2.1,
    '2026-11-24 12:00Z', '2026-11-24 12:00Z', 2.2, 1.9, 4
from unnest('{{draftkings,fanduel}}'::text[]) bookmaker, unnest('{{home,away}}'::text[]) selection;
"""


@pytest.fixture
async def history(postgres_url: str) -> AsyncGenerator[History]:
    async with asyncpg.create_pool(postgres_url, min_size=0) as pool:
        await migrate(pool)
        async with pool.acquire() as connection:
            await connection.execute(_FILL)
    async with open_history(PostgresSettings.model_validate({"url": postgres_url})) as opened:
        yield opened


async def test_movements_have_opening_extremes_and_the_freshness_of_now(history: History):
    async with stack(history=history) as served:
        asked = {"event_id": GAME, "market": ["moneyline"], "bookmaker": ["draftkings"]}
        first = await served.answer("movements", **asked, limit=1)
        second = await served.answer("movements", **asked, limit=1, cursor=first["next_page"])
        unknown = await served.refusal("movements", event_id=event_id(7))
    [away], [home] = first["data"], second["data"]
    assert [(row["bookmaker"], row["selection"]) for row in (away, home)] == [
        ("draftkings", "away"),
        ("draftkings", "home"),
    ]
    assert [home["open"]["price"], home["last"]["price"], home["high"], home["low"]] == [2.1, 1.91, 2.2, 1.9]
    assert (home["changes"], home["close"]) == (4, None)
    assert second["next_page"] is None
    assert (first["freshness"], first["age_s"]) == ("fresh", 5.0)
    assert first["cursor"] == served.cursor
    assert unknown["reason"] == "unknown-game"


async def test_movements_need_both_of_their_scopes(history: History):
    async with stack(REQUIRED, history=history) as served:
        refused = [
            await served.holding(scope).refusal("movements", event_id=GAME) for scope in ("read:history", "read:games")
        ]
        found = await served.holding("read:history", "read:games").answer("movements", event_id=GAME)
    assert [each["reason"] for each in refused] == ["forbidden", "forbidden"]
    assert len(found["data"]) == 4
