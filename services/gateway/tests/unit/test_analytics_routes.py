"""Routes of analytics over the records of the engine."""

from collections.abc import AsyncGenerator
from datetime import timedelta

import httpx
import pytest
import redis.asyncio as redis_asyncio
from prometheus_client import CollectorRegistry

from a1_gateway.app import Build, create_app
from a1_gateway.settings import Settings
from a1_gateway.snapshot.league_view import ViewState
from a1_gateway.snapshot.views import Views
from a1_schemas.analytics_words import AnalyticsKind, EndReason, OpportunityKind, OpportunityState
from a1_schemas.keys import pack
from a1_testkit.analysed import a_fair_price, a_fair_prop, a_prediction, a_refusal_count, an_opportunity
from a1_testkit.canonical import NOW, an_event, event_id, one_of_each
from a1_testkit.clocks import START, ManualClock


class Gateway:
    """A gateway over records that are put here."""

    def __init__(self) -> None:
        self.views = Views()
        for view in self.views.all:
            view.become(ViewState.COMPLETE)
        self.clock = ManualClock()
        self.clock.advance((NOW - START).total_seconds())
        self.put_each(one_of_each())
        build = Build(version="0", commit="0", started_at=NOW)
        unused = redis_asyncio.Redis()
        app = create_app(Settings(), self.views, unused, self.clock, CollectorRegistry(), build)
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway")

    def put_each(self, records) -> None:
        for kind, key, document in records:
            self.views.leagues["nba"].put(kind, key, pack(1, document.model_dump_json().encode()), NOW)

    def put(self, kind, *documents) -> None:
        self.put_each((kind, f"{each.event_id}|{each.id}", each) for each in documents)

    async def rows(self, path: str) -> list:
        answer = await self.http.get(f"/api/v1/{path}")
        return answer.raise_for_status().json()["data"]


@pytest.fixture
async def gateway() -> AsyncGenerator[Gateway]:
    found = Gateway()
    async with found.http:
        yield found


async def test_games_and_players_fair_prices_have_routes_of_their_own(gateway: Gateway) -> None:
    gateway.put(AnalyticsKind.FAIR, a_fair_price(), a_fair_prop())
    assert [row["market"] for row in await gateway.rows("analytics/fair/nba")] == ["moneyline"]
    assert [row["market"] for row in await gateway.rows("analytics/props/nba?player=lebron%20james")] == ["player-prop"]


async def test_a_quote_is_as_old_as_the_page_says_when_it_was_built(gateway: Gateway) -> None:
    gateway.put(AnalyticsKind.FAIR, a_fair_price())
    (row,) = await gateway.rows("analytics/fair/nba")
    assert {quote["age_s"] for quote in row["inputs"]} == {12.0}


async def test_a_tag_holds_while_quotes_only_age(gateway: Gateway) -> None:
    gateway.put(AnalyticsKind.FAIR, a_fair_price())
    first = await gateway.http.get("/api/v1/analytics/fair/nba?limit=5")
    gateway.clock.advance(3)
    again = await gateway.http.get("/api/v1/analytics/fair/nba?limit=6")
    assert first.headers["etag"] == again.headers["etag"]
    assert again.json()["data"][0]["inputs"][0]["age_s"] == 15.0


async def test_opportunities_are_filtered_by_kind_state_book_and_profit(gateway: Gateway) -> None:
    ended = {"state": OpportunityState.ENDED, "ended_at": NOW, "reason": EndReason.PRICE_MOVED}
    gateway.put(
        AnalyticsKind.OPPORTUNITIES,
        an_opportunity(),
        an_opportunity(OpportunityKind.EV, profit="0.01"),
        an_opportunity(OpportunityKind.MIDDLE, **ended, opened_at=NOW - timedelta(minutes=1)),
    )

    async def kinds(query: str = "") -> list[str]:
        return sorted(row["kind"] for row in await gateway.rows(f"betting-opportunities/nba{query}"))

    assert await kinds() == ["arbitrage", "ev", "middle"]
    assert await kinds("?kind=ev&kind=middle") == ["ev", "middle"]
    assert await kinds("?state=open") == ["arbitrage", "ev"]
    assert await kinds("?state=open&min_profit=0.02") == ["arbitrage"]
    assert await kinds("?bookmaker=bovada") == []
    assert await kinds(f"?event_id={event_id(1)}&market=moneyline") == ["arbitrage", "ev", "middle"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("analytics/arbitrage", "arbitrage"),
        ("arbitrage", "arbitrage"),
        ("analytics/ev", "ev"),
        ("analytics/middles", "middle"),
        ("analytics/low-holds", "low-hold"),
    ],
)
async def test_a_kind_has_a_route_of_its_own(gateway: Gateway, path: str, kind: str) -> None:
    gateway.put(AnalyticsKind.OPPORTUNITIES, *(an_opportunity(each) for each in OpportunityKind))
    assert [row["kind"] for row in await gateway.rows(f"{path}/nba")] == [kind]


