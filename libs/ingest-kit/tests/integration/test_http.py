import gzip
import random
import sys
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from a1_ingest_kit.bodies import MAX_BODY_BYTES
from a1_ingest_kit.circuit import FAILURES_TO_OPEN
from a1_ingest_kit.http import ATTEMPTS, Failed, Fetched, Http, NotModified, open_http
from a1_ingest_kit.requests import Request, Target, every
from a1_schemas.vocabulary import PollReason

SECRET = "canary-key"


def an_ask(**changes):
    given = {
        "feed": "scores",
        "targets": (Target("nba", "odds/scores/nba"),),
        "path": "/v4/scores",
        "params": {"daysFrom": "1"},
        "cadence": every(timedelta(seconds=1)),
    }
    return Request(**given | changes)


@asynccontextmanager
async def asking(provider, clock, *, answer_within=timedelta(seconds=5), permit_after_s=0):
    learned, circuit, answers = [], [], []

    async def permit(request):
        if permit_after_s:
            await clock.sleep(permit_after_s)

    async with open_http(
        provider.base_url, answer_within=answer_within, headers={"x-api-key": SECRET}, params={"apiKey": SECRET}
    ) as client:
        http = Http(
            client,
            (),
            permit=permit,
            update_quota=lambda request, headers: learned.append(headers),
            note_answer=lambda request, seconds: answers.append((request.feed, seconds)),
            show_circuit=circuit.append,
            answer_within=answer_within,
            clock=clock,
            rng=random.Random(1),
        )
        http.learned, http.circuit, http.answers = learned, circuit, answers
        yield http


async def test_a_connection_is_used_again_also_after_a_304(provider, clock, answering):
    provider.script(answering(b"", 304, connection="keep-alive"), answering(b"{}", connection="keep-alive"))
    async with asking(provider, clock) as http:
        assert (await http.fetch(an_ask(), {"if-none-match": '"a"'}))[0] == NotModified()
        assert isinstance((await http.fetch(an_ask(), {}))[0], Fetched)
        assert isinstance((await http.fetch(an_ask(), {}))[0], Fetched)
    assert len(provider.requests) == 3
    assert provider.connections == 1


async def test_a_request_looks_for_no_module(provider, clock, answering, monkeypatch):
    provider.answer = lambda path, headers: answering(b"{}")
    looked_for = []

    class Finder:
        def find_spec(self, name, path=None, target=None):
            looked_for.append(name)

    async with asking(provider, clock) as http:
        await http.fetch(an_ask(), {})
        monkeypatch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])
        await http.fetch(an_ask(), {})
    assert looked_for == []


async def test_a_body_comes_as_it_was_sent_and_the_key_only_goes_over_the_wire(provider, clock, answering):
    body = b'{"name": "V\xc3\xadkingur"}'
    provider.answer = lambda path, headers: answering(
        gzip.compress(body), headers={"content-type": "application/json", "content-encoding": "gzip", "etag": '"a"'}
    )
    async with asking(provider, clock) as http:
        answer, sent_at = await http.fetch(an_ask(), {})
        assert answer == Fetched(
            status=200,
            content_type="application/json",
            body=body,
            answered_at=clock.now(),
            etag='"a"',
            last_modified=None,
        )
        assert sent_at == clock.now()
        assert SECRET not in http.url_of(an_ask())
        assert http.url_of(an_ask()).endswith("/v4/scores?daysFrom=1")
    path, headers = provider.requests[0]
    assert "apiKey=canary-key" in path
    assert "daysFrom=1" in path
    assert headers["x-api-key"] == SECRET


async def test_tags_that_still_hold_give_not_modified(provider, clock, answering):
    provider.answer = lambda path, headers: answering(b"", 304)
    async with asking(provider, clock) as http:
        answer, _ = await http.fetch(an_ask(), {"if-none-match": '"a"'})
    assert answer == NotModified()
    assert provider.requests[0][1]["if-none-match"] == '"a"'


async def test_a_failing_server_is_asked_again_with_growing_waits_and_then_answers(provider, clock, answering):
    provider.script(answering(b"", 503), answering(b"", 503), answering(b"[1]"))
    async with asking(provider, clock) as http:
        answer, _ = await http.fetch(an_ask(), {})
    assert isinstance(answer, Fetched)
    assert len(clock.slept) == 2
    assert clock.slept[0] < clock.slept[1]


async def test_an_answers_time_has_no_wait_for_a_permit_and_none_between_attempts(provider, clock, answering):
    def after_two_seconds(path, headers):
        clock.time += timedelta(seconds=2)
        return answering(b"", 503) if len(provider.requests) == 1 else answering(b"[1]")

    provider.answer = after_two_seconds
    async with asking(provider, clock, permit_after_s=30) as http:
        await http.fetch(an_ask(), {})
        assert http.answers == [("scores", 2), ("scores", 2)]


async def test_retries_are_bounded(provider, clock, answering):
    provider.script(answering(b"", 500))
    async with asking(provider, clock) as http:
        answer, _ = await http.fetch(an_ask(), {})
    assert answer == Failed(reason=PollReason.SERVER_ERROR, detail="status 500")
    assert len(provider.requests) == ATTEMPTS


