"""The records of one body, sorted by type and counted."""

from collections import Counter

from a1_mappers.extracted import Complete, KeepAlive, Reject, Unchanged
from a1_resolving.body_contents import BodyContents
from a1_resolving.steps import finish
from a1_schemas.vocabulary import Kind, RejectReason


def contents_of(*extracted) -> BodyContents:
    contents = BodyContents()
    finish(contents.collect(iter(extracted)))
    return contents


def test_contests_and_offers_are_sorted_and_counted_by_class(contest, offer) -> None:
    extracted = (contest("1"), offer("1"), contest("2"), Complete((Kind.LISTINGS,)))
    contents = contents_of(*extracted)
    assert (contents.contests, contents.offers) == ([extracted[0], extracted[2]], [extracted[1]])
    assert contents.mapped == {"Contest": 2, "Offer": 1, "Complete": 1}


def test_unchanged_records_are_kept_by_kind_and_counted_by_bookmaker() -> None:
    contents = contents_of(
        Unchanged(Kind.LISTINGS, ("x",)),
        Unchanged(Kind.ODDS, ("x", "draftkings", "fanduel")),
        Unchanged(Kind.ODDS, ("y", "draftkings")),
    )
    assert contents.unchanged == {
        Kind.LISTINGS: [("x",)],
        Kind.ODDS: [("x", "draftkings", "fanduel"), ("y", "draftkings")],
    }
    assert contents.mapped == {"Unchanged": 4}


def test_kept_contests_and_complete_kinds_are_noted_in_order() -> None:
    contents = contents_of(
        KeepAlive(Kind.ODDS, "x"),
        KeepAlive(Kind.ODDS, "y"),
        KeepAlive(Kind.PROPS, "x"),
        Complete((Kind.LISTINGS, Kind.ODDS)),
        Complete((Kind.PROPS,)),
    )
    assert contents.kept == {Kind.ODDS: {"x": None, "y": None}, Kind.PROPS: {"x": None}}
    assert list(contents.complete) == [Kind.LISTINGS, Kind.ODDS, Kind.PROPS]


def test_the_first_reject_that_is_not_quiet_is_kept_and_all_are_counted() -> None:
    quiet = Reject(RejectReason.NOT_A_CONTEST, "$.a", "")
    first, second = (Reject(RejectReason.MISSING_FIELD, path, "") for path in ("$.b", "$.c"))
    contents = contents_of(quiet, first, second)
    assert contents.rejects == Counter({RejectReason.MISSING_FIELD: 2, RejectReason.NOT_A_CONTEST: 1})
    assert contents.first_reject == first
    assert contents_of(quiet).first_reject is None
