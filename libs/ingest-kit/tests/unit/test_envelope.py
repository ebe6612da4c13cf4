"""What the headers of a raw record say of the answer."""

from datetime import timedelta

from a1_ingest_kit.envelope import content_hash, raw_headers
from a1_ingest_kit.http import Fetched
from a1_ingest_kit.requests import Request, Target, every
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_testkit.clocks import START


def test_the_headers_have_the_time_of_the_request_and_of_the_answer():
    target = Target(League.NBA, "espn/scoreboard/nba")
    request = Request(feed="scoreboard", targets=(target,), path="/scoreboard", cadence=every(timedelta(seconds=5)))
    answered_at = START + timedelta(seconds=0.25)
    fetched = Fetched(
        status=200, content_type="application/json", body=b"{}", answered_at=answered_at, etag=None, last_modified=None
    )
    headers = raw_headers(
        Provider.ESPN, request, target, url="u", fetched=fetched, fetched_at=START, sequence=7, request_id="r"
    )
    assert (headers.fetched_at, headers.answered_at, headers.sequence) == (START, answered_at, 7)
    assert (headers.league, headers.sport, headers.content_hash) == ("nba", "basketball", content_hash(b"{}"))
