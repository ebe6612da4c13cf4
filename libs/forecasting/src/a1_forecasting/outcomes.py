"""The results of a game in the order of every table here: home, draw, away; or home, away."""

from a1_schemas.vocabulary import Selection

HOME, DRAW, AWAY = Selection.HOME, Selection.DRAW, Selection.AWAY
Outcomes = tuple[Selection, ...]
TWO_WAY: Outcomes = (HOME, AWAY)
THREE_WAY: Outcomes = (HOME, DRAW, AWAY)
Probabilities = tuple[float, ...]
"""One for each outcome, in their order. Their sum is 1."""


def result_of(home_score: int, away_score: int) -> Selection:
    """Return which side has more points, or the draw."""
    if home_score == away_score:
        return DRAW
    return HOME if home_score > away_score else AWAY
