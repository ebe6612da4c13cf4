"""Converts box scores and line-up places to `PlayerStats`."""

from decimal import Decimal

from a1_mappers.extracted import LineupPlace, PlayerBoxScore
from a1_resolving.body import Body, in_utc
from a1_resolving.players import Players
from a1_resolving.steps import AT_ONCE, Steps
from a1_schemas.player_prop import PropPlayer
from a1_schemas.player_stats import PlayerStats
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import Kind, RejectReason


def write_player_stats(body: Body) -> Steps[dict[str, None]]:
    """Write this body's player statistics. Returns the keys of all player statistics in it."""
    entries = [*body.contents.box_scores, *map(_without_figures, body.contents.lineups)]
    players = yield from Players.of(body, (((entry.contest_id, ""), entry.player) for entry in entries))
    stats: dict[tuple[str, str], dict[StatType, Decimal]] = {}
    found: dict[tuple[str, str], PlayerStats] = {}
    for number, entry in enumerate(entries):
        if number % AT_ONCE == 0:
            yield
        listing = body.game_of(entry.contest_id, entry.player.name)
        if listing is None or not (entry.stats or entry.starter is not None):
            continue
        if not entry.player.name:
            body.reject(RejectReason.MISSING_FIELD, entry.player.native_id or "", "a player without a name")
            continue
        player = players.canonical((entry.contest_id, ""), entry.player)
        name = (listing.event_id, player.player_id)
        stats.setdefault(name, {}).update(entry.stats)
        earlier = found.get(name)
        found[name] = PlayerStats.model_construct(
            version=0,
            changed_at=body.headers.fetched_at,
            observed_at=in_utc(entry.observed_at),
            removed=None,
            event_id=listing.event_id,
            league=body.league,
            provider=body.headers.provider,
            feed=body.headers.feed,
            target=body.headers.target,
            native_event_id=entry.contest_id,
            player=player if earlier is None else _surer(earlier.player, player),
            starter=entry.starter if earlier is None or entry.starter is not None else earlier.starter,
            stats=dict(sorted(stats[name].items())),
            game_status=entry.game_status if earlier is None else entry.game_status or earlier.game_status,
        )
    named: dict[str, None] = {}
    for number, ((event_id, player_id), message) in enumerate(found.items()):
        if number % AT_ONCE == 0:
            yield
        key = f"{event_id}|{body.headers.provider}|{body.headers.feed}|{player_id}"
        named[key] = None
        body.changes.write(Kind.PLAYER_STATS, key, message)
    return named


def _without_figures(place: LineupPlace) -> PlayerBoxScore:
    return PlayerBoxScore(
        contest_id=place.contest_id,
        league=place.league,
        player=place.player,
        starter=place.starter,
        stats={},
        observed_at=place.observed_at,
    )


def _surer(one: PropPlayer, other: PropPlayer) -> PropPlayer:
    return one if one.confidence >= other.confidence else other
