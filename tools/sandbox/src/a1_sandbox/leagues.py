"""Where each provider keeps our leagues: its own keys of them, in both directions."""

from a1_schemas.leagues import LEAGUES
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import League

PRIZEPICKS_BOARDS: dict[str, tuple[str, tuple[League, ...]]] = {
    "7": ("NBA", (League.NBA,)),
    "3": ("WNBA", (League.WNBA,)),
    "20": ("CBB", (League.NCAAM,)),
    "9": ("NFL", (League.NFL,)),
    "15": ("CFB", (League.NCAAF,)),
    "2": ("MLB", (League.MLB,)),
    "8": ("NHL", (League.NHL,)),
    "82": ("SOCCER", (League.EPL, League.MLS)),
}

SPORTRADAR_PRODUCTS: dict[str, tuple[League, ...]] = {
    "nba": (League.NBA,),
    "wnba": (League.WNBA,),
    "ncaamb": (League.NCAAM,),
    "nfl": (League.NFL,),
    "ncaafb": (League.NCAAF,),
    "mlb": (League.MLB,),
    "nhl": (League.NHL,),
    "soccer": (League.EPL, League.MLS),
}

_PLACES: dict[Provider, dict[str, tuple[League, ...]]] = {
    Provider.ESPN: {facts.espn_path: (league,) for league, facts in LEAGUES.items()},
    Provider.ODDS: {facts.odds_api_key: (league,) for league, facts in LEAGUES.items()},
    Provider.PRIZEPICKS: {place: leagues for place, (_, leagues) in PRIZEPICKS_BOARDS.items()},
    Provider.SPORTRADAR: SPORTRADAR_PRODUCTS,
}


def leagues_at(provider: Provider, place: str) -> tuple[League, ...]:
    """The leagues of ours that a provider keeps under one key; none where the key is not ours."""
    return _PLACES[provider].get(place, ())
