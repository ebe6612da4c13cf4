"""The routes of the past, over a real database."""

import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import asyncpg
import httpx
import pytest
from prometheus_client import CollectorRegistry

from a1_gateway.app import Build, create_app
from a1_gateway.closing_prices import Close, TakenSide
from a1_gateway.history import movements, past
from a1_gateway.history.closes import SealedCloses
from a1_gateway.history.database import History, open_history
from a1_gateway.history.shapes import Movements, PastPrices, PastProps, PastResults
from a1_gateway.settings import Settings
from a1_gateway.snapshot.views import Views
from a1_historian.migrating import migrate
from a1_historian.partitions import Month, create_partitions
from a1_schemas.vocabulary import MarketKey, Period, Selection, SettlementScope
from a1_service_kit.settings import PostgresSettings
from a1_testkit.brokers import free_port, unreachable_redis
from a1_testkit.clocks import ManualClock

EVENT = "evt_nba_1"
MONTHS = [Month(2026, 10), Month(2026, 11)]
_FILL = """
insert into events (event_id, league, sport, version, changed_at, status, start_time, home, away, first_status,
    first_seen_at, started_at, start_observed, start_version, sealed_at)
select 'evt_nba_' || n, 'nba', 'basketball', 1, '2026-11-20', 'live', '2026-11-20 19:00Z', 'H', 'A', 'scheduled',
    '2026-11-01', '2026-11-20 19:04Z', 'live-status', 9, '2026-11-20 19:05Z' from generate_series(1, 200) n;

insert into price_changes (changed_at, log_partition, log_offset, ordinal, event_id, series, league, provider, feed,
    target, bookmaker, market, period, scope, selection, version, observed_at, price, american, suspended, source_state)
select timestamptz '2026-10-20' + n * interval '1 minute', 0, n, 0, 'evt_nba_' || (n % 200 + 1), 'odds|odds|book' ||
    (n % 5) || '|moneyline|game|including-overtime|home|', 'nba', 'odds', 'odds', 't', 'book' || (n % 5), 'moneyline',
    'game', 'including-overtime', 'home', n, timestamptz '2026-10-20' + n * interval '1 minute',
    1.5 + (n % 100) / 100.0, 110, false, 'up' from generate_series(0, 39999) n;

insert into quotes (event_id, series, league, provider, feed, target, bookmaker, market, period, scope, selection,
    version, changed_at, observed_at, price, american, suspended, open_price, open_observed_at, open_changed_at, high,
    low, changes)
select event_id, series, league, provider, feed, target, bookmaker, market, period, scope, selection, max(version),
    max(changed_at), max(observed_at), (array_agg(price order by version desc))[1], 110, false,
    (array_agg(price order by version))[1], min(observed_at), min(changed_at), max(price), min(price), count(*)
from price_changes group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11;

insert into prop_changes (changed_at, log_partition, log_offset, ordinal, event_id, series, league, provider, feed,
    target, bookmaker, player_id, player, stat_type, period, line_type, side, version, price, suspended)
select timestamptz '2026-10-20' + n * interval '1 minute', 0, n, 0, 'evt_nba_' || (n % 200 + 1), 's', 'nba', 'odds',
    'odds', 't', 'book', 'ply_1', 'Ann', 'points', 'game', 'standard', 'over', n, 1.9, false
from generate_series(0, 39999) n;

insert into closes (event_id, series, league, provider, feed, bookmaker, market, period, scope, selection, price,
    evidence)
select event_id, series, league, provider, feed, bookmaker, market, period, scope, selection, 1.77,
    '{"observed_at": "2026-11-20T19:03:00Z", "fetched_at": "2026-11-20T19:03:01Z"}' from quotes;
insert into closes (event_id, series, league, provider, feed, bookmaker, market, period, scope, selection, price,
    evidence)
values ('evt_nba_1', 'away', 'nba', 'odds', 'odds', 'book0', 'moneyline', 'game', 'including-overtime', 'away', 2.2,
    '{}');

insert into steam_moves values ('evt_nba_1', 'moneyline', 'game', 'including-overtime', 'home', 'price-down',
    '2026-11-20 18:00Z', '2026-11-20 18:01Z', '{book0,book1,book2}');

insert into results (league, played_on, home, away, home_score, away_score, source)
select 'nba', date '1970-01-01' + n, 'H', 'A', 100, 99, 'nba.csv' from generate_series(1, 20000) n;
insert into results (league, played_on, home, away, event_id, home_score, away_score, source)
values ('nba', '2026-11-20', 'H1', 'A1', 'evt_nba_1', 101, 99, 'log');
analyze;
"""


