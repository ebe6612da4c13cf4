"""ESPN's articles: when they were published and changed, and what they are about."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from a1_mappers.extracted import Article, Extracted, Player, Reject, Side
from a1_schemas.vocabulary import RejectReason

Read = Callable[..., list[Extracted]]
CATEGORIES = [
    {"type": "team", "teamId": 1, "team": {"id": 1, "description": "Shelby Owls"}},
    {"type": "team", "description": "Springfield Foxes", "team": {"id": 2}},
    {"type": "athlete", "athleteId": 5, "description": "Ada Lee"},
    {"type": "event", "eventId": 401},
    {"type": "event", "event": {"id": 402}},
    {"type": "event", "eventId": 401},
]


def an_article(**fields: Any) -> dict[str, Any]:
    return {
        "id": 9001,
        "type": "Preview",
        "headline": "Owls meet Foxes",
        "description": "Two teams meet.",
        "byline": "A. Writer",
        "published": "2026-11-25T09:00:00Z",
        "lastModified": "2026-11-25T10:30:00Z",
        "premium": True,
        "links": {"web": {"href": "https://www.espn.com/nba/story/_/id/9001"}},
        "categories": CATEGORIES,
    } | fields


def test_an_article_has_all_that_the_feed_says_of_it(read: Read) -> None:
    assert read("news", {"articles": [an_article()]}) == [
        Article(
            native_id="9001",
            league="nba",
            headline="Owls meet Foxes",
            description="Two teams meet.",
            article_type="Preview",
            url="https://www.espn.com/nba/story/_/id/9001",
            byline="A. Writer",
            published_at=datetime(2026, 11, 25, 9, tzinfo=UTC),
            modified_at=datetime(2026, 11, 25, 10, 30, tzinfo=UTC),
            premium=True,
            teams=(Side(name="Shelby Owls", native_id="1"), Side(name="Springfield Foxes", native_id="2")),
            contest_ids=("401", "402"),
            players=(Player(name="Ada Lee", native_id="5"),),
        )
    ]


def test_an_article_of_a_game_page_is_about_its_game_first(read: Read) -> None:
    (article,) = read("news", {"articles": [an_article(gameId=399)]})
    assert isinstance(article, Article)
    assert article.contest_ids == ("399", "401", "402")


def test_what_an_article_is_silent_about_is_not_known(read: Read) -> None:
    assert read("news", {"articles": [{"id": 1, "headline": "Owls"}]}) == [
        Article(native_id="1", league="nba", headline="Owls")
    ]


def test_older_envelopes_hold_headlines_with_titles(read: Read) -> None:
    (article,) = read("news", {"headlines": [{"id": 1, "title": "Owls"}]})
    assert isinstance(article, Article)
    assert article.headline == "Owls"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"id": None}, RejectReason.MISSING_FIELD),
        ({"headline": " "}, RejectReason.MISSING_FIELD),
        ({"published": "yesterday"}, RejectReason.INVALID_TIME),
        ({"lastModified": "2026-11-25T10:30:00"}, RejectReason.INVALID_TIME),
    ],
)
def test_an_article_that_cannot_be_read_costs_no_other(
    read: Read, fields: dict[str, Any], reason: RejectReason
) -> None:
    reject, article = read("news", {"articles": [an_article(**fields), an_article(id=9002)]})
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.path) == (reason, "$.articles[0]")
    assert isinstance(article, Article)
    assert article.native_id == "9002"


def test_news_is_a_window_and_completes_no_list(read: Read) -> None:
    assert all(isinstance(each, Article) for each in read("news", {"articles": [an_article()]}))


def of_league(number: int, kind: str, name: str) -> dict[str, Any]:
    native_id = {"team": "teamId", "athlete": "athleteId"}[kind]
    return {"type": kind, "description": name, native_id: 9, "uid": f"s:40~l:{number}~{kind[0]}:9"}


def test_teams_and_players_of_another_league_are_left_out(read: Read) -> None:
    """The id of a team means another team there."""
    nba, wnba, unknown = 46, 59, 99
    categories = [
        of_league(number, kind, f"{kind} of {number}")
        for number in (nba, wnba, unknown)
        for kind in ("team", "athlete")
    ]
    (article,) = read("news", {"articles": [an_article(categories=categories)]})
    assert isinstance(article, Article)
    assert [side.name for side in article.teams] == ["team of 46"]
    assert [player.name for player in article.players] == ["athlete of 46"]


def test_an_article_has_its_first_pictures_once_each(read: Read) -> None:
    pictures = [
        {"url": f"https://a.espncdn.com/photo/{number}.jpg", "width": number} for number in (1, 1, 2, 3, 4, 5, 6)
    ]
    pictures[0] |= {"height": 729, "caption": "A dunk", "alt": "Nobody sees this"}
    pictures[2] |= {"width": "wide", "alt": "Ada Lee"}
    (article,) = read("news", {"articles": [an_article(images=pictures)]})
    assert isinstance(article, Article)
    assert [(each.url[-5], each.width, each.height, each.caption) for each in article.images] == [
        ("1", 1, 729, "A dunk"),
        ("2", None, None, "Ada Lee"),
        ("3", 3, None, None),
        ("4", 4, None, None),
        ("5", 5, None, None),
    ]


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://www.espn.com/nba/story/_/id/1", "https://www.espn.com/nba/story/_/id/1"),
        ("http://www.espn.com/nba/recap?gameId=1", "https://www.espn.com/nba/recap?gameId=1"),
        ("https://user@www.espn.com/nba", None),
        ("https://www.espn.com:8443/nba", None),
        ("https://espn.com.example/nba", None),
        ("javascript:alert(1)", None),
        ("https://www.espn.com/" + "x" * 2000, None),
    ],
)
def test_links_lead_to_the_provider_over_https(read: Read, link: str, kept: str | None) -> None:
    fields = {"links": {"web": {"href": link}}, "images": [{"url": link}]}
    article, *rejects = read("news", {"articles": [an_article(**fields)]})
    assert isinstance(article, Article)
    assert (article.url, [image.url for image in article.images]) == (kept, [] if kept is None else [kept])
    assert [each.reason for each in rejects if isinstance(each, Reject)] == (
        [RejectReason.UNKNOWN_LINK_HOST] if kept is None else []
    )
