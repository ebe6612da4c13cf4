"""Maps The Odds API's vocabulary to ours. A key in no table is rejected, never defaulted.

Source: the-odds-api.com/sports-odds-data/betting-markets.html.
"""

from typing import NamedTuple

from a1_schemas.leagues import League
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import MarketKey, Period, Sport

LEAGUE_OF_SPORT_KEY = {league.traits.odds_api_key: str(league) for league in League}
_SPORTS = {
    "americanfootball": Sport.AMERICAN_FOOTBALL,
    "baseball": Sport.BASEBALL,
    "basketball": Sport.BASKETBALL,
    "icehockey": Sport.ICE_HOCKEY,
    "soccer": Sport.SOCCER,
}


def league_of(sport_key: str) -> str:
    """Return our league, or the sport key in kebab case if it is not ours."""
    return LEAGUE_OF_SPORT_KEY.get(sport_key) or sport_key.replace("_", "-")


def sport_of(sport_key: str) -> Sport | None:
    """Return the sport of a key, or None if it is not ours."""
    return _SPORTS.get(sport_key.partition("_")[0])


class MarketMeaning(NamedTuple):
    """What a market's key means. See `THREE_WAY` for offers that include the draw."""

    key: MarketKey
    period: Period


_PERIODS = {
    "": Period.GAME,
    "_h1": Period.FIRST_HALF,
    "_h2": Period.SECOND_HALF,
    "_q1": Period.FIRST_QUARTER,
    "_q2": Period.SECOND_QUARTER,
    "_q3": Period.THIRD_QUARTER,
    "_q4": Period.FOURTH_QUARTER,
    "_p1": Period.FIRST_PERIOD,
    "_p2": Period.SECOND_PERIOD,
    "_p3": Period.THIRD_PERIOD,
    "_1st_1_innings": Period.FIRST_INNING,
    "_1st_3_innings": Period.FIRST_3_INNINGS,
    "_1st_5_innings": Period.FIRST_5_INNINGS,
    "_1st_7_innings": Period.FIRST_7_INNINGS,
}
_WITH_PERIODS = {
    "h2h": MarketKey.MONEYLINE,
    "h2h_3_way": MarketKey.MONEYLINE_3_WAY,
    "spreads": MarketKey.SPREAD,
    "totals": MarketKey.TOTAL,
    "team_totals": MarketKey.TEAM_TOTAL,
    "alternate_spreads": MarketKey.ALTERNATE_SPREAD,
    "alternate_totals": MarketKey.ALTERNATE_TOTAL,
    "alternate_team_totals": MarketKey.ALTERNATE_TEAM_TOTAL,
}
_WHOLE_GAME = {
    "h2h_lay": MarketKey.MONEYLINE_LAY,
    "draw_no_bet": MarketKey.DRAW_NO_BET,
    "double_chance": MarketKey.DOUBLE_CHANCE,
    "btts": MarketKey.BOTH_TEAMS_TO_SCORE,
    "alternate_totals_corners": MarketKey.ALTERNATE_TOTAL_CORNERS,
    "alternate_spreads_corners": MarketKey.ALTERNATE_SPREAD_CORNERS,
    "alternate_totals_cards": MarketKey.ALTERNATE_TOTAL_CARDS,
    "alternate_spreads_cards": MarketKey.ALTERNATE_SPREAD_CARDS,
    "outrights": MarketKey.OUTRIGHT,
    "outrights_lay": MarketKey.OUTRIGHT_LAY,
}
GAME_MARKETS = {
    f"{key}{suffix}": MarketMeaning(market, period)
    for key, market in _WITH_PERIODS.items()
    for suffix, period in _PERIODS.items()
} | {key: MarketMeaning(market, Period.GAME) for key, market in _WHOLE_GAME.items()}

THREE_WAY = {
    MarketKey.MONEYLINE: MarketKey.MONEYLINE_3_WAY,
    MarketKey.MONEYLINE_LAY: MarketKey.MONEYLINE_3_WAY_LAY,
    MarketKey.SPREAD: MarketKey.SPREAD_3_WAY,
}

