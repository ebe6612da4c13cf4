"""The course of a game in ESPN's bodies: its last play, all plays, team statistics, officials, series."""

from a1_sandbox.world.bodies.espn_parts import Json, athlete, minute, second, team, uid
from a1_sandbox.world.game import Game
from a1_sandbox.world.people import roster_of
from a1_sandbox.world.play import plays_of
from a1_sandbox.world.rules import rules_of, sport_of
from a1_sandbox.world.situation import Situation
from a1_sandbox.world.sports.plays import Play
from a1_schemas.providers import Provider
from a1_schemas.stats import StatType as S
from a1_schemas.vocabulary import Sport

_PLAYS_SHOWN = 40
_TEAM_STATS = {
    Sport.BASKETBALL: {"rebounds": S.REBOUNDS, "assists": S.ASSISTS, "fieldGoalsAttempted": S.FIELD_GOALS_ATTEMPTED},
    Sport.AMERICAN_FOOTBALL: {"passingYards": S.PASSING_YARDS, "rushingYards": S.RUSHING_YARDS},
    Sport.BASEBALL: {"hits": S.HITS, "runs": S.RUNS, "strikeouts": S.BATTER_STRIKEOUTS},
    Sport.ICE_HOCKEY: {"saves": S.SAVES, "shotsTotal": S.SHOTS_ON_GOAL, "hits": S.HITS},
    Sport.SOCCER: {"totalShots": S.SHOTS, "shotsOnTarget": S.SHOTS_ON_TARGET, "foulsCommitted": S.FOULS},
}


def team_statistics(state: Situation, side: int) -> list[Json]:
    """A side's own totals."""
    lines = [line for (of, _), line in state.tally.box.items() if of == side]
    found: list[Json] = []
    for name, stat in _TEAM_STATS[sport_of(state.game.league)].items():
        total = str(sum(line.get(stat, 0) for line in lines))
        found.append(
            {
                "name": name,
                "abbreviation": name[:3].upper(),
                "displayValue": total,
                "rankDisplayValue": "1st",
                "label": name.title(),
                "displayName": name.title(),
            }
        )
    return found


def last_play(game: Game, state: Situation) -> Json:
    """`situation` of a live game; in baseball with the count, the bases, pitcher and batter."""
    home, away = state.tally.score
    chance = (home + 20) / (home + away + 40)
    latest = plays_of(game)[max(0, state.tally.plays - 1)]
    document: Json = {
        "lastPlay": _play_document(game, latest, state.tally.plays)
        | {
            "probability": {
                "tiePercentage": 0.0,
                "homeWinPercentage": round(chance, 3),
                "awayWinPercentage": round(1 - chance, 3),
            },
            "athletesInvolved": [_involved(game, credit.side, credit.slot) for credit in latest.credits[:2]],
        }
    }
    if sport_of(game.league) is Sport.BASEBALL:
        batting = 1 if state.in_first_half_of_period else 0
        document |= {"balls": 1, "strikes": 1, "outs": 1, "onFirst": True, "onSecond": False, "onThird": False}
        document["pitcher"] = _duel(game, state, 1 - batting, 9, "2.0 IP")
        document["batter"] = _duel(game, state, batting, state.tally.plays % 9, "0-1")
        document["dueUp"] = []
    return document


def plays(game: Game, state: Situation) -> list[Json]:
    """The latest plays of a summary."""
    first = max(0, state.tally.plays - _PLAYS_SHOWN)
    shown = plays_of(game)[first : state.tally.plays]
    home, away = state.tally.score
    for play in shown:
        home, away = (home - play.points, away) if play.side == 0 else (home, away - play.points)
    documents: list[Json] = []
    for number, play in enumerate(shown, first + 1):
        home, away = (home + play.points, away) if play.side == 0 else (home, away + play.points)
        documents.append(
            _play_document(game, play, number)
            | {"sequenceNumber": str(number), "homeScore": home, "awayScore": away, **_when(game, play)}
            | {"wallclock": second(game.kick_off), "shootingPlay": play.points > 0, "coordinate": {"x": 25, "y": 10}}
            | {"participants": [{"athlete": {"id": _id_of(game, c.side, c.slot)}} for c in play.credits[:2]]}
        )
    return documents


def win_probability(game: Game, state: Situation) -> list[Json]:
    """The home side's chances after each of the plays shown."""
    return [
        {"homeWinPercentage": round((play["homeScore"] + 20) / (play["homeScore"] + play["awayScore"] + 40), 4)}
        | {"tiePercentage": 0.0, "playId": play["id"]}
        for play in plays(game, state)
    ]


def scoring_plays(game: Game, state: Situation) -> list[Json]:
    """American football's scores among the plays shown."""
    sides = {each.espn_id: team(game.league, each) for each in (game.home, game.away)}
    return [
        play
        | {
            "team": sides[play["team"]["id"]],
            "scoringType": {"name": "touchdown", "displayName": "Touchdown", "abbreviation": "TD"},
        }
        for play in plays(game, state)
        if play["scoringPlay"]
    ]


