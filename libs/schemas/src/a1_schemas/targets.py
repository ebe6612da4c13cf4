"""A target: what one poll asks for. Dedupe, freshness and removal by absence are per target."""


def target_of(provider: str, feed: str, league: str, *parameters: str) -> str:
    """`odds/event-odds/nba/3f2a…`: provider, feed, league and every parameter that changes what is covered."""
    return "/".join((provider, feed, league, *(part.replace("/", "%2F") for part in parameters)))