DAILY_FANTASY = frozenset({"prizepicks", "underdog", "pick6", "betr_us_dfs", "dabble_us_dfs", "sleeper", "parlayplay"})
"""Bookmakers that pay a multiplier by the pick. The prices written for them are placeholders."""

PLAYER_PREFIXES = ("player_", "batter_", "pitcher_")
ALTERNATE_SUFFIX = "_alternate"

_S = StatType
_FOOTBALL = {
    "player_pass_yds": _S.PASSING_YARDS,
    "player_pass_tds": _S.PASSING_TOUCHDOWNS,
    "player_pass_attempts": _S.PASSING_ATTEMPTS,
    "player_pass_completions": _S.PASSING_COMPLETIONS,
    "player_pass_interceptions": _S.PASSING_INTERCEPTIONS,
    "player_pass_longest_completion": _S.LONGEST_COMPLETION,
    "player_rush_yds": _S.RUSHING_YARDS,
    "player_rush_attempts": _S.RUSHING_ATTEMPTS,
    "player_rush_longest": _S.LONGEST_RUSH,
    "player_rush_tds": _S.RUSHING_TOUCHDOWNS,
    "player_reception_yds": _S.RECEIVING_YARDS,
    "player_receptions": _S.RECEPTIONS,
    "player_reception_longest": _S.LONGEST_RECEPTION,
    "player_reception_tds": _S.RECEIVING_TOUCHDOWNS,
    "player_pass_rush_yds": _S.PASSING_RUSHING_YARDS,
    "player_rush_reception_yds": _S.RUSHING_RECEIVING_YARDS,
    "player_pass_rush_reception_yds": _S.PASSING_RUSHING_RECEIVING_YARDS,
    "player_rush_reception_tds": _S.RUSHING_RECEIVING_TOUCHDOWNS,
    "player_pass_rush_reception_tds": _S.PASSING_RUSHING_RECEIVING_TOUCHDOWNS,
    "player_field_goals": _S.FIELD_GOALS_MADE,
    "player_kicking_points": _S.KICKING_POINTS,
    "player_pats": _S.EXTRA_POINTS_MADE,
    "player_tackles_assists": _S.TACKLES_ASSISTS,
    "player_solo_tackles": _S.SOLO_TACKLES,
    "player_sacks": _S.SACKS,
    "player_defensive_interceptions": _S.INTERCEPTIONS,
    "player_assists": _S.ASSISTED_TACKLES,
    "player_tds_over": _S.TOUCHDOWNS,
    "player_anytime_td": _S.ANYTIME_TOUCHDOWN,
    "player_1st_td": _S.FIRST_TOUCHDOWN,
    "player_last_td": _S.LAST_TOUCHDOWN,
}
_BASKETBALL = {
    "player_points": _S.POINTS,
    "player_rebounds": _S.REBOUNDS,
    "player_assists": _S.ASSISTS,
    "player_threes": _S.THREE_POINTERS_MADE,
    "player_blocks": _S.BLOCKS,
    "player_steals": _S.STEALS,
    "player_turnovers": _S.TURNOVERS,
    "player_points_rebounds_assists": _S.POINTS_REBOUNDS_ASSISTS,
    "player_points_rebounds": _S.POINTS_REBOUNDS,
    "player_points_assists": _S.POINTS_ASSISTS,
    "player_rebounds_assists": _S.REBOUNDS_ASSISTS,
    "player_blocks_steals": _S.BLOCKS_STEALS,
    "player_field_goals": _S.FIELD_GOALS_MADE,
    "player_frees_made": _S.FREE_THROWS_MADE,
    "player_frees_attempts": _S.FREE_THROWS_ATTEMPTED,
    "player_first_basket": _S.FIRST_BASKET,
    "player_first_team_basket": _S.FIRST_TEAM_BASKET,
    "player_double_double": _S.DOUBLE_DOUBLE,
    "player_triple_double": _S.TRIPLE_DOUBLE,
    "player_fantasy_points": _S.FANTASY_POINTS,
}
_BASEBALL = {
    "batter_home_runs": _S.HOME_RUNS,
    "batter_first_home_run": _S.FIRST_HOME_RUN,
    "batter_hits": _S.HITS,
    "batter_total_bases": _S.TOTAL_BASES,
    "batter_rbis": _S.RUNS_BATTED_IN,
    "batter_runs_scored": _S.RUNS,
    "batter_hits_runs_rbis": _S.HITS_RUNS_RUNS_BATTED_IN,
    "batter_singles": _S.SINGLES,
    "batter_doubles": _S.DOUBLES,
    "batter_triples": _S.TRIPLES,
    "batter_walks": _S.WALKS,
    "batter_strikeouts": _S.BATTER_STRIKEOUTS,
    "batter_stolen_bases": _S.STOLEN_BASES,
    "batter_fantasy_score": _S.FANTASY_POINTS,
    "pitcher_strikeouts": _S.PITCHER_STRIKEOUTS,
    "pitcher_record_a_win": _S.PITCHER_WIN,
    "pitcher_hits_allowed": _S.HITS_ALLOWED,
    "pitcher_walks": _S.WALKS_ALLOWED,
    "pitcher_earned_runs": _S.EARNED_RUNS_ALLOWED,
    "pitcher_outs": _S.PITCHING_OUTS,
}
_ICE_HOCKEY = {
    "player_points": _S.POINTS,
    "player_power_play_points": _S.POWER_PLAY_POINTS,
    "player_assists": _S.ASSISTS,
    "player_blocked_shots": _S.BLOCKED_SHOTS,
    "player_shots_on_goal": _S.SHOTS_ON_GOAL,
    "player_goals": _S.GOALS,
    "player_total_saves": _S.SAVES,
    "player_goal_scorer_first": _S.FIRST_GOAL,
    "player_goal_scorer_last": _S.LAST_GOAL,
    "player_goal_scorer_anytime": _S.ANYTIME_GOAL,
}
_SOCCER = {
    "player_goal_scorer_anytime": _S.ANYTIME_GOAL,
    "player_first_goal_scorer": _S.FIRST_GOAL,
    "player_last_goal_scorer": _S.LAST_GOAL,
    "player_to_receive_card": _S.RECEIVES_CARD,
    "player_to_receive_red_card": _S.RECEIVES_RED_CARD,
    "player_shots_on_target": _S.SHOTS_ON_TARGET,
    "player_shots": _S.SHOTS,
    "player_assists": _S.ASSISTS,
}
STATS: dict[Sport, dict[str, StatType]] = {
    Sport.AMERICAN_FOOTBALL: _FOOTBALL,
    Sport.BASKETBALL: _BASKETBALL,
    Sport.BASEBALL: _BASEBALL,
    Sport.ICE_HOCKEY: _ICE_HOCKEY,
    Sport.SOCCER: _SOCCER,
}
"""Statistics by sport, since a key's meaning depends on it.

Free-form keys (`player_method_of_first_basket`) are left out.
"""
STAT_PERIODS = {"_q1": Period.FIRST_QUARTER}