@pytest.fixture
async def history(postgres_url: str) -> AsyncGenerator[History]:
    async with asyncpg.create_pool(postgres_url, min_size=0) as pool:
        await migrate(pool)
        async with pool.acquire() as connection:
            for table in ("price_changes", "prop_changes"):
                await create_partitions(connection, table, MONTHS)
            await connection.execute(_FILL)
    async with open_history(PostgresSettings.model_validate({"url": postgres_url})) as opened:
        yield opened


Get = Callable[..., Awaitable[httpx.Response]]


def client_of(history: History) -> httpx.AsyncClient:
    build = Build(version="1", commit="a", started_at=datetime(2026, 11, 25, tzinfo=UTC))
    unused = unreachable_redis()
    app = create_app(Settings(), Views(), unused, ManualClock(), CollectorRegistry(), build, history)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway")


@pytest.fixture
async def http(history: History) -> AsyncGenerator[httpx.AsyncClient]:
    async with client_of(history) as client:
        yield client


async def test_a_movement_has_opening_extremes_close_and_steam(http: httpx.AsyncClient):
    answer = await http.get(f"/api/v1/movements/{EVENT}", params={"bookmaker": "book0"})
    page = Movements.model_validate(answer.json())
    [row] = page.data
    assert (row.open.price, row.close and row.close.price) == (1.5, 1.77)
    assert (row.low, row.high) == (1.5, 1.5)
    assert (row.changes, row.quotes) == (200, None)
    assert [move.direction for move in row.steam] == ["price-down"]
    assert row.started_at == datetime(2026, 11, 20, 19, 4, tzinfo=UTC)


async def test_the_list_of_changes_comes_where_it_is_asked_for(http: httpx.AsyncClient):
    answer = await http.get(f"/api/v1/movements/{EVENT}", params={"include": "changes"})
    for row in Movements.model_validate(answer.json()).data:
        assert row.quotes is not None
        assert len(row.quotes) == row.changes
        assert [each.changed_at for each in row.quotes] == sorted(each.changed_at for each in row.quotes)


async def test_pages_of_movements_follow_their_cursor(http: httpx.AsyncClient):
    whole = (await http.get(f"/api/v1/movements/{EVENT}")).json()["data"]
    assert await pages(http, f"/api/v1/movements/{EVENT}", limit=1) == whole


async def pages(http: httpx.AsyncClient, path: str, **parameters: Any) -> list[Any]:
    found, cursor = [], None
    while True:
        answer = await http.get(path, params=parameters | ({"cursor": cursor} if cursor else {}))
        assert answer.status_code == 200, answer.text
        found += answer.json()["data"]
        cursor = answer.json()["meta"]["next_cursor"]
        if cursor is None:
            return found


@pytest.mark.parametrize("path", ["odds", "props"])
async def test_pages_of_changes_have_each_once_in_order(http: httpx.AsyncClient, path: str):
    found = await pages(http, f"/api/v1/history/{path}", event_id=EVENT, limit=30)
    versions = [row["version"] for row in found]
    assert versions == sorted(set(versions))
    assert len(versions) == 200
    (PastPrices if path == "odds" else PastProps).model_validate({"data": found, "meta": {"next_cursor": None}})


async def test_a_range_is_of_the_time_of_the_fetch(http: httpx.AsyncClient):
    times = {"from": "2026-10-20T01:00:00Z", "to": "2026-10-20T01:02:00Z"}
    answer = await http.get("/api/v1/history/odds", params={"league": "nba", **times})
    assert [row["changed_at"] for row in answer.json()["data"]] == [f"2026-10-20T01:0{n}:00Z" for n in range(3)]


async def test_results_are_listed_by_day_or_game(http: httpx.AsyncClient):
    answer = await http.get("/api/v1/history/results", params={"league": "nba", "from": "2024-10-01T12:00:00Z"})
    page = PastResults.model_validate(answer.json())
    assert [row.played_on.isoformat() for row in page.data][-1] == "2026-11-20"
    one = await http.get("/api/v1/history/results", params={"event_id": EVENT})
    assert [row["home_score"] for row in one.json()["data"]] == [101]
    assert len(await pages(http, "/api/v1/history/results", league="nba", limit=500)) == 20_001


@pytest.mark.parametrize(
    ("path", "parameters", "status", "parameter"),
    [
        ("movements/evt_nba_0", {}, 404, None),
        (f"movements/{EVENT}", {"market": "h2h"}, 422, "market"),
        (f"movements/{EVENT}", {"since": "2026-10-20T01:00:00Z"}, 422, "since"),
        ("history/odds", {}, 422, "league"),
        ("history/odds", {"league": "nba", "from": "yesterday"}, 422, "from"),
        ("history/odds", {"league": "nba", "limit": "501"}, 422, "limit"),
        ("history/props", {"league": "nba", "cursor": "WyJ4Il0"}, 422, "cursor"),
        ("history/results", {"league": "nhk"}, 422, "league"),
    ],
)
async def test_what_cannot_be_asked_is_named(
    http: httpx.AsyncClient, path: str, parameters: dict[str, str], status: int, parameter: str | None
):
    answer = await http.get(f"/api/v1/{path}", params=parameters)
    assert (answer.status_code, answer.json().get("parameter")) == (status, parameter)


