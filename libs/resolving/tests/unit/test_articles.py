"""One record an article, with what all feeds that list it say of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from a1_identity.players import identify
from a1_mappers.extracted import Article, Complete, InjuryReport, Picture, Player, Side
from a1_schemas.leagues import League
from a1_schemas.news_item import NewsItem
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import InjuryStatus, Kind

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
LISTED = Complete((Kind.LISTINGS,))
PICTURE = Picture(url="https://a.espncdn.com/photo/1.jpg", width=1296, height=729, caption="A dunk")


def an_article(**facts: Any) -> Article:
    return Article(native_id="7", league="nba", **{"headline": "Preview", "modified_at": NOON} | facts)


def the_article(league: Any) -> NewsItem:
    (news,) = league.living(Kind.NEWS).values()
    return news


def test_a_player_of_an_article_has_the_id_of_other_records(league) -> None:
    named = (Player(name="Jayson  Tatum", native_id="4065648"), Player(name="Tatum, Jayson"), Player(name="?"))
    league.see(Provider.ESPN, an_article(players=named), feed="news")
    report = InjuryReport(
        league="nba",
        team=Side(name="Boston Celtics"),
        player=Player(name="Jayson Tatum"),
        status=InjuryStatus.OUT,
        native_status="Out",
    )
    league.see(Provider.SPORTRADAR, report, feed="injuries")
    (injury,) = league.living(Kind.INJURIES).values()
    (player,) = the_article(league).players
    assert player.model_dump() == {
        "player_id": identify("Jayson Tatum", League.NBA),
        "name": "Jayson Tatum",
        "native_id": "4065648",
    }
    assert player.player_id == injury.player.player_id


def test_pictures_are_kept_in_the_provider_s_order(league) -> None:
    second = Picture(url="https://a.espncdn.com/photo/0.jpg")
    league.see(Provider.ESPN, an_article(images=(PICTURE, second)), feed="news")
    assert [image.model_dump() for image in the_article(league).images] == [
        {"url": PICTURE.url, "width": 1296, "height": 729, "caption": "A dunk"},
        {"url": second.url, "width": None, "height": None, "caption": None},
    ]


def test_what_one_feed_leaves_out_of_an_article_stays_as_another_says(league, contest) -> None:
    league.see(Provider.ESPN, contest("401"), an_article(contest_ids=("401",), byline="A. Writer"), LISTED)
    league.see(Provider.ESPN, an_article(images=(PICTURE,), headline="Preview!"), feed="news")
    article = the_article(league)
    (event,) = league.events()
    assert (article.event_ids, article.byline, len(article.images), article.headline) == (
        (event.event_id,),
        "A. Writer",
        1,
        "Preview!",
    )


def test_a_modified_article_is_what_it_says_now(league) -> None:
    league.see(Provider.ESPN, an_article(images=(PICTURE,), byline="A. Writer"), feed="news")
    league.see(Provider.ESPN, an_article(modified_at=NOON + timedelta(minutes=5)), feed="news")
    assert (the_article(league).images, the_article(league).byline) == ((), None)


def test_an_earlier_version_of_an_article_changes_nothing(league) -> None:
    league.see(Provider.ESPN, an_article(modified_at=NOON + timedelta(minutes=5), headline="Second"), feed="news")
    before = the_article(league)
    league.see(Provider.ESPN, an_article(headline="First", byline="A. Writer"), feed="summary")
    assert the_article(league) == before
