"""Converts articles to `NewsItem`, with the ids of this league's teams and games that they mention."""

from a1_identity.teams import recognise
from a1_mappers.extracted import Article
from a1_resolving.body import Body
from a1_resolving.life_spans import article_ends_after
from a1_schemas.news_item import NewsItem
from a1_schemas.vocabulary import Kind, RemovalReason

KEPT_ARTICLES = 500
"""The most living articles of one provider and league.

A news feed is a window on an endless list. An article that slides out of the window is not withdrawn, so only a count
limits how many are kept.
"""


def write_articles(body: Body) -> None:
    """Write this body's articles and remove the oldest beyond `KEPT_ARTICLES`, with reason `expired`.

    Articles whose life span is over are passed over, because a feed may go on listing them.
    """
    named: dict[str, None] = {}
    for article in body.contents.articles:
        if _is_expired(body, article):
            continue
        key = f"{body.league}|{body.headers.provider}|{article.native_id}"
        named[key] = None
        body.changes.write(Kind.NEWS, key, _news_item(body, article))
    if named:
        _end_oldest(body, named)


def _is_expired(body: Body, article: Article) -> bool:
    spans, now = body.changes.state.spans, body.changes.now
    if spans is None:
        return False
    return article_ends_after(article.published_at, article.modified_at, body.headers.fetched_at, spans) <= now


def _news_item(body: Body, article: Article) -> NewsItem:
    listings = (body.listing_of(contest_id) for contest_id in article.contest_ids)
    teams = (recognise(side, body.headers.provider, body.league).team_id for side in article.teams)
    return NewsItem(
        version=0,
        changed_at=body.headers.fetched_at,
        observed_at=article.modified_at,
        league=body.league,
        provider=body.headers.provider,
        native_id=article.native_id,
        headline=article.headline,
        description=article.description,
        article_type=article.article_type,
        url=article.url,
        byline=article.byline,
        published_at=article.published_at,
        premium=article.premium,
        team_ids=tuple(sorted({team_id for team_id in teams if team_id is not None})),
        event_ids=tuple(sorted({listing.event_id for listing in listings if listing is not None})),
    )


def _end_oldest(body: Body, named: dict[str, None]) -> None:
    by_bookmaker = body.changes.state.pieces("", Kind.NEWS).values()
    living = [key for pieces in by_bookmaker for keys in pieces.values() for key in keys if key not in named]
    surplus = len(living) + len(named) - KEPT_ARTICLES
    if surplus > 0:
        ages = ((record.changed_at, key) for key in living if (record := body.changes.current(Kind.NEWS, key)))
        for _, key in sorted(ages)[:surplus]:
            body.changes.remove(Kind.NEWS, key, RemovalReason.EXPIRED)
