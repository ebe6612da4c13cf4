from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from a1_schemas.ids import first_listing_event_id, league_of_event, listing_event_id, player_id
from a1_schemas.leagues import League
from a1_schemas.providers import Provider


def test_ids_are_the_ones_that_were_published() -> None:
    """Pinned: a change here renames every game and player ever published."""
    assert first_listing_event_id(League.NBA, "nba-lal", "nba-bos", date(2026, 1, 2)) == (
        "evt_nba_ilifreyo72jnzlqprxzece66yi"
    )
    assert listing_event_id(League.MLB, Provider.ESPN, "401569461") == "evt_mlb_uug4gq2oj4wcnxcvgwp5zq7lme"
    assert player_id(League.NFL, "espn", "3139477") == "ply_nfl_4iyhmen3cwe2jsvo77o3wabxia"


@given(st.text(), st.text(), st.dates())
def test_sides_in_either_order_are_the_same_game(one: str, other: str, day: date) -> None:
    assert first_listing_event_id(League.EPL, one, other, day) == first_listing_event_id(League.EPL, other, one, day)


@given(st.sampled_from(League), st.sampled_from(Provider), st.text())
def test_an_event_id_tells_its_league(league: League, provider: Provider, native_id: str) -> None:
    assert league_of_event(listing_event_id(league, provider, native_id)) == league


def test_what_differs_in_one_part_differs_in_the_id() -> None:
    ids = {
        first_listing_event_id(league, home, away, day)
        for league in (League.NBA, League.WNBA)
        for home, away in (("a", "bc"), ("ab", "c"), ("", "abc"))
        for day in (date(2026, 1, 1), date(2026, 1, 2))
    }
    ids |= {listing_event_id(League.NBA, provider, "1") for provider in Provider}
    assert len(ids) == 2 * 3 * 2 + len(Provider)


def test_text_that_is_no_event_id_has_no_league() -> None:
    for text in ("", "evt", "evt_nba", "evt_nba_short", "ply_nba_" + "a" * 26, "nba"):
        assert league_of_event(text) is None
