"""Which mapper reads which feed of PrizePicks."""

from a1_mappers.mapper import Feeds
from a1_mappers.prizepicks.leagues import map_leagues
from a1_mappers.prizepicks.projections import map_projections

FEEDS: Feeds = {
    "leagues": map_leagues,
    "projections": map_projections,
}
