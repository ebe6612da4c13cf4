"""News: /apis/site/v2/sports/{sport}/{league}/news, and the same objects in summaries (unofficial).

The feed is a window on the newest articles, not a complete list. An article that appears in several leagues has one id.
"""

import re
from collections.abc import Iterator

from a1_mappers.espn.errors import rejected
from a1_mappers.espn.scoreboard import league_of
from a1_mappers.espn.vocabulary import LEAGUE_OF_NUMBER
from a1_mappers.espn.wire import decode_any
from a1_mappers.extracted import Article, Extracted, Picture, Player, Reject, Side
from a1_mappers.links import Links
from a1_mappers.memory import PieceMemory
from a1_mappers.parsing import ParseError, decode, parse_optional_time, parse_text
from a1_mappers.untyped import Json, dig, items, text, whole
from a1_schemas.raw import RawHeaders
from a1_schemas.vocabulary import RejectReason

_LONGEST = 2000
_MOST_IMAGES = 5
"""A story has up to twenty; a screen shows one or a few."""
_HOSTS = ("espn.com", "espncdn.com", "espn.co.uk")
_LEAGUE_NUMBER = re.compile(r"~l:(\d+)~")


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
        yield from read_article(article, league, f"$.articles[{index}]")


def read_article(article: Json, league: str, path: str) -> Iterator[Extracted]:
    """Yield the article, or a reject if its id or headline is missing; then a reject for each host of left-out links.

    Teams and players are those of this league. A category of another league has that league's number in its uid.
    """
    native_id, headline = text(article, "id"), text(article, "headline") or text(article, "title")
    if native_id is None or headline is None:
        yield Reject(RejectReason.MISSING_FIELD, path, "no id or no headline")
        return
    links = Links("espn", _HOSTS)
    categories = [each for each in items(article, "categories") if _is_of(league, each)]
    event_ids = (text(article, "gameId"), *map(_event, categories))
    try:
        yield Article(
            native_id=native_id,
            league=league,
            headline=headline,
            description=parse_text(dig(article, "description"), _LONGEST),
            article_type=text(article, "type"),
            url=_link(links, dig(article, "links", "web", "href")),
            byline=text(article, "byline"),
            published_at=parse_optional_time(dig(article, "published")),
            modified_at=parse_optional_time(dig(article, "lastModified")),
            premium=premium if isinstance(premium := dig(article, "premium"), bool) else None,
            teams=tuple(_team(category) for category in categories if dig(category, "type") == "team"),
            contest_ids=tuple(dict.fromkeys(event_id for event_id in event_ids if event_id is not None)),
            players=tuple(dict.fromkeys(player for player in map(_player, categories) if player is not None)),
            images=tuple(_images(article, links).values()),
        )
    except ParseError as error:
        yield error.at(path)
    yield from links.rejects(path)


def _is_of(league: str, category: Json) -> bool:
    """Whether a category is of this league or of none. Soccer's uids of teams and players have no league."""
    number = _LEAGUE_NUMBER.search(text(category, "uid") or "")
    return number is None or LEAGUE_OF_NUMBER.get(number[1]) == league


def _link(links: Links, written: Json) -> str | None:
    """Return the link. Recaps are linked without TLS, which all hosts of ESPN have."""
    if not isinstance(written, str) or not written:
        return None
    return links.checked(re.sub("^http://", "https://", written))


def _images(article: Json, links: Links) -> dict[str, Picture]:
    """Return the first pictures by link."""
    found: dict[str, Picture] = {}
    for image in items(article, "images"):
        if len(found) == _MOST_IMAGES:
            break
        url = _link(links, dig(image, "url"))
        if url is not None and url not in found:
            caption = text(image, "caption") or text(image, "alt")
            width, height = whole(dig(image, "width")), whole(dig(image, "height"))
            found[url] = Picture(url=url, width=width, height=height, caption=caption)
    return found


def _player(category: Json) -> Player | None:
    if dig(category, "type") != "athlete":
        return None
    name = text(category, "athlete", "description") or text(category, "description")
    native_id = text(category, "athleteId") or text(category, "athlete", "id")
    return None if name is None else Player(name=name, native_id=native_id)


def _team(category: Json) -> Side:
    return Side(
        name=text(category, "team", "description") or text(category, "description"),
        native_id=text(category, "teamId") or text(category, "team", "id"),
    )


def _event(category: Json) -> str | None:
    if dig(category, "type") != "event":
        return None
    return text(category, "eventId") or text(category, "event", "id")
