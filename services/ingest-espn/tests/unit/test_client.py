import pytest

from a1_ingest_espn.client import RULES
from a1_ingest_kit.responses import classify
from a1_schemas.vocabulary import PollReason
from a1_testkit.recordings import Recording


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (200, b'{"code":404}', PollReason.NOT_FOUND),
        (200, b'{"code":400,"message":"Failed to get events endpoint."}', PollReason.BAD_REQUEST),
        (200, b'{\n  "error": {"message": "application error", "code": 500}}', PollReason.SERVER_ERROR),
        (200, b'{"code":1008,"detail":"x"}', PollReason.BAD_REQUEST),
        (200, b'{"events": []}', None),
        (200, b'{"leagues": [{"code": 404}], "events": []}', None),
        (403, b"<html>403 Forbidden</html>", PollReason.BLOCKED),
        (200, b"<html>hello</html>", PollReason.NOT_JSON),
    ],
)
def test_espns_errors_are_told_from_its_answers(status: int, body: bytes, reason: PollReason | None) -> None:
    response_class = classify(status, {}, body, RULES)
    assert (None if response_class is None else response_class.reason) == reason


@pytest.mark.recordings
def test_every_recorded_body_is_one_to_publish_and_every_recorded_error_is_not(recordings: list[Recording]) -> None:
    ours = [each for each in recordings if each.row["provider"] == "espn" and each.row["status"] == 200]
    for each in ours:
        response_class = classify(200, {}, each.body, RULES)
        assert (response_class is None) == (each.row["feed"] != "error"), each.name
