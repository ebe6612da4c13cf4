"""From lines of box scores, and places in line-ups, to `PlayerStats`."""

from decimal import Decimal

from a1_mappers.extracted import LineupPlace, PlayerBoxScore
from a1_resolving.body import Body, in_utc
from a1_resolving.players import Players
from a1_schemas.player_prop import PropPlayer
from a1_schemas.player_stats import PlayerStats
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import Kind, RejectReason


def write_player_stats(body: Body) -> dict[str, None]:
    """Write this body's player statistics; gives the keys that it names."""
    told = [*body.contents.box_scores, *map(_without_figures, body.contents.lineups)]
    players = Players(body, (((line.contest_id, ""), line.player) for line in told))
    stats: dict[tuple[str, str], dict[StatType, Decimal]] = {}
    found: dict[tuple[str, str], PlayerStats] = {}
    for line in told:
        listing = body.game_of(line.contest_id, line.player.name)
        if listing is None or not (line.stats or line.starter is not None):
            continue
        if not line.player.name:
            body.reject(RejectReason.MISSING_FIELD, line.player.native_id or "", "a player without a name")
            continue
        player = players.canonical((line.contest_id, ""), line.player)
        name = (listing.event_id, player.player_id)
        stats.setdefault(name, {}).update(line.stats)
        earlier = found.get(name)
        found[name] = PlayerStats.model_construct(
            version=0,
            changed_at=body.headers.fetched_at,
            observed_at=in_utc(line.observed_at),
            removed=None,
            event_id=listing.event_id,
            league=body.league,
            provider=body.headers.provider,
            feed=body.headers.feed,
            target=body.headers.target,
            native_event_id=line.contest_id,
            player=player if earlier is None else _surer(earlier.player, player),
            starter=line.starter if earlier is None or line.starter is not None else earlier.starter,
            stats=dict(sorted(stats[name].items())),
        )
    named: dict[str, None] = {}
    for (event_id, player_id), message in found.items():
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
