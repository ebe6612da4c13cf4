"""The results of a game in the order of every table here: home, draw, away; or home, away."""

HOME, DRAW, AWAY = "home", "draw", "away"
TWO_WAY = (HOME, AWAY)
THREE_WAY = (HOME, DRAW, AWAY)
Outcomes = tuple[str, ...]
Probabilities = tuple[float, ...]
"""One for each outcome, in their order. Their sum is 1."""


def result_of(home_score: int, away_score: int) -> str:
    """Return which side has more points, or `draw`."""
    if home_score == away_score:
        return DRAW
    return HOME if home_score > away_score else AWAY
