"""Converts articles to `NewsItem`, with the ids of this league's teams, games and players that they mention."""

from a1_identity.players import identify, name_key
from a1_identity.teams import recognise
from a1_mappers.extracted import Article
from a1_resolving.body import Body
from a1_resolving.life_spans import article_ends_after
from a1_resolving.players import without_runs
from a1_resolving.roster_ids import article_by_rosters
from a1_schemas.base import Message
from a1_schemas.news_item import NewsImage, NewsItem, NewsPlayer
from a1_schemas.vocabulary import Kind, RemovalReason

KEPT_ARTICLES = 500
"""The most living articles of one provider and league.

A news feed is a window on an endless list. An article that slides out of the window is not withdrawn, so only a count
limits how many are kept.
"""

_SAID_OF_IT = tuple(name for name in NewsItem.model_fields if name not in Message.model_fields)


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
        item = _merged(body, key, _news_item(body, article))
        if item is not None:
            body.changes.write(Kind.NEWS, key, article_by_rosters(item, body.changes.state.players.places.persons))
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
        players=_players(body, article),
        images=tuple(
            NewsImage(url=each.url, width=each.width, height=each.height, caption=each.caption)
            for each in article.images
        ),
    )


def _players(body: Body, article: Article) -> tuple[NewsPlayer, ...]:
    """Return the players by id. A name without letters is left out."""
    found: dict[str, NewsPlayer] = {}
    for player in article.players:
        name = without_runs(player.name)
        if name_key(name):
            player_id = identify(name, body.league)
            found.setdefault(player_id, NewsPlayer(player_id=player_id, name=name, native_id=player.native_id))
    return tuple(found[player_id] for player_id in sorted(found))


def _merged(body: Body, key: str, item: NewsItem) -> NewsItem | None:
    """Return the article with what another body named of it, or None where a later version is known.

    Several feeds list the same article, and not each says all of it: a summary names the game, a feed more players.
    What one leaves out stays until the article is modified.
    """
    current = body.changes.current(Kind.NEWS, key)
    if current is None or current.is_removed or item.observed_at is None:
        return item
    before = NewsItem.model_validate_json(current.value)
    if before.observed_at is None or before.observed_at < item.observed_at:
        return item
    if before.observed_at > item.observed_at:
        return None
    left_out = {name: getattr(before, name) for name in _SAID_OF_IT if getattr(item, name) in (None, ())}
    return item.model_copy(update=left_out)


def _end_oldest(body: Body, named: dict[str, None]) -> None:
    by_bookmaker = body.changes.state.pieces("", Kind.NEWS).values()
    living = [key for pieces in by_bookmaker for keys in pieces.values() for key in keys if key not in named]
    surplus = len(living) + len(named) - KEPT_ARTICLES
    if surplus > 0:
        ages = ((record.changed_at, key) for key in living if (record := body.changes.current(Kind.NEWS, key)))
        for _, key in sorted(ages)[:surplus]:
            body.changes.remove(Kind.NEWS, key, RemovalReason.EXPIRED)