@pytest.mark.parametrize(
    "path",
    [
        "movements/%00",
        f"movements/{EVENT}?bookmaker=%00",
        "history/odds?event_id=%00",
        "history/results?league=nba&from=0001-01-01T00:00:00%2B14:00",
    ],
)
async def test_a_value_that_the_database_cannot_hold_is_a_bad_parameter(http: httpx.AsyncClient, path: str):
    answer = await http.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:a1betting:problem:bad-parameter")


async def test_without_its_database_only_the_past_is_unavailable(postgres_url: str):
    gone = PostgresSettings.model_validate({"url": f"postgresql://postgres@127.0.0.1:{free_port()}/postgres"})
    empty = PostgresSettings.model_validate({"url": postgres_url})
    for settings, state in ((PostgresSettings(), "off"), (gone, "down"), (empty, "up")):
        async with open_history(settings) as history, client_of(history) as http:
            for path in (
                f"movements/{EVENT}",
                *(f"history/{name}?league=nba" for name in ("odds", "props", "results")),
            ):
                answer = await http.get(f"/api/v1/{path}")
                assert answer.status_code == 503
                assert answer.json()["type"] == "urn:a1betting:problem:history-unavailable"
            health = (await http.get("/health/detailed")).json()["history"]
            assert (health["state"], health["affects"]) == (state, "Only the routes of the past need it.")
            assert (await http.get("/api/v1/leagues")).status_code == 200


def taken(selection: Selection, bookmaker: str | None = "book0", event_id: str = EVENT) -> TakenSide:
    return TakenSide(
        event_id=event_id,
        market=MarketKey.MONEYLINE,
        period=Period.GAME,
        scope=SettlementScope.INCLUDING_OVERTIME,
        selection=selection,
        line=None,
        bookmaker=bookmaker,
    )


async def test_a_sealed_close_is_found_with_its_other_side(history: History):
    closes = SealedCloses(history)
    found = await closes.close_of(taken(Selection.HOME))
    assert found is not None
    assert (str(found.taken_side), [str(price) for price in found.other_sides]) == ("1.77", ["2.2"])
    assert await closes.close_of(taken(Selection.HOME, None)) == found
    assert await closes.close_of(taken(Selection.DRAW)) is None
    assert await closes.close_of(taken(Selection.HOME, "book1")) is None
    alone = await closes.close_of(taken(Selection.HOME, "book1", "evt_nba_2"))
    assert alone == Close(found.taken_side, ())


PLACE = (past.FIRST, -1, -1)
EXPLAINED: dict[str, tuple[str, tuple[object, ...]]] = {
    "movements": (movements.MOVEMENTS_SQL, (EVENT, "", None, None, None, None, 500)),
    "movements with changes": (
        movements.CHANGES_SQL,
        (EVENT, ["odds|odds|book0|moneyline|game|including-overtime|home|"], 5000),
    ),
    "odds by league": (past.changes_sql("price_changes", "league"), ("nba", past.FIRST, past.LAST, *PLACE, 101)),
    "odds by event": (past.changes_sql("price_changes", "event_id"), (EVENT, past.FIRST, past.LAST, *PLACE, 101)),
    "props by league": (past.changes_sql("prop_changes", "league"), ("nba", past.FIRST, past.LAST, *PLACE, 101)),
    "props by event": (past.changes_sql("prop_changes", "event_id"), (EVENT, past.FIRST, past.LAST, *PLACE, 101)),
    "results by league": (
        past.RESULTS_SQL,
        ("nba", past.FIRST.date(), past.LAST.date(), past.FIRST.date(), "", "", 0, 101),
    ),
    "results by event": (past.RESULT_SQL, (EVENT,)),
}


@pytest.mark.parametrize("name", EXPLAINED)
async def test_a_page_is_read_by_an_index(history: History, name: str):
    sql, parameters = EXPLAINED[name]
    plan = "\n".join(row[0] for row in await history.fetch(f"explain {sql}", *parameters))
    assert "Index" in plan or "Bitmap" in plan
    assert not re.search(r"Seq Scan on (price_changes|prop_changes|quotes|results)", plan), plan


async def test_a_range_reads_only_its_months(history: History):
    first, last = datetime(2026, 11, 2, tzinfo=UTC), datetime(2026, 11, 3, tzinfo=UTC)
    sql = past.changes_sql("price_changes", "league")
    plan = "\n".join(row[0] for row in await history.fetch(f"explain {sql}", "nba", first, last, *PLACE, 101))
    assert "price_changes_2026_11" in plan
    assert "price_changes_2026_10" not in plan
