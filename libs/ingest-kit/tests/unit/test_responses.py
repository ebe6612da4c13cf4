import json
import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a1_ingest_kit.responses import ResponseClass, Rule, classify
from a1_schemas.vocabulary import PollReason


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (200, b'{"a": 1}', None),
        (200, b"[]", None),
        (200, b"<html>hello</html>", PollReason.NOT_JSON),
        (200, b"", PollReason.NOT_JSON),
        (200, b"[1, 2]x", PollReason.NOT_JSON),
        (200, b'{"a": [1, 2', PollReason.TRUNCATED),
        (200, b"[" * 100_000, None),
        (204, b"", PollReason.UNEXPECTED_STATUS),
        (304, b"", PollReason.UNEXPECTED_STATUS),
        (400, b"{}", PollReason.BAD_REQUEST),
        (401, b"{}", PollReason.INVALID_KEY),
        (403, b"{}", PollReason.BLOCKED),
        (404, b"{}", PollReason.NOT_FOUND),
        (418, b"{}", PollReason.UNEXPECTED_STATUS),
        (422, b"{}", PollReason.BAD_REQUEST),
        (429, b"{}", PollReason.RATE_LIMITED),
        (500, b"<html>", PollReason.SERVER_ERROR),
        (503, b"", PollReason.SERVER_ERROR),
    ],
)
def test_status_and_body_give_a_closed_reason(status, body, reason):
    response_class = classify(status, {}, body, ())
    assert (None if response_class is None else response_class.reason) == reason


def test_a_rejection_pauses_the_whole_provider_so_that_no_hot_loop_begins():
    for status in (401, 403):
        response_class = classify(status, {}, b"{}", ())
        assert response_class is not None
        assert response_class.pause is not None
        assert response_class.pause >= timedelta(minutes=1)
        assert not response_class.retry


def test_the_first_rule_that_holds_wins_over_the_status():
    spent = ResponseClass(PollReason.QUOTA_EXHAUSTED)
    rules = (
        Rule(status=401, says=re.compile("CREDITS"), response_class=spent),
        Rule(
            status=401, header="x-cause", says=re.compile("QPS"), response_class=ResponseClass(PollReason.RATE_LIMITED)
        ),
        Rule(status=200, lacks=re.compile("data"), response_class=ResponseClass(PollReason.BLOCKED)),
    )
    assert classify(401, {}, b'{"code": "CREDITS"}', rules) == spent
    assert classify(401, {"x-cause": "OVER_QPS"}, b"{}", rules) == ResponseClass(PollReason.RATE_LIMITED)
    assert classify(200, {}, b'{"else": 1}', rules) == ResponseClass(PollReason.BLOCKED)
    assert classify(200, {}, b'{"data": 1}', rules) is None


@given(st.integers(100, 599), st.one_of(st.binary(), st.text().map(str.encode)))
def test_any_response_has_a_class_or_is_whole_json(status, body):
    response_class = classify(status, {}, body, ())
    if response_class is None:
        assert status == 200
        json.loads(body)


def test_a_document_cut_anywhere_is_truncated():
    body = b'{"a": [1.25, -3, true, null, "x\\u00e9\\n", 1e10, {"b": "V\xc3\xadk"}], "c": -0.5}'
    for length in range(1, len(body)):
        response_class = classify(200, {}, body[:length], ())
        assert response_class is not None
        assert response_class.reason is PollReason.TRUNCATED, body[:length]
