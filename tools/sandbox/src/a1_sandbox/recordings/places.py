"""What a recorded request covered, in the provider's own key, so that it meets the requests made now."""

import re

from a1_sandbox.providers.prizepicks import ALL_BOARDS
from a1_sandbox.providers.sportradar import place_of_recorded
from a1_schemas.providers import Provider

_ESPN = re.compile(r"^/apis/(?:site/)?v2/sports/([^/]+/[^/]+)/")
_ODDS = re.compile(r"^/v4/sports/([^/]+)/")


def recorded_place(provider: Provider, path: str, parameters: dict[str, str]) -> str | None:
    """The place of the same request made now; None for paths that no service requests."""
    match provider:
        case Provider.ESPN:
            found = _ESPN.match(path)
            return found.group(1) if found else None
        case Provider.ODDS:
            found = _ODDS.match(path)
            return found.group(1) if found else "sports"
        case Provider.PRIZEPICKS:
            return "leagues" if path == "/leagues" else parameters.get("league_id", ALL_BOARDS)
        case Provider.SPORTRADAR:
            return place_of_recorded(path)
        case _:
            return None
