"""Which mapper reads which feed of The Odds API."""

from a1_mappers.mapper import Feeds
from a1_mappers.odds.catalogue import map_participants, map_sports
from a1_mappers.odds.contests import map_event_markets, map_events, map_scores
from a1_mappers.odds.errors import map_error
from a1_mappers.odds.offers import map_event_odds, map_historical_event_odds, map_historical_odds, map_odds

FEEDS: Feeds = {
    "sports": map_sports,
    "participants": map_participants,
    "events": map_events,
    "event-markets": map_event_markets,
    "scores": map_scores,
    "odds": map_odds,
    "event-odds": map_event_odds,
    "historical-odds": map_historical_odds,
    "historical-event-odds": map_historical_event_odds,
    "error": map_error,
}