def goals(game: Game, state: Situation) -> list[Json]:
    """`details` of a soccer match: its goals and cards so far."""
    found: list[Json] = []
    for play in plays_of(game)[: state.tally.plays]:
        cards = [credit for credit in play.credits if credit.stat is S.YELLOW_CARDS]
        if not play.points and not cards:
            continue
        kind = {"id": "70", "text": "Goal"} if play.points else {"id": "94", "text": "Yellow Card"}
        credit = cards[0] if cards else play.credits[0]
        found.append(
            {
                "type": kind,
                "clock": {"value": float(play.second), "displayValue": f"{play.second // 60 + 1}'"},
                "team": {"id": (game.home, game.away)[play.side].espn_id},
                "scoreValue": play.points,
                "scoringPlay": play.points > 0,
                "redCard": False,
                "yellowCard": bool(cards),
                "penaltyKick": False,
                "ownGoal": False,
                "shootout": False,
                "athletesInvolved": [_involved(game, credit.side, credit.slot)],
            }
        )
    return found


def game_format(game: Game) -> Json:
    rules = rules_of(game.league)
    name = "inning" if sport_of(game.league) is Sport.BASEBALL else "period"
    regulation = {"periods": rules.periods, "displayName": name.title(), "slug": name, "clock": float(rules.period_s)}
    return {"regulation": regulation, "overtime": {"clock": 300.0}}


def officials() -> list[Json]:
    position = {"name": "Referee", "displayName": "Referee", "id": "40"}
    return [{"fullName": "Pat Doe", "displayName": "Pat Doe", "position": position, "order": 1}]


def series(game: Game) -> list[Json]:
    """How often the two sides meet this season; the other meetings are no games of this body."""
    event = game.id_at(Provider.ESPN)
    return [
        {
            "type": "season",
            "title": "Regular Season Series",
            "description": "Regular Season Series",
            "summary": "Series starts",
            "completed": False,
            "totalCompetitions": 1,
            "competitors": [
                {"id": each.espn_id, "uid": uid(game.league, f"~t:{each.espn_id}"), "wins": 0, "ties": 0}
                for each in (game.home, game.away)
            ],
            "events": [{"id": event}],
            "startDate": minute(game.starts_at),
        }
    ]


def tickets(game: Game) -> list[Json]:
    href = f"https://www.vividseats.com/{game.home.slug}"
    return [{"summary": "Tickets as low as $46", "numberAvailable": 977, "links": [{"href": href}, {"href": href}]}]


def leader(game: Game, state: Situation, side: int) -> Json:
    """A side's best scorer so far."""
    lines = {slot: line for (of, slot), line in state.tally.box.items() if of == side}
    slot = max(lines, key=lambda each: (lines[each].get(S.POINTS, 0), -each), default=0)
    value = lines.get(slot, {}).get(S.POINTS, 0)
    each = (game.home, game.away)[side]
    player = athlete(game.league, roster_of(game.seed, game.league, each)[slot])
    return {
        "name": "points",
        "displayName": "Points",
        "shortDisplayName": "Pts",
        "abbreviation": "Pts",
        "leaders": [
            {
                "displayValue": str(value),
                "value": float(value),
                "athlete": player | {"team": {"id": each.espn_id}, "active": True},
                "team": {"id": each.espn_id},
            }
        ],
    }


def probable(game: Game, side: int) -> Json:
    """Baseball's starting pitcher."""
    player = _involved(game, side, 9)
    return {
        "name": "probableStartingPitcher",
        "displayName": "Probable Starting Pitcher",
        "shortDisplayName": "Starter",
        "abbreviation": "SP",
        "playerId": int(player["id"]),
        "athlete": player,
        "statistics": [{"name": "wins", "abbreviation": "W", "displayValue": "8", "rankDisplayValue": "9th"}],
    }


def side_leaders(game: Game, state: Situation) -> list[Json]:
    """`leaders` of a summary."""
    return [
        {"team": team(game.league, each), "leaders": [leader(game, state, side)]}
        for side, each in enumerate((game.home, game.away))
    ]


def _play_document(game: Game, play: Play, number: int) -> Json:
    side = (game.home, game.away)[play.side]
    kind = {"id": "1", "text": "Score" if play.points else "Play", "type": "play", "abbreviation": "PL"}
    return {
        "id": f"{game.id_at(Provider.ESPN)}{number}",
        "type": kind | {"alternativeText": "Play"},
        "text": f"{side.short_name}, play {number}",
        "scoreValue": play.points,
        "scoringPlay": play.points > 0,
        "team": {"id": side.espn_id},
    }


def _when(game: Game, play: Play) -> Json:
    rules = rules_of(game.league)
    period = (play.second - 1) // rules.period_s + 1
    played = play.second - (period - 1) * rules.period_s
    shown = rules.period_s - played if rules.counts_down else played
    clock = f"{shown // 60}:{shown % 60:02d}"
    return {
        "period": {"number": period, "displayValue": str(period)},
        "clock": {"value": float(shown), "displayValue": clock},
    }


def _involved(game: Game, side: int, slot: int) -> Json:
    each = (game.home, game.away)[side]
    player = roster_of(game.seed, game.league, each)[slot]
    document = athlete(game.league, player)
    return document | {
        "headshot": document["headshot"]["href"],
        "position": player.position,
        "team": {"id": each.espn_id},
    }


def _duel(game: Game, state: Situation, side: int, slot: int, summary: str) -> Json:
    player = _involved(game, side, slot)
    return {"playerId": int(player["id"]), "period": state.period, "athlete": player, "summary": summary}


def _id_of(game: Game, side: int, slot: int) -> str:
    return roster_of(game.seed, game.league, (game.home, game.away)[side])[slot].espn_id