OVER_NAMES = frozenset({"Over", "Yes"})
UNDER_NAMES = frozenset({"Under", "No"})

NAMES_OF_PLAYERS = frozenset(
    {
        *(StatType.FIRST_BASKET, StatType.FIRST_TEAM_BASKET, StatType.FIRST_HOME_RUN),
        *(StatType.ANYTIME_TOUCHDOWN, StatType.FIRST_TOUCHDOWN, StatType.LAST_TOUCHDOWN),
        *(StatType.ANYTIME_GOAL, StatType.FIRST_GOAL, StatType.LAST_GOAL),
        *(StatType.RECEIVES_CARD, StatType.RECEIVES_RED_CARD),
    }
)
"""Statistics whose outcomes some bookmakers name by the player alone, which means yes."""

SCORER_MARKETS = {
    StatType.ANYTIME_TOUCHDOWN: MarketKey.ANYTIME_SCORER,
    StatType.FIRST_TOUCHDOWN: MarketKey.FIRST_SCORER,
    StatType.LAST_TOUCHDOWN: MarketKey.LAST_SCORER,
    StatType.ANYTIME_GOAL: MarketKey.ANYTIME_SCORER,
    StatType.FIRST_GOAL: MarketKey.FIRST_SCORER,
    StatType.LAST_GOAL: MarketKey.LAST_SCORER,
}
"""The game market in which no player scores, by the statistic of the players beside it."""
