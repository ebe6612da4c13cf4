"""PrizePicks' bodies: the list of leagues, and a league's board as one JSON:API document."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from a1_sandbox.leagues import PRIZEPICKS_SEGMENTS
from a1_sandbox.world import chance
from a1_sandbox.world.bodies.odds_parts import number
from a1_sandbox.world.bodies.prizepicks_resources import (
    Included,
    Json,
    eastern,
    include,
    include_game,
    include_player,
    include_score,
    include_stat,
    league_attributes,
    reference,
)
from a1_sandbox.world.game import Game
from a1_sandbox.world.moment import Moment
from a1_sandbox.world.people import roster_of
from a1_sandbox.world.props import Ladder, Rung, prizepicks_ladders, segment_ladders
from a1_sandbox.world.situation import Situation
from a1_sandbox.world.team import Team
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import EventStatus, LineType, Period

_DURATIONS = {Period.GAME: ("11", "Full"), Period.FIRST_HALF: ("14", "1st Half"), Period.FIRST_PERIOD: ("18", "1P")}
"""The id and the name of each part of a game."""
_SINGLE_STAT = "2"
_ODDS_TYPES = {LineType.STANDARD: "standard", LineType.DISCOUNTED: "goblin", LineType.BOOSTED: "demon"}
_ROW_STATUSES = {
    EventStatus.SCHEDULED: "pre_game",
    EventStatus.LIVE: "in_progress",
    EventStatus.FINAL: "suspended",
}
_FILTER = {"type": "projection_filter", "id": "14"}


def leagues(boards: Mapping[str, Sequence[Game]], moment: Moment) -> Json:
    """The catalogue, with the number of rows on each board."""
    counts = {
        place: sum(len(ladder.rungs) for game in games for ladder in _ladders(place, game, moment))
        for place, games in boards.items()
    }
    names = {"lfg_ignored_leagues": [], "name": "Fantasy Score", "rank": 7, "short_name": "", "type": "StatType"}
    return {
        "data": [_league(place) | {"attributes": league_attributes(place, counts[place])} for place in counts],
        "included": [_FILTER | {"attributes": names}],
    }


def board(place: str, games: Sequence[Game], moment: Moment) -> Json:
    """All lines of a league. An empty board has no `included`."""
    rows: list[Json] = []
    included: Included = {}
    for game in games:
        if Provider.PRIZEPICKS not in game.carried_by:
            continue
        for ladder in _ladders(place, game, moment):
            rows += _rows(place, game, ladder, moment, included)
    document: Json = {"data": rows}
    if rows:
        document["included"] = list(included.values())
    document["links"] = {"self": f"partner-api.prizepicks.com/projections?league_id={place}"}
    document["meta"] = {"current_page": 1, "total_pages": 1}
    return document


def _ladders(place: str, game: Game, moment: Moment) -> list[Ladder]:
    part = PRIZEPICKS_SEGMENTS.get(place)
    return prizepicks_ladders(game, moment) if part is None else segment_ladders(game, moment, part.segment)


def _rows(place: str, game: Game, ladder: Ladder, moment: Moment, included: Included) -> list[Json]:
    state = moment.situation(game)
    duration, named = _DURATIONS[ladder.period]
    team, opponent = (game.home, game.away) if ladder.side == 0 else (game.away, game.home)
    player = roster_of(game.seed, game.league, team)[ladder.slot]
    related = {
        "duration": include(included, "duration", duration, {"name": named}),
        "game": include_game(included, game, state),
        "league": include(included, "league", place, league_attributes(place, 0)),
        "new_player": include_player(included, place, game, team, player),
        "projection_type": include(included, "projection_type", _SINGLE_STAT, {"name": "Single Stat"}),
        "score": include_score(included, game, ladder, state),
        "stat_type": include_stat(included, place, ladder),
    }
    return [
        _row(game, ladder, rung, rung.line, opponent, state, related) for rung in ladder.rungs if rung.line is not None
    ]


def _row(
    game: Game,
    ladder: Ladder,
    rung: Rung,
    line: Decimal,
    opponent: Team,
    state: Situation,
    related: dict[str, Json | None],
) -> Json:
    words: tuple[object, ...] = (game.seed, game.key, ladder.stat.stat, ladder.side, ladder.slot, line, rung.line_type)
    if ladder.period is not Period.GAME:
        words = (*words, ladder.period)
    is_live = state.status is EventStatus.LIVE
    standard = rung.line_type is LineType.STANDARD
    ids = {name: (each or {}).get("id") for name, each in related.items()}
    game_id = game.id_at(Provider.PRIZEPICKS)
    return {
        "type": "projection",
        "id": str(1_000_000_000 + chance.number("projection", *words) % 8_999_999_929),
        "attributes": {
            "adjusted_odds": None if standard else True,
            "board_time": eastern(game.starts_at - timedelta(hours=20)),
            "custom_image": None,
            "description": opponent.prizepicks_code,
            "end_time": None,
            "event_type": "team",
            "flash_sale_line_score": None,
            "game_id": game_id,
            "group_key": f"{ids['new_player']}-{ids['stat_type']}-{game_id}-{ids['duration']}-false",
            "hr_20": True,
            "in_game": is_live,
            "is_live": is_live,
            "is_live_scored": True,
            "is_promo": False,
            "line_score": number(line),
            "odds_type": _ODDS_TYPES[rung.line_type],
            "projection_type": "Single Stat",
            "rank": 1 + chance.number("rank", *words) % 900,
            "refundable": True,
            "start_time": eastern(game.starts_at),
            "stat_display_name": ladder.stat.prizepicks_name,
            "stat_type": ladder.stat.prizepicks_name,
            "status": "suspended" if ladder.is_suspended else _ROW_STATUSES[state.status],
            "today": True,
            "trending_count": chance.number("trend", *words) % 5000,
            "tv_channel": None,
            "updated_at": eastern(ladder.moved.stamp(ladder.moved.at)),
        },
        "relationships": {name: {"data": reference(each)} for name, each in related.items()},
    }


def _league(place: str) -> Json:
    return {
        "type": "league",
        "id": place,
        "attributes": {},
        "relationships": {"projection_filters": {"data": [_FILTER]}},
    }
