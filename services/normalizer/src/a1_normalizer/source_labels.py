"""Labels of metrics for a record's source: words of closed sets alone, so that no key or header adds a series."""

from a1_resolving.raw_record import RawRecord
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.targets import TargetParts
from a1_schemas.topics import MULTI, OPERATOR

OTHER = "other"
"""The label of a feed or league that is none of ours."""
FEEDS = {str(provider): provider.traits.feeds for provider in Provider} | {
    OPERATOR.partition(".")[2]: ("identity", "players")
}
"""The known feeds of each provider; an operator's decisions are two, by what they are about."""
LEAGUES = (*map(str, League), MULTI)


def source_labels(record: RawRecord) -> TargetParts:
    """Return the provider that the topic has, and the feed and league of the key where they are known."""
    provider = record.topic.partition(".")[2]
    _, feed, league = record.source
    return TargetParts(
        provider, feed if feed in FEEDS.get(provider, ()) else OTHER, league if league in LEAGUES else OTHER
    )
