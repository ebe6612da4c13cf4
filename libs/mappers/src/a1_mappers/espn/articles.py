"""News: /apis/site/v2/sports/{sport}/{league}/news, and the same objects in summaries (unofficial).

The feed is a window on the newest articles, not a complete list. An article that appears in several leagues has one id.
"""

from collections.abc import Iterator

from a1_mappers.espn.errors import rejected
from a1_mappers.espn.scoreboard import league_of
from a1_mappers.espn.wire import decode_any
from a1_mappers.extracted import Article, Extracted, Reject, Side
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode, parse_optional_time, parse_text
from a1_mappers.untyped import Json, dig, items, text
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import RejectReason

_LONGEST = 2000


def map_news(body: bytes, headers: RawHeaders, memory: PieceMemory) -> Iterator[Extracted]:  # noqa: ARG001
    """Yield the newest articles of a league. Older envelopes call them headlines."""
    try:
        news = decode(body, decode_any)
        if not isinstance(dig(news, "articles"), list) and not isinstance(dig(news, "headlines"), list):
            raise ParseError(RejectReason.UNEXPECTED_SHAPE, "no list of articles")
    except ParseError as error:
        yield rejected(body, error)
        return
    league = league_of(headers, []) or headers.league
    for index, article in enumerate((*items(news, "articles"), *items(news, "headlines"))):
        yield article_of(article, league, f"$.articles[{index}]")


def article_of(article: Json, league: str, path: str) -> Article | Reject:
    """Return the article, or a reject if its id or headline is missing."""
    native_id, headline = text(article, "id"), text(article, "headline") or text(article, "title")
    if native_id is None or headline is None:
        return Reject(RejectReason.MISSING_FIELD, path, "no id or no headline")
    categories = list(items(article, "categories"))
    game_id = text(article, "gameId")
    try:
        return Article(
            native_id=native_id,
            league=league,
            headline=headline,
            description=parse_text(dig(article, "description"), _LONGEST),
            article_type=text(article, "type"),
            url=text(article, "links", "web", "href"),
            byline=text(article, "byline"),
            published_at=parse_optional_time(dig(article, "published")),
            modified_at=parse_optional_time(dig(article, "lastModified")),
            premium=premium if isinstance(premium := dig(article, "premium"), bool) else None,
            teams=tuple(_team(category) for category in categories if dig(category, "type") == "team"),
            contest_ids=tuple(
                dict.fromkeys(
                    event_id
                    for event_id in (game_id, *(_event(category) for category in categories))
                    if event_id is not None
                )
            ),
        )
    except ParseError as error:
        return error.at(path)


def _team(category: Json) -> Side:
    return Side(
        name=text(category, "team", "description") or text(category, "description"),
        native_id=text(category, "teamId") or text(category, "team", "id"),
    )


def _event(category: Json) -> str | None:
    if dig(category, "type") != "event":
        return None
    return text(category, "eventId") or text(category, "event", "id")
