"""Stores the games of a file of past results, all of them or none."""

import json

import asyncpg

from a1_forecasting.results import Games, PlayedGame

_MOST_GAMES = 1_000_000


async def store_games(connection: asyncpg.Connection, games: Games, source: str) -> int:
    """Store every game in one transaction; one that is stored already is replaced. Returns how many there are."""
    async with connection.transaction():
        await connection.executemany(
            "insert into results (league, played_on, home, away, number, season, home_score, away_score, source, "
            "prices) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
            "on conflict (league, played_on, home, away, number) do update set season = excluded.season, "
            "home_score = excluded.home_score, away_score = excluded.away_score, source = excluded.source, "
            "prices = excluded.prices where results.event_id is null",
            [_row(game, source) for game in games.played],
        )
    return len(games.played)


def unnumbered(games: Games) -> list[PlayedGame]:
    """Return the games whose number is no whole number, which results are kept by."""
    return [game for game in games.played if game.fixture.number and not _is_number(game.fixture.number)]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text) < _MOST_GAMES


def _row(game: PlayedGame, source: str) -> tuple[object, ...]:
    fixture = game.fixture
    prices = {f"{each.book}_{each.moment}": list(map(str, of)) for each, of in fixture.prices.items()}
    return (
        *(fixture.league, fixture.day, fixture.home, fixture.away, int(fixture.number or 1), fixture.season),
        *(game.home_score, game.away_score, source, json.dumps(prices)),
    )
