"""Maps PrizePicks' words for statistics to ours, by sport: `Points` of a guard and of a winger are not the same."""

from a1_mappers.prizepicks.vocabulary import MIXED_BOARDS
from a1_schemas.leagues import League
from a1_schemas.stats import StatType
from a1_schemas.vocabulary import Period, Sport

COMBO_SUFFIX = " (Combo)"

_S = StatType
_BASKETBALL = {
    "Points": _S.POINTS,
    "Rebounds": _S.REBOUNDS,
    "Assists": _S.ASSISTS,
    "3-PT Made": _S.THREE_POINTERS_MADE,
    "3-PT Attempted": _S.THREE_POINTERS_ATTEMPTED,
    "Two Pointers Made": _S.TWO_POINTERS_MADE,
    "Two Pointers Attempted": _S.TWO_POINTERS_ATTEMPTED,
    "FG Made": _S.FIELD_GOALS_MADE,
    "FG Attempted": _S.FIELD_GOALS_ATTEMPTED,
    "Free Throws Made": _S.FREE_THROWS_MADE,
    "Free Throws Attempted": _S.FREE_THROWS_ATTEMPTED,
    "Offensive Rebounds": _S.OFFENSIVE_REBOUNDS,
    "Defensive Rebounds": _S.DEFENSIVE_REBOUNDS,
    "Blocked Shots": _S.BLOCKS,
    "Steals": _S.STEALS,
    "Turnovers": _S.TURNOVERS,
    "Dunks": _S.DUNKS,
    "Personal Fouls": _S.FOULS,
    "Blks+Stls": _S.BLOCKS_STEALS,
    "Pts+Asts": _S.POINTS_ASSISTS,
    "Pts+Rebs": _S.POINTS_REBOUNDS,
    "Rebs+Asts": _S.REBOUNDS_ASSISTS,
    "Pts+Rebs+Asts": _S.POINTS_REBOUNDS_ASSISTS,
    "Minutes Played": _S.MINUTES,
    "Double-Double": _S.DOUBLE_DOUBLE,
    "Double Double": _S.DOUBLE_DOUBLE,
    "Triple-Double": _S.TRIPLE_DOUBLE,
    "Triple Double": _S.TRIPLE_DOUBLE,
    "Points - 1st 3 Minutes": _S.POINTS_IN_FIRST_3_MINUTES,
    "Points in 1st 3 Minutes": _S.POINTS_IN_FIRST_3_MINUTES,
    "Rebounds - 1st 3 Minutes": _S.REBOUNDS_IN_FIRST_3_MINUTES,
    "Assists - 1st 3 Minutes": _S.ASSISTS_IN_FIRST_3_MINUTES,
    "Points 1st 3 Minutes": _S.POINTS_IN_FIRST_3_MINUTES,
    "Quarters with 3+ Points": _S.QUARTERS_WITH_3_POINTS,
    "Quarters with 4+ Points": _S.QUARTERS_WITH_4_POINTS,
    "Quarters with 5+ Points": _S.QUARTERS_WITH_5_POINTS,
    "Fantasy Score": _S.FANTASY_POINTS,
}
_FOOTBALL = {
    "Pass Yards": _S.PASSING_YARDS,
    "Pass TDs": _S.PASSING_TOUCHDOWNS,
    "Pass Attempts": _S.PASSING_ATTEMPTS,
    "Pass Completions": _S.PASSING_COMPLETIONS,
    "Completion Percentage": _S.COMPLETION_PERCENTAGE,
    "Completions in First 10 Pass Attempts": _S.COMPLETIONS_IN_FIRST_10_ATTEMPTS,
    "INT": _S.PASSING_INTERCEPTIONS,
    "Longest Completion": _S.LONGEST_COMPLETION,
    "Yards on First Pass Completion": _S.YARDS_ON_FIRST_COMPLETION,
    "Sacks Taken": _S.SACKS_TAKEN,
    "Rush Yards": _S.RUSHING_YARDS,
    "Rush Attempts": _S.RUSHING_ATTEMPTS,
    "Rush TDs": _S.RUSHING_TOUCHDOWNS,
    "Rush Yards in First 5 Attempts": _S.RUSHING_YARDS_IN_FIRST_5_ATTEMPTS,
    "Rush Yards Per Carry": _S.RUSHING_YARDS_PER_ATTEMPT,
    "Yards on First Rush Attempt": _S.YARDS_ON_FIRST_RUSH,
    "Longest Rush": _S.LONGEST_RUSH,
    "Receiving Yards": _S.RECEIVING_YARDS,
    "Receiving Yards in First 2 Receptions": _S.RECEIVING_YARDS_IN_FIRST_2_RECEPTIONS,
    "Yards on First Reception": _S.YARDS_ON_FIRST_RECEPTION,
    "Rec TDs": _S.RECEIVING_TOUCHDOWNS,
    "Receptions": _S.RECEPTIONS,
    "Rec Targets": _S.TARGETS,
    "Longest Reception": _S.LONGEST_RECEPTION,
    "Pass+Rush Yds": _S.PASSING_RUSHING_YARDS,
    "Rush+Rec Yds": _S.RUSHING_RECEIVING_YARDS,
    "Rush+Rec TDs": _S.RUSHING_RECEIVING_TOUCHDOWNS,
    "Pass+Rush+Rec TDs": _S.PASSING_RUSHING_RECEIVING_TOUCHDOWNS,
    "FG Made": _S.FIELD_GOALS_MADE,
    "PAT Made": _S.EXTRA_POINTS_MADE,
    "Longest FG": _S.LONGEST_FIELD_GOAL,
    "Longest FG Made": _S.LONGEST_FIELD_GOAL,
    "Shortest FG": _S.SHORTEST_FIELD_GOAL,
    "Shortest FG Made": _S.SHORTEST_FIELD_GOAL,
    "Field Goal Yards": _S.FIELD_GOAL_YARDS,
    "Kicking Points": _S.KICKING_POINTS,
    "Punts": _S.PUNTS,
    "Punts Inside 20": _S.PUNTS_INSIDE_20,
    "Sacks": _S.SACKS,
    "Assists": _S.ASSISTED_TACKLES,
    "Assists (tackles)": _S.ASSISTED_TACKLES,
    "Solo Tackles": _S.SOLO_TACKLES,
    "Tackles+Ast": _S.TACKLES_ASSISTS,
    "Passing Yards in First 10 Attempts": _S.PASSING_YARDS_IN_FIRST_10_ATTEMPTS,
    "Pass Yards in First 10 Attempts": _S.PASSING_YARDS_IN_FIRST_10_ATTEMPTS,
    "Longest FG Made Yds": _S.LONGEST_FIELD_GOAL,
    "Shortest FG Made Yds": _S.SHORTEST_FIELD_GOAL,
    "48+ Yard FG Made": _S.FIELD_GOALS_MADE_FROM_48_YARDS,
    "Avg Yards Per Punt": _S.PUNT_YARDS_PER_PUNT,
    "Halves with 100+ Pass Yards": _S.HALVES_WITH_100_PASSING_YARDS,
    "Halves with 150+ Pass Yards": _S.HALVES_WITH_150_PASSING_YARDS,
    "Quarters with 20+ Pass Yards": _S.QUARTERS_WITH_20_PASSING_YARDS,
    "Quarters with 25+ Pass Yards": _S.QUARTERS_WITH_25_PASSING_YARDS,
    "Quarters with 30+ Pass Yards": _S.QUARTERS_WITH_30_PASSING_YARDS,
    "Halves with 25+ Rush Yards": _S.HALVES_WITH_25_RUSHING_YARDS,
    "Halves with 50+ Rush Yards": _S.HALVES_WITH_50_RUSHING_YARDS,
    "Quarters with 5+ Rush Yards": _S.QUARTERS_WITH_5_RUSHING_YARDS,
    "Quarters with 10+ Rush Yards": _S.QUARTERS_WITH_10_RUSHING_YARDS,
    "Halves with 25+ Receiving Yards": _S.HALVES_WITH_25_RECEIVING_YARDS,
    "Halves with 40+ Receiving Yards": _S.HALVES_WITH_40_RECEIVING_YARDS,
    "Quarters with 5+ Receiving Yards": _S.QUARTERS_WITH_5_RECEIVING_YARDS,
    "Quarters with 10+ Receiving Yards": _S.QUARTERS_WITH_10_RECEIVING_YARDS,
    "Quarters with 1+ Reception": _S.QUARTERS_WITH_1_RECEPTIONS,
    "Fantasy Score": _S.FANTASY_POINTS,
}
_BASEBALL = {
    "Plate Appearances": _S.PLATE_APPEARANCES,
    "Hits": _S.HITS,
    "Singles": _S.SINGLES,
    "Doubles": _S.DOUBLES,
    "Triples": _S.TRIPLES,
    "Home Runs": _S.HOME_RUNS,
    "Total Bases": _S.TOTAL_BASES,
    "Runs": _S.RUNS,
    "RBIs": _S.RUNS_BATTED_IN,
    "Hits+Runs+RBIs": _S.HITS_RUNS_RUNS_BATTED_IN,
    "Walks": _S.WALKS,
    "Hitter Strikeouts": _S.BATTER_STRIKEOUTS,
    "Stolen Bases": _S.STOLEN_BASES,
    "Hitter Fantasy Score": _S.FANTASY_POINTS,
    "Pitcher Strikeouts": _S.PITCHER_STRIKEOUTS,
    "Pitcher Fantasy Score": _S.PITCHER_FANTASY_POINTS,
    "Pitching Outs": _S.PITCHING_OUTS,
    "Pitches Thrown": _S.PITCHES_THROWN,
    "Hits Allowed": _S.HITS_ALLOWED,
    "Walks Allowed": _S.WALKS_ALLOWED,
    "Earned Runs Allowed": _S.EARNED_RUNS_ALLOWED,
    "1st Inning Runs Allowed": _S.RUNS_ALLOWED,
    "1st Inning Walks Allowed": _S.WALKS_ALLOWED,
}
_ICE_HOCKEY = {
    "Goals": _S.GOALS,
    "Assists": _S.ASSISTS,
    "Points": _S.POINTS,
    "Power Play Points": _S.POWER_PLAY_POINTS,
    "Shots On Goal": _S.SHOTS_ON_GOAL,
    "Blocked Shots": _S.BLOCKED_SHOTS,
    "SOG + BS": _S.SHOTS_ON_GOAL_BLOCKED_SHOTS,
    "Hits": _S.HITS,
    "Faceoffs Won": _S.FACEOFFS_WON,
    "Time On Ice": _S.MINUTES,
    "Goalie Saves": _S.SAVES,
    "Goals Allowed": _S.GOALS_AGAINST,
    "Fantasy Score": _S.FANTASY_POINTS,
}
_SOCCER = {
    "Goals": _S.GOALS,
    "Assists": _S.ASSISTS,
    "Goal + Assist": _S.GOALS_ASSISTS,
    "Shots": _S.SHOTS,
    "Shots On Target": _S.SHOTS_ON_TARGET,
    "Shots Assisted": _S.SHOTS_ASSISTED,
    "Passes Attempted": _S.PASSES_ATTEMPTED,
    "Attempted Dribbles": _S.DRIBBLES_ATTEMPTED,
    "Crosses": _S.CROSSES,
    "Tackles": _S.TACKLES,
    "Cards": _S.CARDS,
    "Offsides": _S.OFFSIDES,
    "Clearances": _S.CLEARANCES,
    "Interceptions": _S.INTERCEPTIONS,
    "Fouls": _S.FOULS,
    "Fouls Drawn": _S.FOULS_DRAWN,
    "Goalie Saves": _S.SAVES,
    "Goals Allowed": _S.GOALS_AGAINST,
    "Goals Allowed in First 30 Minutes": _S.GOALS_ALLOWED_IN_FIRST_30_MINUTES,
}
_STATS: dict[Sport, dict[str, StatType]] = {
    sport: {word.casefold(): stat for word, stat in words.items()}
    for sport, words in (
        (Sport.BASKETBALL, _BASKETBALL),
        (Sport.AMERICAN_FOOTBALL, _FOOTBALL),
        (Sport.BASEBALL, _BASEBALL),
        (Sport.ICE_HOCKEY, _ICE_HOCKEY),
        (Sport.SOCCER, _SOCCER),
    )
}
"""By word in lower case: the boards do not agree on capitals (`Quarters With 3+ Points`)."""
_PERIOD_OF_STAT: dict[str, Period] = dict.fromkeys(
    ("1st Inning Runs Allowed", "1st Inning Walks Allowed"), Period.FIRST_INNING
)
"""Statistics whose name states the period."""
_SPORT_OF_LEAGUE: dict[str, Sport] = {str(league): league.traits.sport for league in League} | {
    sport: Sport(sport) for sport in MIXED_BOARDS.values()
}

