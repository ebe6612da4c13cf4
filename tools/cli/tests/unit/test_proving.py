"""What `a1 prove` takes an id for, which records a sample has, and what is said of their proofs."""

from collections import Counter

import pytest
from typer.testing import CliRunner

from a1_analysis.proving import Source
from a1_cli.app import COMMANDS, app_of
from a1_cli.proving.command import summary
from a1_cli.proving.evidence import Evidence
from a1_cli.proving.proofs import Proof, prove
from a1_cli.proving.published import Published, known_id, sampled
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.leagues import League
from a1_schemas.vocabulary import Kind
from a1_testkit.analysed import a_fair_price
from a1_testkit.canonical import event_id

APP = app_of(COMMANDS)

GAME = event_id(1)
FAIR, GRADES = AnalyticsKind.FAIR, AnalyticsKind.GRADES
PREDICTIONS, OPPORTUNITIES = AnalyticsKind.PREDICTIONS, AnalyticsKind.OPPORTUNITIES


def some(kind: AnalyticsKind, count: int) -> list[Published]:
    return [Published(f"{kind}-{number}", kind, League.NBA, f"{kind}@{number}", b"{}") for number in range(count)]


@pytest.mark.parametrize(
    ("published_id", "kind"),
    [
        (f"fair_nba_{26 * 'a'}", FAIR),
        (f"opp_nba_{26 * 'a'}", OPPORTUNITIES),
        (f"{GAME}|elo|moneyline", PREDICTIONS),
        (f"{GAME}|spread|game|including-overtime|a1", GRADES),
    ],
)
def test_an_id_says_its_kind_and_league(published_id: str, kind: AnalyticsKind) -> None:
    assert known_id(published_id) == (kind, League.NBA)


@pytest.mark.parametrize(
    "text", ["", GAME, "fair_nba_x", f"fair_quidditch_{26 * 'a'}", "nba|elo", f"ply_nba_{26 * 'a'}"]
)
def test_another_text_is_no_id(text: str) -> None:
    assert known_id(text) is None


def test_a_sample_takes_the_kinds_in_turns_and_fills_up_from_those_that_have_more() -> None:
    records = [*some(FAIR, 50), *some(GRADES, 5), *some(PREDICTIONS, 50)]
    kinds = Counter(record.kind for record in sampled(records, 30, seed=1))
    assert (kinds[GRADES], sum(kinds.values()), abs(kinds[FAIR] - kinds[PREDICTIONS]) <= 1) == (5, 30, True)


def test_a_sample_is_drawn_again_by_its_seed_from_records_in_any_order() -> None:
    records = some(FAIR, 50)
    assert sampled(records, 10, seed=1) == sampled(reversed(records), 10, seed=1)
    assert sampled(records, 10, seed=1) != sampled(records, 10, seed=2)


def test_a_summary_counts_kinds_and_shows_what_differs() -> None:
    records = [*some(FAIR, 2), *some(GRADES, 1)]
    proofs = [Proof(record.id, record.kind is FAIR, [], {}) for record in records]
    assert summary(records, proofs) == {
        "equal": False,
        "proven": 2,
        "by_kind": {"fair": 2, "grades": 1},
        "different": [{"id": "grades-0", "equal": False, "positions": [], "difference": {}}],
    }
    assert summary(records[:2], proofs[:2])["equal"] is True
    assert summary([], [])["equal"] is False


def test_a_record_that_the_log_has_lost_is_named() -> None:
    fair = a_fair_price()
    record = Published(fair.id, FAIR, League.NBA, "analytics.fair/0@1", fair.model_dump_json().encode())
    source = Source(Kind.ODDS, "evt|odds|odds|fanduel", 7)
    proof = prove(record, [source], Evidence())
    assert proof == Proof(fair.id, False, ["analytics.fair/0@1"], [f"the log no longer has {source.key} version 7"])


def test_a_configuration_that_the_log_does_not_have_is_named() -> None:
    fair = a_fair_price()
    record = Published(fair.id, FAIR, League.NBA, "analytics.fair/0@1", fair.model_dump_json().encode())
    proof = prove(record, [], Evidence())
    assert proof.difference == [f"the log does not have the configuration {fair.config}"]


@pytest.mark.parametrize("arguments", [[], ["--sample", "10", f"fair_nba_{26 * 'a'}"], ["--sample", "0"], ["x"]])
def test_ids_or_a_sample_are_needed(arguments: list[str]) -> None:
    assert CliRunner().invoke(APP, ["prove", *arguments]).exit_code == 2