async def test_the_newest_opportunity_is_first_and_a_cursor_goes_on_after_it(gateway: Gateway) -> None:
    older = an_opportunity(OpportunityKind.EV, opened_at=NOW - timedelta(minutes=1))
    gateway.put(AnalyticsKind.OPPORTUNITIES, older, an_opportunity())
    page = (await gateway.http.get("/api/v1/betting-opportunities/nba?limit=1")).json()
    assert [row["kind"] for row in page["data"]] == ["arbitrage"]
    rest = await gateway.rows(f"betting-opportunities/nba?cursor={page['meta']['next_cursor']}")
    assert [row["kind"] for row in rest] == ["ev"]


async def test_refusals_are_served_with_reason_and_count(gateway: Gateway) -> None:
    gateway.put_each([(AnalyticsKind.REFUSALS, "nba|arbitrage|quote-stale", a_refusal_count())])
    (row,) = await gateway.rows("analytics/refusals/nba?kind=arbitrage")
    assert (row["reason"], row["count"], row["now"]) == ("quote-stale", 3, 1)
    assert await gateway.rows("analytics/refusals/nba?kind=ev") == []


async def test_best_prices_are_the_odds_without_offers(gateway: Gateway) -> None:
    (row,) = await gateway.rows("analytics/best-prices/nba")
    assert (row["event_id"], row["best"][0]["key"]) == (event_id(1), "moneyline")
    assert "offers" not in row


async def test_an_ended_record_is_not_served(gateway: Gateway) -> None:
    gateway.put(AnalyticsKind.FAIR, a_fair_price())
    fair = a_fair_price()
    gateway.views.leagues["nba"].put(AnalyticsKind.FAIR, f"{fair.event_id}|{fair.id}", None, NOW)
    assert await gateway.rows("analytics/fair/nba") == []


async def test_what_is_not_published_is_an_empty_list(gateway: Gateway) -> None:
    gateway.put_each([("events", event_id(2), an_event(2))])
    assert [await gateway.rows(f"{path}/nba") for path in ("analytics/performance", "predictions")] == [[], []]


async def test_a_profit_that_is_no_number_is_a_problem(gateway: Gateway) -> None:
    answer = await gateway.http.get("/api/v1/betting-opportunities/nba?min_profit=nan")
    assert (answer.status_code, answer.json()["parameter"]) == (422, "min_profit")


async def test_an_entry_is_found_by_the_games_players_and_statistics_of_its_picks(gateway: Gateway) -> None:
    picks = [
        {"event_id": event_id(1), "player_name": "Nikola Jokic", "stat_type": "points"},
        {"event_id": event_id(2), "player_name": "LeBron James", "stat_type": "assists"},
    ]
    entry = an_opportunity(OpportunityKind.ENTRY)
    quotes = a_fair_price().inputs
    legs = [leg.model_copy(update=pick | {"against": quotes}) for leg, pick in zip(entry.legs, picks, strict=True)]
    entry = an_opportunity(OpportunityKind.ENTRY, legs=[each.model_dump() for each in legs])
    gateway.put(AnalyticsKind.OPPORTUNITIES, entry, an_opportunity())
    for query in (f"event_id={event_id(2)}", "player=lebron%20james", "stat_type=assists", "kind=entry"):
        (row,) = await gateway.rows(f"betting-opportunities/nba?{query}")
        assert (row["id"], {quote["age_s"] for quote in row["legs"][0]["against"]}) == (entry.id, {12.0})


async def test_a_prediction_has_a_proof_and_an_unknown_game_is_a_problem(gateway: Gateway) -> None:
    said = a_prediction()
    gateway.put_each([(AnalyticsKind.PREDICTIONS, f"{said.event_id}|elo|moneyline", said)])
    (row,) = await gateway.rows(f"predictions/{event_id(1)}/proof")
    assert row["sealed_at"] == "2026-11-25T19:00:00Z"
    missing = await gateway.http.get(f"/api/v1/predictions/{event_id(9)}/proof")
    assert (missing.status_code, missing.json()["type"]) == (404, "urn:a1betting:problem:unknown-game")
