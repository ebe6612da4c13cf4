"""Which mapper reads which feed of NewProvider."""

from a1_mappers.mapper import Feeds
from a1_mappers.newprovider.games import map_games

FEEDS: Feeds = {
    "games": map_games,
}
