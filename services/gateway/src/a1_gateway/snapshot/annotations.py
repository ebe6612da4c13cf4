"""OpenAPI annotations of served fields that are plain text or time in this process, from the contract's vocabulary."""

from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

import msgspec

COMPONENTS = "#/components/schemas/"
"""The path of schemas in an OpenAPI document."""

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""An aware instant, RFC 3339 on the wire."""

MEANINGS = MappingProxyType(
    {
        "abbreviation": "As the league abbreviates it.",
        "american": "American odds, a whole number; null where they have no form of this price.",
        "away": "The away side.",
        "best": "The best prices, one for each selection and line.",
        "bookmaker": "The bookmaker's key.",
        "bookmaker_name": "The bookmaker's name.",
        "changed_at": "When the provider's answer that changed it was fetched.",
        "data": "The items.",
        "event_id": "Our id of the game.",
        "feed": "The provider's feed that reports it.",
        "freshness": "Whether the feeds that report it are believed now.",
        "home": "The home side.",
        "key": "The market.",
        "last_success_at": "When the feed was last read; null if never.",
        "league": "The league.",
        "line": "The line of this selection; null for a market without lines.",
        "line_type": "How the provider sells the line.",
        "lines": "The rungs, by line.",
        "markets": "The markets that are offered.",
        "meta": "What is known of the page.",
        "method": "How the listing was matched to its game.",
        "name": "The name.",
        "observed_at": "The provider's own time, if it reports one.",
        "offers": "One for each bookmaker and feed.",
        "period": "The part of the game that decides.",
        "player": "The player.",
        "price": "Decimal odds.",
        "provider": "The provider that reports it.",
        "reason": "Why the feed is in this state.",
        "scope": "Whether overtime counts.",
        "selection": "The side of the market.",
        "source": "The provider that reports it.",
        "sources": "The feeds that report these items, each with its state.",
        "sport": "The sport.",
        "start_time": "When it starts; null where that is to be announced.",
        "stat_type": "The statistic.",
        "state": "Whether the feed is up.",
        "status": "The status.",
        "target": "The request whose answer reports it.",
        "team_id": "Our id of the team.",
        "valid_until": "After this time the state counts as down.",
    }
)
"""Descriptions of fields that mean the same in every shape and have none where they are declared."""


def one_of(vocabulary: type[StrEnum]) -> msgspec.Meta:
    """Return the annotation of a text that is a word of this vocabulary, or of a newer one unknown to this process."""
    return msgspec.Meta(extra_json_schema={"$ref": COMPONENTS + vocabulary.__name__})
