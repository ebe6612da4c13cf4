"""A published number is computed again from the records that it names."""

from collections.abc import Mapping

import pytest

from a1_analysis.configuration import built_in, configured
from a1_analysis.outputs import Output
from a1_analysis.proving import Source, recomputed, sources_of
from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.leagues import League
from a1_schemas.topics import normalized_topic
from a1_schemas.vocabulary import Kind

from .conftest import Desk, market

_KINDS = {normalized_topic(kind): kind for kind in (Kind.ODDS, Kind.PROPS)}


def busy_desk() -> Desk:
    """A league with fair prices and an opportunity of each kind."""
    desk = Desk(League.NFL)
    desk.offer("draftkings", market(home=2.1, away=1.85))
    desk.offer("fanduel", market(home=1.85, away=2.05))
    desk.offer("williamhill_us", market("total", 40.5, over=1.9, under=2.03))
    desk.wait(60)
    for book in ("draftkings", "fanduel", "betmgm"):
        totals = market("total", 40.5, over=1.96, under=1.96)
        spread = market("spread", -3.5, home=2.0, away=1.95) if book == "draftkings" else None
        spread = spread or market("spread", -2.5, home=1.95, away=1.88)
        desk.offer(book, totals, spread, market("moneyline", home=2.0, away=1.99))
    desk.prop("draftkings", 24.5, 1.8, 2.0)
    desk.prop("fanduel", 24.5, 1.83, 1.95)
    return desk


def records_of(desk: Desk) -> Mapping[Source, bytes]:
    return {
        Source(_KINDS[record.topic], record.key, record.version): record.value or b""
        for record in desk.log
        if record.topic in _KINDS
    }


def proven(desk: Desk) -> list[tuple[str, Output]]:
    kinds = (AnalyticsKind.FAIR, AnalyticsKind.OPPORTUNITIES)
    newest = {output.key: output for output in desk.outputs if output.kind in kinds}
    return [(desk.published[output.kind, key].get("kind", "fair"), output) for key, output in newest.items()]


def test_every_kind_of_number_is_proven_by_its_own_records() -> None:
    desk = busy_desk()
    found = proven(desk)
    assert {kind for kind, _ in found} >= {"fair", "arbitrage", "low-hold", "middle", "ev", "stale-line"}
    for kind, output in found:
        published, again = recomputed(output.kind, output.value or b"", records_of(desk), League.NFL, built_in())
        assert again == published, kind


def test_another_price_in_the_log_makes_another_number() -> None:
    desk = busy_desk()
    _, output = proven(desk)[0]
    records = {source: value.replace(b'"price":1.', b'"price":1.1') for source, value in records_of(desk).items()}
    published, again = recomputed(output.kind, output.value or b"", records, League.NFL, built_in())
    assert again != published


def test_another_configuration_makes_another_number() -> None:
    desk = busy_desk()
    _, output = proven(desk)[0]
    other = configured({"fair": b'{"method": "multiplicative"}'})
    published, again = recomputed(output.kind, output.value or b"", records_of(desk), League.NFL, other)
    assert again != published


def test_a_record_that_the_log_has_lost_cannot_prove() -> None:
    desk = busy_desk()
    _, output = proven(desk)[0]
    assert sources_of(output.kind, output.value or b"")
    with pytest.raises(KeyError):
        recomputed(output.kind, output.value or b"", {}, League.NFL, built_in())


def test_a_book_that_moved_at_one_of_its_lines_is_counted_once_at_each() -> None:
    desk = Desk(League.NFL)
    far = market("spread", -3.5, home=2.0, away=1.95) | {"observed_at": desk.now}
    near = market("spread", -2.5, home=1.95, away=1.88)
    for book in ("draftkings", "fanduel", "betmgm"):
        desk.offer(book, *([far] if book == "draftkings" else []), near)
    desk.wait(60)
    desk.offer("draftkings", far, market("spread", -2.5, home=1.94, away=1.89))
    [middle] = [output for kind, output in proven(desk) if kind == "middle"]
    versions = {source.version for source in sources_of(middle.kind, middle.value or b"") if "draftkings" in source.key}
    assert len(versions) == 2
    published, again = recomputed(middle.kind, middle.value or b"", records_of(desk), League.NFL, built_in())
    assert again == published