async def test_a_short_retry_after_is_waited_for(provider, clock, answering):
    provider.script(answering(b"", 429, {"retry-after": "3"}), answering(b"[]"))
    async with asking(provider, clock) as http:
        answer, _ = await http.fetch(an_ask(), {})
    assert isinstance(answer, Fetched)
    assert clock.slept[0] >= 3


async def test_a_long_retry_after_puts_off_the_next_poll_instead(provider, clock, answering):
    provider.script(answering(b"", 429, {"retry-after": "120"}))
    async with asking(provider, clock) as http:
        answer, _ = await http.fetch(an_ask(), {})
    assert answer == Failed(reason=PollReason.RATE_LIMITED, detail="status 429", wait=timedelta(seconds=120))
    assert len(provider.requests) == 1


async def test_a_refused_key_is_not_tried_again_and_stops_all_further_asking(provider, clock, answering):
    provider.script(answering(b'{"error_code": "INVALID_KEY"}', 401))
    async with asking(provider, clock) as http:
        first, _ = await http.fetch(an_ask(), {})
        second, _ = await http.fetch(an_ask(path="/v4/other"), {})
    assert first.reason is second.reason is PollReason.INVALID_KEY
    assert len(provider.requests) == 1


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (b"<html>Welcome</html>", 200, PollReason.NOT_JSON),
        (b'{"a": [1, 2', 200, PollReason.TRUNCATED),
        (b"x" * (MAX_BODY_BYTES + 1), 200, PollReason.TOO_LARGE),
        (b"", 404, PollReason.NOT_FOUND),
        (b"", 204, PollReason.UNEXPECTED_STATUS),
    ],
)
async def test_what_is_no_whole_json_document_fails_with_its_reason(provider, clock, answering, body, status, reason):
    provider.script(answering(body, status))
    async with asking(provider, clock) as http:
        answer, _ = await http.fetch(an_ask(), {})
    assert answer.reason is reason


async def test_a_gzip_bomb_is_too_large(provider, clock, answering):
    bomb = gzip.compress(b" " * 100_000_000)
    provider.script(answering(bomb, headers={"content-encoding": "gzip"}))
    async with asking(provider, clock) as http:
        answer, _ = await http.fetch(an_ask(), {})
    assert answer.reason is PollReason.TOO_LARGE


async def test_a_connection_that_closes_within_the_body_is_truncated(provider, clock, answering):
    provider.script(answering(b'{"a": 1}', length=5000))
    async with asking(provider, clock) as http:
        answer, _ = await http.fetch(an_ask(), {})
    assert answer.reason is PollReason.TRUNCATED


async def test_a_redirect_off_the_host_is_refused_and_never_followed(provider, clock, answering):
    provider.script(answering(b"", 302, {"location": "http://127.0.0.1:1/elsewhere"}))
    async with asking(provider, clock) as http:
        answer, _ = await http.fetch(an_ask(), {})
    assert answer.reason is PollReason.REDIRECT_REFUSED
    assert len(provider.requests) == 1


async def test_a_redirect_on_the_host_is_followed_with_its_own_query(provider, clock, answering):
    provider.script(answering(b"", 301, {"location": "/moved?page=2"}), answering(b"[]"))
    async with asking(provider, clock) as http:
        answer, _ = await http.fetch(an_ask(), {})
    assert isinstance(answer, Fetched)
    assert provider.requests[1][0].startswith("/moved?")
    assert "page=2" in provider.requests[1][0]


async def test_redirects_in_a_circle_end(provider, clock, answering):
    provider.script(answering(b"", 302, {"location": "/round"}))
    async with asking(provider, clock) as http:
        answer, _ = await http.fetch(an_ask(), {})
    assert answer.reason is PollReason.REDIRECT_REFUSED


async def test_silence_is_a_timeout(provider, clock):
    provider.answer = lambda path, headers: None
    async with asking(provider, clock, answer_within=timedelta(milliseconds=50)) as http:
        answer, _ = await http.fetch(an_ask(), {})
    assert answer.reason is PollReason.TIMEOUT


async def test_nobody_listening_is_a_connection_failure_without_the_key_in_it(provider, clock):
    provider.base_url = "http://127.0.0.1:1"
    async with asking(provider, clock) as http:
        answer, _ = await http.fetch(an_ask(), {})
    assert answer.reason is PollReason.CONNECTION
    assert SECRET not in repr(answer)


async def test_a_host_that_keeps_failing_is_left_alone_and_found_well_again(provider, clock, answering):
    provider.script(answering(b"", 500))
    async with asking(provider, clock) as http:
        for _ in range(FAILURES_TO_OPEN):
            answer, _ = await http.fetch(an_ask(), {})
        assert answer.reason is PollReason.CIRCUIT_OPEN
        asked = len(provider.requests)
        answer, _ = await http.fetch(an_ask(), {})
        assert len(provider.requests) == asked
        provider.script(answering(b"[]"))
        clock.time += answer.wait
        answer, _ = await http.fetch(an_ask(), {})
        assert isinstance(answer, Fetched)
        assert http.circuit == [*[False] * (FAILURES_TO_OPEN - 1), True, False]


async def test_every_response_reports_the_quota_rejections_too(provider, clock, answering):
    provider.script(answering(b"", 404, {"x-requests-remaining": "7"}))
    async with asking(provider, clock) as http:
        await http.fetch(an_ask(), {})
        assert [headers["x-requests-remaining"] for headers in http.learned] == ["7"]
