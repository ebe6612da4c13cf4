"""Which mapper reads which feed: each provider's own table, by provider. Generated from the rows: `make golden`."""

from a1_mappers.espn.feeds import FEEDS as ESPN
from a1_mappers.mapper import Feeds, Mapper
from a1_mappers.odds.feeds import FEEDS as ODDS
from a1_mappers.prizepicks.feeds import FEEDS as PRIZEPICKS
from a1_mappers.sportradar.feeds import FEEDS as SPORTRADAR
from a1_schemas.providers import Provider

FEEDS: dict[Provider, Feeds] = {
    Provider.SPORTRADAR: SPORTRADAR,
    Provider.ODDS: ODDS,
    Provider.PRIZEPICKS: PRIZEPICKS,
    Provider.ESPN: ESPN,
}
MAPPERS: dict[tuple[Provider, str], Mapper] = {
    (provider, feed): mapper for provider, feeds in FEEDS.items() for feed, mapper in feeds.items()
}
