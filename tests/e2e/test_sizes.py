"""What a screen costs, packed, while the demo's world runs."""

import httpx
import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

KB = 1_000
PARTS = "odds,best,props,stats,injuries,ids"


def packed(gateway: httpx.Client, path: str) -> int:
    """The bytes of an answer as they are sent."""
    answer = gateway.get(path, headers={"accept-encoding": "gzip"}).raise_for_status()
    assert answer.headers["content-encoding"] == "gzip"
    return int(answer.headers["content-length"])


@pytest.mark.parametrize(
    ("path", "most"), [("nba?include=best", 12 * KB), ("all?include=best&limit=500", 60 * KB)], ids=["nba", "all"]
)
def test_a_board_with_best_prices_is_small(gateway: httpx.Client, path: str, most: int) -> None:
    path = f"/api/v1/data/unified-games/{path}"
    games = gateway.get(path).json()["data"]
    assert any(game["best"] for game in games)
    assert packed(gateway, path) <= most


def test_a_game_page_is_small(gateway: httpx.Client) -> None:
    games = gateway.get("/api/v1/data/unified-games/all?limit=500").json()["data"]
    sizes = {
        packed(gateway, f"/api/v1/data/games/{game['event_id']}?include={PARTS}"): game["event_id"] for game in games
    }
    assert max(sizes) <= 10 * KB, sizes[max(sizes)]
