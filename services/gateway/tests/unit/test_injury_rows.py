"""One row a player, with the reports of all providers."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from a1_gateway.snapshot.items import Resource
from a1_gateway.snapshot.league_view import LeagueView
from a1_gateway.snapshot.pages import Pages
from a1_schemas.keys import pack
from a1_schemas.vocabulary import Kind, SourceState
from a1_testkit.canonical import NOW, a_player, a_status, an_injury


class Injuries:
    """A league whose providers report injuries."""

    def __init__(self) -> None:
        self.view = LeagueView("nba")
        self._pages = Pages(max_pages=9, max_bytes=1_000_000)
        self._version = 0

    def report(self, provider: str, name: str, status: str | None, team: str = "nba-lal", **more: object) -> None:
        """Report a player, or end the report without a status."""
        self._version += 1
        player = a_player(name, team)
        target = f"{provider}/injuries/nba"
        facts = {"provider": provider, "player": player, "status": status, "native_status": status, "target": target}
        body = an_injury(**facts | more).model_dump_json().encode() if status else b""
        key = f"nba|{provider}|injuries|{team}|{player.player_id}"
        self.view.put(Kind.INJURIES, key, pack(self._version, body), NOW)

    def prove(self, provider: str, state: SourceState = SourceState.UP) -> None:
        self._version += 1
        target = f"{provider}/injuries/nba"
        status = a_status(target, state=state).model_dump_json().encode()
        self.view.put(Kind.SOURCES, target, pack(self._version, status), NOW)

    def rows(self, query: str = "") -> list[Any]:
        return msgspec.json.decode(self._pages.page(Resource.INJURIES, (self.view,), query.encode(), NOW).body)["data"]


@pytest.fixture
def injuries() -> Injuries:
    return Injuries()


def test_a_player_of_two_providers_is_one_row_with_the_newest_report_first(injuries: Injuries):
    older, newer = NOW - timedelta(hours=3), NOW - timedelta(hours=1)
    injuries.report("espn", "LeBron James", "doubtful", observed_at=older, comment="Sore", body_part="Ankle")
    injuries.report("sportradar", "LeBron James", "out", observed_at=newer, expected_return_on="2026-12-01")
    (row,) = injuries.rows()
    assert (row["status"], row["player"]["name"], row["player"]["team"]) == ("out", "LeBron James", "nba-lal")
    told = [(each["provider"], each["status"], each["comment"], each["expected_return_on"]) for each in row["reports"]]
    assert told == [("sportradar", "out", None, "2026-12-01"), ("espn", "doubtful", "Sore", None)]


def test_a_report_without_a_time_of_its_own_counts_from_when_it_was_fetched(injuries: Injuries):
    injuries.report("espn", "LeBron James", "doubtful", changed_at=NOW)
    injuries.report("sportradar", "LeBron James", "out", observed_at=NOW - timedelta(hours=1))
    assert injuries.rows()[0]["status"] == "doubtful"


def test_a_row_is_as_fresh_as_its_newest_report(injuries: Injuries):
    injuries.report("espn", "LeBron James", "doubtful", observed_at=NOW - timedelta(hours=3))
    injuries.report("sportradar", "LeBron James", "out", observed_at=NOW - timedelta(hours=1))
    seen: list[list[str]] = []
    for provider, state in (("espn", SourceState.UP), ("sportradar", SourceState.UP), ("sportradar", SourceState.DOWN)):
        injuries.prove(provider, state)
        (row,) = injuries.rows()
        seen.append([row["freshness"], *(each["freshness"] for each in row["reports"])])
    assert seen == [["stale", "stale", "fresh"], ["fresh", "fresh", "fresh"], ["stale", "stale", "fresh"]]


def test_a_report_that_ends_leaves_the_others_and_the_last_one_ends_the_row(injuries: Injuries):
    injuries.report("espn", "LeBron James", "doubtful")
    injuries.report("sportradar", "LeBron James", "out", observed_at=NOW + timedelta(hours=1))
    left = []
    for provider in ("sportradar", "espn"):
        injuries.report(provider, "LeBron James", None)
        left.append([(row["status"], len(row["reports"])) for row in injuries.rows()])
    assert left == [[("doubtful", 1)], []]


def test_namesakes_of_two_teams_are_two_rows(injuries: Injuries):
    injuries.report("espn", "Michael Johnson", "out")
    injuries.report("espn", "Michael Johnson", "doubtful", team="nba-boston-celtics")
    found = {row["player"]["team"]: row["status"] for row in injuries.rows()}
    assert found == {"nba-lal": "out", "nba-boston-celtics": "doubtful"}


def test_filters_see_the_row(injuries: Injuries):
    injuries.report("espn", "LeBron James", "doubtful")
    injuries.report("sportradar", "LeBron James", "out", observed_at=NOW + timedelta(hours=1))
    injuries.report("espn", "Jayson Tatum", "doubtful", team="nba-boston-celtics")
    queries = ("status=doubtful", "status=out", "source=sportradar", "player=james", "team=nba-boston-celtics")
    found = [[row["player"]["name"].split()[1] for row in injuries.rows(query)] for query in queries]
    assert found == [["Tatum"], ["James"], ["James"], ["James"], ["Tatum"]]


def test_by_provider_each_report_is_a_row(injuries: Injuries):
    injuries.report("espn", "LeBron James", "doubtful")
    injuries.report("sportradar", "LeBron James", "out")
    rows = injuries.rows("by=provider")
    assert [(row["provider"], row["status"], row["version"]) for row in rows] == [
        ("espn", "doubtful", 1),
        ("sportradar", "out", 1),
    ]
