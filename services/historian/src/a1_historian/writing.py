"""Writes a batch's entries and the positions it leads to, in one transaction: both happen, or neither."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import asyncpg
from aiokafka import TopicPartition

from a1_historian.entries import Entries, GameEntry
from a1_historian.ledgers import Ledger
from a1_historian.partitions import Month, create_partitions, month_of
from a1_historian.records import Event
from a1_schemas.game_day import game_day
from a1_schemas.vocabulary import EventStatus
from a1_service_kit.postgres import Connection


class Move(NamedTuple):
    """The move of a partition's position: from the offset that is stored to the one after the batch."""

    start: int
    end: int


class PositionMovedError(RuntimeError):
    """Another process has moved a position: nothing of the batch was written."""


class Writer:
    """Writes entries. It remembers which partitions of tables there are."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool
        self._months: set[tuple[str, Month]] = set()

    async def write(self, entries: Entries, moves: Mapping[TopicPartition, Move]) -> None:
        """Write everything, or raise and write nothing.

        Raises PositionMovedError where a stored position is not where its move begins.
        """
        async with self._pool.acquire() as connection:
            await self._ensure_partitions(connection, entries)
            async with connection.transaction():
                await _move(connection, moves)
                for ledger, rows in entries.changes.items():
                    await _write_changes(connection, ledger, rows, list(entries.quotes[ledger].values()))
                await _write_games(connection, list(entries.games.values()))
                await _write_spans(connection, entries)
                await _write_stats(connection, entries)
                await _write_steam(connection, entries)
                await _write_analytics(connection, entries)

    async def _ensure_partitions(self, connection: Connection, entries: Entries) -> None:
        for ledger, rows in entries.changes.items():
            months = {month_of(row[0]) for row in rows if isinstance(row[0], datetime)}
            missing = sorted(month for month in months if (ledger.changes, month) not in self._months)
            if missing:
                await create_partitions(connection, ledger.changes, missing)
                self._months |= {(ledger.changes, month) for month in missing}

    def forget_partitions(self) -> None:
        """Look again which partitions there are: some were dropped, or the database is another one."""
        self._months.clear()


async def _move(connection: Connection, moves: Mapping[TopicPartition, Move]) -> None:
    rows = [(each.topic, each.partition, *move) for each, move in sorted(moves.items())]
    topics, partitions, starts, ends = zip(*rows, strict=True)
    moved = await connection.fetch(
        "update positions set next_offset = moves.after "
        "from unnest($1::text[], $2::smallint[], $3::bigint[], $4::bigint[]) "
        "as moves (topic, partition, before, after) "
        "where positions.topic = moves.topic and positions.partition = moves.partition "
        "and positions.next_offset = moves.before returning 1",
        *(topics, partitions, starts, ends),
    )
    if len(moved) != len(rows):
        raise PositionMovedError(f"{len(rows) - len(moved)} of {len(rows)} positions are elsewhere")


async def _write_changes(
    connection: Connection, ledger: Ledger, changes: Sequence[tuple[object, ...]], quotes: Sequence[object]
) -> None:
    if not changes:
        return
    await connection.copy_records_to_table(ledger.changes, records=changes, columns=ledger.change_columns)
    staged = f"staged_{ledger.quotes}"
    await connection.execute(f"create temp table if not exists {staged} (like {ledger.quotes}) on commit delete rows")
    await connection.copy_records_to_table(staged, records=quotes, columns=ledger.quote_columns)
    replaced = ", ".join(f"{name} = excluded.{name}" for name in ledger.quote_columns if name not in _KEY)
    await connection.execute(
        f"insert into {ledger.quotes} select * from {staged} on conflict (event_id, series) do update set {replaced} "
        f"where {ledger.quotes}.version < excluded.version"
    )


_KEY = ("event_id", "series")


async def _write_games(connection: Connection, entries: Sequence[GameEntry]) -> None:
    if not entries:
        return
    await connection.executemany(
        "insert into events (event_id, league, sport, version, changed_at, status, start_time, home, away, home_score, "
        "away_score, first_status, first_seen_at, started_at, start_observed, start_version, aliases, removed) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) "
        "on conflict (event_id) do update set version = excluded.version, changed_at = excluded.changed_at, "
        "status = excluded.status, start_time = excluded.start_time, home = excluded.home, away = excluded.away, "
        "home_score = excluded.home_score, away_score = excluded.away_score, "
        "started_at = coalesce(events.started_at, excluded.started_at), "
        "start_observed = coalesce(events.start_observed, excluded.start_observed), "
        "start_version = coalesce(events.start_version, excluded.start_version), "
        "aliases = excluded.aliases, removed = excluded.removed where events.version < excluded.version",
        [_game_row(entry) for entry in entries],
    )
    over = [entry for entry in entries if _is_over(entry.event)]
    if over:
        ids = [entry.event.event_id for entry in over]
        await connection.execute("delete from results where event_id = any($1)", ids)
        await connection.executemany(
            "insert into results (league, played_on, home, away, number, event_id, home_score, away_score, version, "
            "source) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'log') "
            "on conflict (league, played_on, home, away, number) do update set event_id = excluded.event_id, "
            "home_score = excluded.home_score, away_score = excluded.away_score, version = excluded.version, "
            "source = excluded.source where results.version < excluded.version",
            [_result_row(entry) for entry in over],
        )


def _game_row(entry: GameEntry) -> tuple[object, ...]:
    event, game = entry
    start = game.start
    return (
        *(event.event_id, event.league, event.sport, game.version, event.changed_at, event.status, event.start_time),
        *(event.home.name, event.away.name, event.home.score, event.away.score),
        *(game.first_status, game.first_seen_at),
        *((start.at, start.observed, start.version) if start else (None, None, None)),
        *(list(event.aliases), event.removed),
    )


def _is_over(event: Event) -> bool:
    return event.status == EventStatus.FINAL and None not in (event.home.score, event.away.score)


def _result_row(entry: GameEntry) -> tuple[object, ...]:
    event, game = entry
    played_on = game_day(event.start_time or event.changed_at)
    return (
        *(event.league, played_on, event.home.name, event.away.name, event.game_number or 1, event.event_id),
        *(event.home.score, event.away.score, game.version),
    )


async def _write_spans(connection: Connection, entries: Entries) -> None:
    if not entries.spans:
        return
    rows = [(target, *span) for target, span in entries.spans.values()]
    await connection.execute(
        "insert into source_spans (target, from_at, valid_until, state, reason, version) "
        "select * from unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::text[], $6::bigint[]) "
        "on conflict (target, from_at) do update set valid_until = excluded.valid_until, state = excluded.state, "
        "reason = excluded.reason, version = excluded.version where source_spans.version < excluded.version",
        *map(list, zip(*rows, strict=True)),
    )


async def _write_stats(connection: Connection, entries: Entries) -> None:
    if not entries.stats:
        return
    rows = [
        (
            *(stats.event_id, stats.provider, stats.feed, stats.player.player_id, stats.league),
            *(stats.player.name, stats.player.team, version, stats.changed_at, bytes(stats.stats).decode()),
            stats.removed,
        )
        for stats, version in entries.stats.values()
    ]
    await connection.execute(
        "insert into stat_lines (event_id, provider, feed, player_id, league, player, team_id, version, changed_at, "
        "stats, removed) select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], "
        "$7::text[], $8::bigint[], $9::timestamptz[], $10::jsonb[], $11::text[]) "
        "on conflict (event_id, provider, feed, player_id) do update set player = excluded.player, "
        "team_id = excluded.team_id, version = excluded.version, changed_at = excluded.changed_at, "
        "stats = excluded.stats, removed = excluded.removed where stat_lines.version < excluded.version",
        *map(list, zip(*rows, strict=True)),
    )


async def _write_steam(connection: Connection, entries: Entries) -> None:
    if not entries.steam:
        return
    await connection.executemany(
        "insert into steam_moves (event_id, market, period, scope, selection, direction, began_at, ended_at, "
        "bookmakers) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
        "on conflict (event_id, market, period, scope, selection, direction, began_at) do update "
        "set ended_at = excluded.ended_at, bookmakers = excluded.bookmakers",
        [
            (move.event_id, *move.parts, move.direction, move.began_at, move.ended_at, list(move.bookmakers))
            for move in entries.steam.values()
        ],
    )


async def _write_analytics(connection: Connection, entries: Entries) -> None:
    if not entries.analytics:
        return
    await connection.execute(
        "insert into analytics (topic, key, version, league_partition, written_at, value) "
        "select * from unnest($1::text[], $2::text[], $3::bigint[], $4::smallint[], $5::timestamptz[], $6::jsonb[]) "
        "on conflict do nothing",
        *map(list, zip(*entries.analytics, strict=True)),
    )
