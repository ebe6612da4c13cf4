"""Every field of games, offers, props and box scores of recorded bodies, beside a reader of its own for each provider.

The readers use plain JSON and tables of their own. Fields that follow from the log and from identity are left out:
versions, canonical ids, methods of matching, and a side's abbreviation, which is the registry's.
"""

import json
from pathlib import Path

import pytest
from tests.recordings.truth import espn, odds, prizepicks, sportradar
from tests.recordings.truth.rows import served

from a1_evaluation.mapped import map_recordings, records_at_the_end
from a1_testkit.recordings import Recording, recordings_folder

pytestmark = pytest.mark.recordings

_ROOT = Path(__file__).parents[2]
_READERS = {"espn": espn.read, "odds": odds.read, "prizepicks": prizepicks.read, "sportradar": sportradar.read}
COMPARED = (
    "espn/nba_scoreboard_final_2024-12-15.json",
    "espn/ncaam_scoreboard_live_2026-01-19T2054.json",
    "espn/nfl_scoreboard_live_2022-09.json",
    "espn/nfl_scoreboard_scheduled_odds_2026-01-15.json",
    "espn/mlb_scoreboard_live_doubleheaders_2022-09.json",
    "espn/mlb_scoreboard_live_postponed_2025-06-04.json",
    "espn/mls_scoreboard_live_2022-09.json",
    "espn/nhl_scoreboard_live_preseason_2022-10.json",
    "espn/epl_scoreboard_scheduled_2026-01-19.json",
    "espn/nba_summary_final_2025-05-31_reserialised.json",
    "espn/nhl_summary_final_2025-05-28.json",
    "espn/nfl_summary_final_2023-09-17.json",
    "espn/mlb_summary_final_2023-07-19.json",
    "prizepicks/projections_nba_flash-sale_2024-03-14.json",
    "prizepicks/projections_nba_combos_2024-02-22.json",
    "prizepicks/projections_nba_in-game_2024-11-15T2009.json",
    "prizepicks/projections_wnba_live-suspended_2025-06.json",
    "prizepicks/projections_wnba_partner-api_2025-07.json",
    "sportradar/nba_v3_game_summary_closed_2017-01.json",
    "sportradar/nba_v7_daily_schedule_closed_2022-01-05_subset.json",
    "sportradar/nhl_v3_summary_overtime_2016-10.json",
    "sportradar/nhl_v4_daily_schedule_inprogress_2017-01-14.json",
    "sportradar/nfl_ot1_game_statistics_2016.json",
    "sportradar/mlb_v6_game_summary_closed_2017-05.json",
    "sportradar/soccer_v3_tournament_results_epl_2017-10.json",
    "the-odds-api/odds_americanfootball_nfl_h2h-spreads-totals_us_american_full-season_2026-08.json",
    "the-odds-api/odds_baseball_mlb_h2h-spreads-totals_american_in-play_2024-08-11.json",
    "the-odds-api/odds_basketball_nba_h2h-spreads-totals_us_decimal_in-play_2026-03.json",
    "the-odds-api/odds_icehockey_nhl_h2h_us_decimal_in-play_2025-05-15T0103Z.json",
    "the-odds-api/odds_soccer_epl_h2h-h2h_lay_eu_decimal_2024-08.json",
    "the-odds-api/event-odds_basketball_nba_player-props_us_decimal_dal-mil_2026-03.json",
    "the-odds-api/event-odds_basketball_wnba_player-props_us_american_2026-07.json",
    "the-odds-api/scores_basketball_wnba_completed-and-upcoming_2026-07.json",
)


@pytest.mark.parametrize("name", COMPARED)
@pytest.mark.skipif(not recordings_folder(_ROOT).is_dir(), reason="no recordings; set A1_RECORDINGS")
def test_every_field_is_what_its_body_says(name: str, recordings: list[Recording], tmp_path: Path) -> None:
    [recording] = [each for each in recordings if each.name == name]
    (tmp_path / "body").write_bytes(recording.body)
    (tmp_path / "manifest.jsonl").write_text(json.dumps(recording.row | {"file": "body"}))
    records = {
        (str(kind), key): json.loads(value)
        for (kind, key), value in records_at_the_end(map_recordings(tmp_path)).items()
    }
    found = served(records)
    expected = _READERS[recording.row["provider"]](json.loads(recording.body), recording.row)
    differences = {
        key: (expected.get(key), found.get(key))
        for key in sorted({*expected, *found})
        if expected.get(key) != found.get(key)
    }
    assert expected
    assert differences == {}
