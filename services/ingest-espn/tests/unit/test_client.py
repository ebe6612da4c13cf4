import pytest

from a1_ingest_espn.client import RULES
from a1_ingest_kit.verdicts import verdict_on
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
    verdict = verdict_on(status, {}, body, RULES)
    assert (None if verdict is None else verdict.reason) == reason


@pytest.mark.recordings
def test_every_recorded_body_is_one_to_publish_and_every_recorded_error_is_not(recordings: list[Recording]) -> None:
    ours = [each for each in recordings if each.row["provider"] == "espn" and each.row["status"] == 200]
    for each in ours:
        verdict = verdict_on(200, {}, each.body, RULES)
        assert (verdict is None) == (each.row["feed"] != "error"), each.name
