"""ESPN's articles, pictures and videos."""

from collections.abc import Sequence

from a1_sandbox.world import chance
from a1_sandbox.world.bodies.espn_parts import NAMES, Json, athlete, link, second, slug_of, uid
from a1_sandbox.world.items import Story
from a1_sandbox.world.people import Player, roster_of
from a1_sandbox.world.team import Team
from a1_schemas.leagues import League
from a1_schemas.providers import Provider


def articles(league: League, stories: Sequence[Story]) -> Json:
    """A news feed, newest first."""
    newest = sorted(stories, key=lambda story: (story.published_at, story.number), reverse=True)
    return {
        "header": f"{league.upper()} News",
        "link": link(f"All {league.upper()} News", f"https://www.espn.com/{slug_of(league)}/", "index"),
        "articles": [article(story) for story in newest],
    }


def article(story: Story) -> Json:
    """One article with its picture and what it is about."""
    league = story.game.league
    web = f"https://www.espn.com/{slug_of(league)}/story/_/id/{story.number}"
    content = f"https://content.core.api.espn.com/v1/sports/news/{story.number}"
    return {
        "id": story.number,
        "nowId": f"1-{story.number}",
        "contentKey": f"{story.number}-1-21-1",
        "dataSourceIdentifier": f"{story.number:x}",
        "type": story.kind,
        "headline": story.headline,
        "description": story.description,
        "lastModified": second(story.published_at),
        "published": second(story.published_at),
        "images": [_image(story)],
        "categories": _categories(story),
        "premium": False,
        "links": {
            "web": {"href": web, "self": {"href": web}, "seo": {"href": web}},
            "mobile": {"href": web.replace("www.", "m.")},
            "api": {"self": {"href": content}, "artwork": {"href": f"{content}/artwork"}},
            "app": {"sportscenter": {"href": f"sportscenter://x-callback-url/showStory?uid={story.number}"}},
            "sportscenter": {"href": f"sportscenter://x-callback-url/showStory?uid={story.number}"},
        },
        "byline": "ESPN",
    }


def recap(story: Story) -> Json:
    """The article that a summary carries of its own game."""
    posted = second(story.published_at)
    event = story.game.id_at(Provider.ESPN)
    return article(story) | {
        "gameId": event,
        "publishedkey": f"{slug_of(story.game.league)}{event}",
        "linkText": story.headline,
        "title": story.headline,
        "categorized": posted,
        "originallyPosted": posted,
        "section": story.game.league.upper(),
        "source": "AP",
        "keywords": [],
        "story": story.description,
        "video": [video(story)],
        "allowComments": True,
        "allowContentReactions": True,
        "allowSearch": True,
        "root": slug_of(story.game.league),
    }


def headline(story: Story) -> Json:
    """A scoreboard's line about a game that is over."""
    return {
        "type": story.kind,
        "description": f"— {story.description}",
        "shortLinkText": story.headline,
        "video": [video(story)],
    }


def video(story: Story) -> Json:
    """A clip of a game."""
    posted = second(story.published_at)
    href = f"https://www.espn.com/video/clip?id={story.number}"
    return {
        "id": story.number,
        "cerebroId": f"{story.number:024x}",
        "source": "espn",
        "headline": story.headline,
        "description": story.description,
        "lastModified": posted,
        "originalPublishDate": posted,
        "duration": 41,
        "timeRestrictions": {"embargoDate": posted, "expirationDate": posted},
        "deviceRestrictions": {"type": "whitelist", "devices": ["desktop", "handset", "tablet"]},
        "geoRestrictions": {"type": "whitelist", "countries": ["US"]},
        "thumbnail": f"https://a.espncdn.com/media/motion/{story.number}.jpg",
        "links": {"web": {"href": href, "self": {"href": href}}, "mobile": {"href": href}},
        "ad": {"sport": slug_of(story.game.league), "bundle": "video"},
        "tracking": {"sportName": slug_of(story.game.league), "coverageType": "Final Game Highlight"},
    }


def _image(story: Story) -> Json:
    return {
        "dataSourceIdentifier": f"{story.number + 1:x}",
        "id": story.number + 1,
        "type": "header",
        "name": f"{story.headline} [1296x729]",
        "caption": story.headline,
        "credit": "ESPN",
        "height": 729,
        "width": 1296,
        "ratio": "16x9",
        "alt": "",
        "url": f"https://a.espncdn.com/photo/{story.number}.jpg",
    }


def _categories(story: Story) -> list[Json]:
    league, game = story.game.league, story.game
    named = [
        {"id": 1, "type": "topic", "topicId": 707, "description": f"{league} game", "sportId": 0},
        _league(league),
        *(_team(league, each) for each in (game.home, game.away)),
        _athlete(league, roster_of(game.seed, league, game.home)[0]),
        {"id": 2, "type": "event", "eventId": int(game.id_at(Provider.ESPN)), "description": story.headline},
        {"id": 3, "type": "contributor", "contributor": {"id": 3, "description": "ESPN", "links": {}}, "slug": "espn"},
    ]
    guids = [chance.uuid("espn category", category["type"], category["description"]) for category in named[:-1]]
    return [
        *(category | {"guid": guid} for category, guid in zip(named, guids, strict=False)),
        named[-1],
        *({"type": "guid", "guid": guid} for guid in guids),
    ]


def _links(kind: str, href: str) -> Json:
    return {"links": {"web": {kind: {"href": href}}, "mobile": {kind: {"href": href}}}}


def _league(league: League) -> Json:
    number = int(uid(league).rpartition(":")[2])
    about = {"id": number, "description": NAMES[league], "abbreviation": league.upper()}
    return {
        "id": number,
        "type": "league",
        "uid": uid(league),
        "description": NAMES[league],
        "sportId": number,
        "leagueId": number,
        "league": about | _links("leagues", f"https://www.espn.com/{slug_of(league)}/"),
    }


def _team(league: League, each: Team) -> Json:
    href = f"https://www.espn.com/{slug_of(league)}/team/_/id/{each.espn_id}/{each.slug}"
    return {
        "id": int(each.espn_id),
        "type": "team",
        "uid": uid(league, f"~t:{each.espn_id}"),
        "description": each.name,
        "sportId": 1,
        "teamId": int(each.espn_id),
        "team": {"id": int(each.espn_id), "description": each.name, **_links("teams", href)},
    }


def _athlete(league: League, player: Player) -> Json:
    number = int(player.espn_id)
    href = athlete(league, player)["links"][0]["href"]
    return {
        "id": number,
        "type": "athlete",
        "uid": uid(league, f"~a:{number}"),
        "description": player.name,
        "sportId": 1,
        "athleteId": number,
        "athlete": {"id": number, "description": player.name, **_links("athletes", href)},
    }
