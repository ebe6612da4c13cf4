"""What the demo's prices are worth, and that each number comes from prices that were served."""

from typing import Any

import httpx
import pytest

from a1_testkit.waiting import wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

Row = dict[str, Any]


def rows(gateway: httpx.Client, path: str) -> list[Row]:
    return gateway.get(f"/api/v1/{path}").raise_for_status().json()["data"]


async def published(gateway: httpx.Client, path: str) -> list[Row]:
    """The rows of a list, once it has any."""
    await wait_until(lambda: rows(gateway, path), within=120, description=path)
    return rows(gateway, path)


def offers(gateway: httpx.Client) -> dict[tuple[str, str, str, str], Row]:
    """Each offer that is served, by game, provider, feed and bookmaker."""
    return {
        (game["event_id"], offer["provider"], offer["feed"], offer["bookmaker"]): offer
        for game in rows(gateway, "data/unified-odds/basketball?limit=500")
        for offer in game["offers"]
    }


def quotes(gateway: httpx.Client) -> list[tuple[str, set[Any], set[Any]]]:
    """Of each quote behind a fair price that is not sealed: the id, its prices, those that the offer has now."""
    served = offers(gateway)
    found: list[tuple[str, set[Any], set[Any]]] = []
    for row in rows(gateway, "analytics/fair/basketball?limit=500"):
        for quote in () if row["closed"] else row["inputs"]:
            offer = served.get((row["event_id"], quote["provider"], quote["feed"], quote["bookmaker"]))
            prices = {
                (outcome["selection"], outcome["price"])
                for market in (offer["markets"] if offer else ())
                if (market["period"], market["scope"]) == (row["period"], row["scope"])
                for outcome in market["outcomes"]
            }
            found.append((row["id"], {(each["selection"], each["price"]) for each in quote["prices"]}, prices))
    return found


async def test_a_fair_price_follows_from_prices_that_are_served(gateway: httpx.Client) -> None:
    """All but the few that move between the two requests."""

    def share() -> bool:
        found = quotes(gateway)
        return len(found) > 20 and sum(quoted <= served for _, quoted, served in found) >= 0.9 * len(found)

    await wait_until(share, within=120, description="quotes behind fair prices are served")


async def test_fair_probabilities_sum_to_one_and_lie_in_their_intervals(gateway: httpx.Client) -> None:
    for row in await published(gateway, "analytics/fair/soccer?limit=500"):
        if row["fair"]:
            assert sum(each["probability"] for each in row["fair"]) == pytest.approx(1, abs=1e-8), row["id"]
        for each in row["fair"]:
            assert each["low"] <= each["probability"] <= each["high"], row["id"]


async def test_every_prediction_was_sealed_before_the_start_of_its_game(gateway: httpx.Client) -> None:
    predictions = await published(gateway, "predictions/all?limit=500")
    assert {row["model"] for row in predictions} == {"elo", "market"}
    for row in predictions:
        assert row["start_time"] is None or row["sealed_at"] <= row["start_time"], row["event_id"]
        assert sum(row["probabilities"].values()) == pytest.approx(1, abs=1e-8)


async def test_a_price_that_was_offered_has_its_movements(gateway: httpx.Client) -> None:
    (event_id, _, _, bookmaker), offer = next(iter(offers(gateway).items()))
    prices = {outcome["price"] for market in offer["markets"] for outcome in market["outcomes"]}

    def moved() -> list[Row]:
        return rows(gateway, f"movements/{event_id}?bookmaker={bookmaker}&limit=500")

    await wait_until(lambda: prices & {row["last"]["price"] for row in moved() if row["last"]}, within=120)