_LIVE_BASKETBALL = {
    "Points": _S.POINTS,
    "Rebounds": _S.REBOUNDS,
    "OffensiveRebounds": _S.OFFENSIVE_REBOUNDS,
    "DefensiveRebounds": _S.DEFENSIVE_REBOUNDS,
    "Assists": _S.ASSISTS,
    "Steals": _S.STEALS,
    "BlockedShots": _S.BLOCKS,
    "Turnovers": _S.TURNOVERS,
    "PersonalFouls": _S.FOULS,
    "FieldGoalsMade": _S.FIELD_GOALS_MADE,
    "FieldGoalsAttempted": _S.FIELD_GOALS_ATTEMPTED,
    "TwoPointersMade": _S.TWO_POINTERS_MADE,
    "TwoPointersAttempted": _S.TWO_POINTERS_ATTEMPTED,
    "ThreePointersMade": _S.THREE_POINTERS_MADE,
    "ThreePointersAttempted": _S.THREE_POINTERS_ATTEMPTED,
    "FreeThrowsMade": _S.FREE_THROWS_MADE,
    "FreeThrowsAttempted": _S.FREE_THROWS_ATTEMPTED,
    "MinutesPlayed": _S.MINUTES,
    "FantasyScore": _S.FANTASY_POINTS,
}
_LIVE_STATS: dict[Sport, dict[str, StatType]] = {Sport.BASKETBALL: _LIVE_BASKETBALL}
"""Keys of a live row's box score. Keys of other sports have not been observed."""


def meaning_of(league: str, native_stat: str) -> tuple[StatType | None, Period | None]:
    """Return the statistic, None if it is in no vocabulary of the sport, and the period that its name states."""
    sport = _SPORT_OF_LEAGUE.get(league)
    stats = _STATS.get(sport, {}) if sport is not None else {}
    name = native_stat.removesuffix(COMBO_SUFFIX)
    return stats.get(name.casefold()), _PERIOD_OF_STAT.get(name)


def live_stats_of(league: str) -> dict[str, StatType]:
    """Return the statistic of each key of a live box score in this league."""
    sport = _SPORT_OF_LEAGUE.get(league)
    return _LIVE_STATS.get(sport, {}) if sport is not None else {}
