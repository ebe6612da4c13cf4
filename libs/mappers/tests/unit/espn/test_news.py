"""ESPN's articles: when they were published and changed, and what they are about."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from a1_mappers.extracted import Article, Extracted, Reject, Side
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
        "links": {"web": {"href": "https://provider.example/9001"}},
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
            url="https://provider.example/9001",
            byline="A. Writer",
            published_at=datetime(2026, 11, 25, 9, tzinfo=UTC),
            modified_at=datetime(2026, 11, 25, 10, 30, tzinfo=UTC),
            premium=True,
            teams=(Side(name="Shelby Owls", native_id="1"), Side(name="Springfield Foxes", native_id="2")),
            contest_ids=("401", "402"),
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
