"""The measured bars, on the files of past games. Left out by name without them."""

import pytest

from a1_betting.devig import remove_margin
from a1_forecasting.evaluation import evaluate
from a1_forecasting.models.table import MODELS
from a1_forecasting.results import Games, read_games
from a1_schemas.analytics_words import DevigMethod
from a1_schemas.leagues import League
from a1_testkit.history import history_folder

BARS = {
    League.NFL: (2012, 2019, 2120, 0.6101, 0.6256),
    League.NBA: (2019, 2019, 1312, 0.5953, 0.6186),
    League.MLB: (2015, 2018, 9844, 0.6731, 0.6816),
    League.EPL: (2015, 2023, 3200, 0.9523, 0.9703),
    League.MLS: (2015, 2024, 4261, 1.0105, 1.0284),
}
"""From season, to season, games, log loss of the close and of Elo."""


@pytest.mark.parametrize("league", BARS)
def test_the_close_and_elo_are_as_good_as_they_were_measured(league: League, request: pytest.FixtureRequest) -> None:
    folder = history_folder(request.config.rootpath)
    if not folder.is_dir():
        pytest.skip(f"no past games in {folder}; set A1_HISTORY")
    games = read_games(folder / f"{league}.csv")
    assert isinstance(games, Games)
    first, last, count, close_bar, elo_bar = BARS[league]
    close, elo = evaluate(
        games,
        ["close", "elo"],
        DevigMethod.MULTIPLICATIVE,
        lambda prices: remove_margin(prices, DevigMethod.MULTIPLICATIVE).probabilities,
        range(last + 1),
    )
    assert (close.from_season, close.to_season, close.games) == (first, last, count)
    assert close.log_loss == pytest.approx(close_bar, abs=0.0001)
    assert elo.log_loss == pytest.approx(elo_bar, abs=0.0001)
    assert elo.games == count


JUDGED = {League.EPL: 2022, League.MLB: 2017, League.NBA: 2019}
"""The first of the seasons that no choice was made on."""


@pytest.mark.models
@pytest.mark.timeout(600)
@pytest.mark.parametrize("league", JUDGED)
def test_further_models_are_no_worse_than_elo_where_they_were_not_chosen(
    league: League, request: pytest.FixtureRequest
) -> None:
    folder = history_folder(request.config.rootpath)
    if not folder.is_dir():
        pytest.skip(f"no past games in {folder}; set A1_HISTORY")
    games = read_games(folder / f"{league}.csv")
    assert isinstance(games, Games)
    names = [name for name, row in MODELS.items() if name not in ("close", "elo") and league in row.leagues]
    rows = list(
        evaluate(
            games,
            names,
            DevigMethod.MULTIPLICATIVE,
            lambda prices: remove_margin(prices, DevigMethod.MULTIPLICATIVE).probabilities,
            range(JUDGED[league], 10_000),
        )
    )
    assert [row.model for row in rows] == names
    for row in rows:
        assert row.elo_gap is not None
        assert row.elo_gap_se is not None
        assert row.elo_gap <= row.elo_gap_se
        if row.uses_market:
            assert row.elo_gap <= -2 * row.elo_gap_se
