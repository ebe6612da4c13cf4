"""The statistics of players. One word per meaning: a key whose meaning depends on the sport is split here.

Sums contain the names of all their parts (`points-rebounds-assists`); yes/no markets are named after the event.
"""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints


class StatType(StrEnum):
    """A statistic of a player in a game, or what decides a prop."""

    # Any sport
    MINUTES = "minutes"
    FANTASY_POINTS = "fantasy-points"
    PITCHER_FANTASY_POINTS = "pitcher-fantasy-points"
    POINTS = "points"
    ASSISTS = "assists"
    GOALS = "goals"
    HITS = "hits"
    SAVES = "saves"
    SHOTS = "shots"
    FOULS = "fouls"
    PLUS_MINUS = "plus-minus"
    TACKLES = "tackles"
    INTERCEPTIONS = "interceptions"
    TURNOVERS = "turnovers"
    BLOCKED_SHOTS = "blocked-shots"
    FIELD_GOALS_MADE = "field-goals-made"
    FIELD_GOALS_ATTEMPTED = "field-goals-attempted"

    # Basketball
    REBOUNDS = "rebounds"
    OFFENSIVE_REBOUNDS = "offensive-rebounds"
    DEFENSIVE_REBOUNDS = "defensive-rebounds"
    STEALS = "steals"
    BLOCKS = "blocks"
    TWO_POINTERS_MADE = "two-pointers-made"
    TWO_POINTERS_ATTEMPTED = "two-pointers-attempted"
    THREE_POINTERS_MADE = "three-pointers-made"
    THREE_POINTERS_ATTEMPTED = "three-pointers-attempted"
    FREE_THROWS_MADE = "free-throws-made"
    FREE_THROWS_ATTEMPTED = "free-throws-attempted"
    TECHNICAL_FOULS = "technical-fouls"
    DUNKS = "dunks"
    POINTS_REBOUNDS = "points-rebounds"
    POINTS_ASSISTS = "points-assists"
    REBOUNDS_ASSISTS = "rebounds-assists"
    POINTS_REBOUNDS_ASSISTS = "points-rebounds-assists"
    BLOCKS_STEALS = "blocks-steals"
    DOUBLE_DOUBLE = "double-double"
    TRIPLE_DOUBLE = "triple-double"
    POINTS_IN_FIRST_3_MINUTES = "points-in-first-3-minutes"
    REBOUNDS_IN_FIRST_3_MINUTES = "rebounds-in-first-3-minutes"
    ASSISTS_IN_FIRST_3_MINUTES = "assists-in-first-3-minutes"
    FIRST_BASKET = "first-basket"
    FIRST_TEAM_BASKET = "first-team-basket"
    METHOD_OF_FIRST_BASKET = "method-of-first-basket"

    # American football
    PASSING_YARDS = "passing-yards"
    PASSING_TOUCHDOWNS = "passing-touchdowns"
    PASSING_ATTEMPTS = "passing-attempts"
    PASSING_COMPLETIONS = "passing-completions"
    COMPLETION_PERCENTAGE = "completion-percentage"
    COMPLETIONS_IN_FIRST_10_ATTEMPTS = "completions-in-first-10-attempts"
    PASSING_INTERCEPTIONS = "passing-interceptions"
    LONGEST_COMPLETION = "longest-completion"
    SACKS_TAKEN = "sacks-taken"
    YARDS_ON_FIRST_COMPLETION = "yards-on-first-completion"
    RUSHING_YARDS = "rushing-yards"
    RUSHING_ATTEMPTS = "rushing-attempts"
    RUSHING_TOUCHDOWNS = "rushing-touchdowns"
    LONGEST_RUSH = "longest-rush"
    RUSHING_YARDS_IN_FIRST_5_ATTEMPTS = "rushing-yards-in-first-5-attempts"
    RUSHING_YARDS_PER_ATTEMPT = "rushing-yards-per-attempt"
    YARDS_ON_FIRST_RUSH = "yards-on-first-rush"
    RECEIVING_YARDS = "receiving-yards"
    RECEIVING_TOUCHDOWNS = "receiving-touchdowns"
    RECEIVING_YARDS_IN_FIRST_2_RECEPTIONS = "receiving-yards-in-first-2-receptions"
    YARDS_ON_FIRST_RECEPTION = "yards-on-first-reception"
    RECEPTIONS = "receptions"
    TARGETS = "targets"
    LONGEST_RECEPTION = "longest-reception"
    PASSING_RUSHING_YARDS = "passing-rushing-yards"
    RUSHING_RECEIVING_YARDS = "rushing-receiving-yards"
    PASSING_RUSHING_RECEIVING_YARDS = "passing-rushing-receiving-yards"
    RUSHING_RECEIVING_TOUCHDOWNS = "rushing-receiving-touchdowns"
    PASSING_RUSHING_RECEIVING_TOUCHDOWNS = "passing-rushing-receiving-touchdowns"
    TOUCHDOWNS = "touchdowns"
    ANYTIME_TOUCHDOWN = "anytime-touchdown"
    FIRST_TOUCHDOWN = "first-touchdown"
    LAST_TOUCHDOWN = "last-touchdown"
    FUMBLES = "fumbles"
    FUMBLES_LOST = "fumbles-lost"
    SOLO_TACKLES = "solo-tackles"
    ASSISTED_TACKLES = "assisted-tackles"
    TACKLES_ASSISTS = "tackles-assists"
    SACKS = "sacks"
    PASSES_DEFENDED = "passes-defended"
    FIELD_GOAL_YARDS = "field-goal-yards"
    LONGEST_FIELD_GOAL = "longest-field-goal"
    SHORTEST_FIELD_GOAL = "shortest-field-goal"
    EXTRA_POINTS_MADE = "extra-points-made"
    EXTRA_POINTS_ATTEMPTED = "extra-points-attempted"
    KICKING_POINTS = "kicking-points"
    PUNTS = "punts"
    PUNTS_INSIDE_20 = "punts-inside-20"
    PUNT_YARDS = "punt-yards"
    KICK_RETURN_YARDS = "kick-return-yards"
    PUNT_RETURN_YARDS = "punt-return-yards"

    # Baseball
    PLATE_APPEARANCES = "plate-appearances"
    AT_BATS = "at-bats"
    RUNS = "runs"
    SINGLES = "singles"
    DOUBLES = "doubles"
    TRIPLES = "triples"
    HOME_RUNS = "home-runs"
    FIRST_HOME_RUN = "first-home-run"
    TOTAL_BASES = "total-bases"
    RUNS_BATTED_IN = "runs-batted-in"
    WALKS = "walks"
    BATTER_STRIKEOUTS = "batter-strikeouts"
    STOLEN_BASES = "stolen-bases"
    HITS_RUNS_RUNS_BATTED_IN = "hits-runs-runs-batted-in"
    PITCHER_STRIKEOUTS = "pitcher-strikeouts"
    PITCHER_WIN = "pitcher-win"
    PITCHING_OUTS = "pitching-outs"
    PITCHES_THROWN = "pitches-thrown"
    HITS_ALLOWED = "hits-allowed"
    RUNS_ALLOWED = "runs-allowed"
    EARNED_RUNS_ALLOWED = "earned-runs-allowed"
    WALKS_ALLOWED = "walks-allowed"
    HOME_RUNS_ALLOWED = "home-runs-allowed"

    # Ice hockey
    SHOTS_ON_GOAL = "shots-on-goal"
    SHOTS_ON_GOAL_BLOCKED_SHOTS = "shots-on-goal-blocked-shots"
    POWER_PLAY_POINTS = "power-play-points"
    POWER_PLAY_GOALS = "power-play-goals"
    PENALTY_MINUTES = "penalty-minutes"
    FACEOFFS_WON = "faceoffs-won"
    FACEOFFS_LOST = "faceoffs-lost"
    TAKEAWAYS = "takeaways"
    GIVEAWAYS = "giveaways"
    SHOTS_AGAINST = "shots-against"
    GOALS_AGAINST = "goals-against"
    ANYTIME_GOAL = "anytime-goal"
    FIRST_GOAL = "first-goal"
    LAST_GOAL = "last-goal"

    # Soccer
    SHOTS_ON_TARGET = "shots-on-target"
    SHOTS_ASSISTED = "shots-assisted"
    GOALS_ASSISTS = "goals-assists"
    OWN_GOALS = "own-goals"
    PASSES_ATTEMPTED = "passes-attempted"
    PASSES_COMPLETED = "passes-completed"
    DRIBBLES_ATTEMPTED = "dribbles-attempted"
    CROSSES = "crosses"
    CLEARANCES = "clearances"
    FOULS_DRAWN = "fouls-drawn"
    OFFSIDES = "offsides"
    CARDS = "cards"
    YELLOW_CARDS = "yellow-cards"
    RED_CARDS = "red-cards"
    RECEIVES_CARD = "receives-card"
    RECEIVES_RED_CARD = "receives-red-card"
    GOALS_ALLOWED_IN_FIRST_30_MINUTES = "goals-allowed-in-first-30-minutes"


OTHER = "other:"
"""Before the slug of a statistic in no vocabulary."""
_LONGEST_SLUG = 80
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")

OtherStat = Annotated[str, StringConstraints(pattern=rf"^{OTHER}[a-z0-9][a-z0-9-]{{0,{_LONGEST_SLUG - 1}}}$")]
"""A statistic in no vocabulary, made of the provider's own words: `other:quarters-with-5-points`."""

AnyStat = StatType | OtherStat


def other_stat(native_stat: str) -> str | None:
    """Return the open form of a statistic in no vocabulary, or None for words without a letter or digit."""
    spelled = native_stat.casefold().replace("+", " plus ").replace("%", " percent ")
    slug = _NOT_IN_SLUG.sub("-", spelled).strip("-")[:_LONGEST_SLUG].strip("-")
    return f"{OTHER}{slug}" if slug else None
