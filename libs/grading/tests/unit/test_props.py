import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_grading.figures import SUMS, figure_of
from a1_grading.graded import Graded
from a1_grading.outcomes import mirrored
from a1_grading.profiles import PROFILES, Profile
from a1_grading.props import Prop, grade_prop
from a1_schemas.analytics_words import GradeResult, GradeRule, RefusalReason
from a1_schemas.game_words import PropSide
from a1_schemas.player_stats import PlayerStats
from a1_schemas.sporting_event import SportingEvent
from a1_schemas.stats import AnyStat, StatType
from a1_schemas.vocabulary import Period

TABLE = Path(__file__).parent / "truth" / "props.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line, parse_float=Decimal) for line in TABLE.read_text().splitlines()]
Game = Callable[..., SportingEvent]
Report = Callable[..., PlayerStats]
Profiles = Callable[[str], Profile]


def read_stat(word: str) -> AnyStat:
    return word if word.startswith("other:") else StatType(word)


@pytest.mark.parametrize("row", ROWS, ids=[row["says"].replace(" ", "-") for row in ROWS])
def test_a_prop_ends_as_the_truth_table_says(
    row: dict[str, Any], game: Game, report: Report, profile: Profiles
) -> None:
    event = game(**row["game"])
    found = grade_prop(
        event,
        [report(row["game"]["league"], **each) for each in row["reports"]],
        Prop(
            tuple(row.get("players", ["ply_1"])), "A Player", read_stat(row["stat"]), Period(row.get("period", "game"))
        ),
        None if "line" not in row else Decimal(row["line"]),
        PropSide(row["side"]),
        profile(row.get("profile", "a1")),
    )
    rule, reason = row.get("rule"), row.get("reason")
    if rule is None and found.reason is None:
        rule = GradeRule.STATISTIC
    assert found == Graded(GradeResult(row["result"]), rule and GradeRule(rule), reason and RefusalReason(reason))


def test_a_sentence_of_the_truth_table_stands_once() -> None:
    assert len({row["says"] for row in ROWS}) == len(ROWS)


@given(figure=st.integers(0, 60), line=st.integers(0, 120).map(lambda halves: Decimal(halves) / 2))
def test_over_and_under_of_a_prop_end_as_mirrors(figure: int, line: Decimal, game: Game, report: Report) -> None:
    event = game("nba", (110, 104))
    reports = [report("nba", {"minutes": 30, "points": figure})]
    over, under = (
        grade_prop(
            event, reports, Prop(("ply_1",), "A Player", StatType.POINTS, Period.GAME), line, side, PROFILES["a1"]
        )
        for side in PropSide
    )
    assert under == over._replace(result=mirrored(over.result))


def test_every_sum_is_the_sum_of_its_parts(report: Report) -> None:
    for total, parts in SUMS.items():
        stats = {part: 2**place for place, part in enumerate(parts)}
        assert figure_of(report("epl", stats), total) == sum(stats.values()), total
