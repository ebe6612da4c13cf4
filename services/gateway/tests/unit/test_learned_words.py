"""What a league's records taught of players and statistics."""

import msgspec

from a1_gateway.snapshot.learned_words import LearnedWords
from a1_schemas import fast
from a1_testkit.clocks import START


def a_prop(number: int) -> fast.PlayerProp:
    """A prop of a player and of a statistic that no other has."""
    player = fast.PropPlayer(player_id=f"ply_{number}", name=f"Player {number}", confidence=1)
    return fast.PlayerProp(
        event_id="evt",
        league="nba",
        provider="prizepicks",
        feed="projections",
        target="prizepicks/projections/nba",
        bookmaker="prizepicks",
        player=player,
        players=(player,),
        stat_type=f"other:{number}",
        period="game",
        lines=msgspec.Raw(b"[]"),
        changed_at=START,
    )


def test_a_feed_that_goes_on_inventing_players_and_statistics_fills_no_memory() -> None:
    learned = LearnedWords()
    for number in range(51_000):
        learned.learn(a_prop(number))
    assert (len(learned.of_player), len(learned.other_statistics)) == (50_000, 5_000)
    assert "ply_999" not in learned.of_player
    assert next(iter(learned.of_player)) == "ply_1000"
    assert list(learned.other_statistics)[-1] == "other:50999"
