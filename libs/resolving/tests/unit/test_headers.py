"""A body's headers are parsed once, and go on with what the body changes."""

from datetime import timedelta

from a1_resolving.pipeline import normalize
from a1_schemas.providers import Provider
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import RejectReason


def test_a_handled_body_a_late_one_and_one_without_a_mapper_carry_their_headers(league, contest) -> None:
    record = league.record(Provider.ESPN, "feed", league.noon)
    late = league.record(Provider.ESPN, "feed", league.noon - timedelta(minutes=1))
    handled = league.handle(record, [contest("1")])
    passed = league.handle(late, [contest("1")])
    unmapped = league.handle_raw(league.record(Provider.ODDS, "feed", league.noon))
    assert passed.is_late
    assert unmapped.is_unsupported
    assert handled.headers == RawHeaders.from_kafka(record.headers)
    assert passed.headers == RawHeaders.from_kafka(late.headers)
    assert unmapped.headers is not None
    assert unmapped.headers.provider is Provider.ODDS


def test_a_body_whose_headers_cannot_be_read_carries_none(league) -> None:
    record = league.record(Provider.ESPN, "feed", league.noon)
    resolution = normalize(record._replace(headers=record.headers[1:]), league.state, {})
    assert resolution.headers is None
    assert resolution.rejects == {RejectReason.INVALID_HEADERS: 1}
