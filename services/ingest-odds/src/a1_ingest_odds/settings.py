"""Settings of the ingester: `INGEST_ODDS__…`, and the groups that every service has."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Self

from pydantic import Field, NonNegativeInt, PositiveFloat, PositiveInt, SecretStr, model_validator

from a1_ingest_kit.journal import JournalSettings
from a1_ingest_odds.markets import GameMarkets, keys_of
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import Sport
from a1_service_kit.settings import Environment, Group, KafkaSettings, ServiceSettings

PROVIDER_UPDATES_EVERY_S = 40
"""The API updates live featured markets at this interval; faster polls pay twice for the same prices."""

PLAYER_MARKETS: Mapping[Sport, Sequence[str]] = {
    Sport.BASKETBALL: ("player_points", "player_rebounds", "player_assists", "player_threes"),
    Sport.AMERICAN_FOOTBALL: ("player_pass_yds", "player_rush_yds", "player_reception_yds", "player_anytime_td"),
    Sport.BASEBALL: ("batter_hits", "batter_total_bases", "batter_home_runs", "pitcher_strikeouts"),
    Sport.ICE_HOCKEY: ("player_points", "player_assists", "player_shots_on_goal", "player_total_saves"),
    Sport.SOCCER: ("player_goal_scorer_anytime", "player_shots_on_target"),
}

FREE_CREDITS = 500
"""The credits a month of the plan that is not paid for."""


class OddsSettings(Group):
    """How to poll The Odds API, and what it may cost. Intervals are in seconds."""

    base_url: str = Provider.ODDS.traits.host
    api_key: SecretStr | None = None
    """Without it the provider idles as `disabled`."""
    leagues: Sequence[League] = tuple(League)
    regions: Sequence[str] = ("us",)
    """Each costs."""
    bookmakers: Sequence[str] = ()
    """Used instead of regions. Ten bookmakers cost as much as one region."""
    markets: Sequence[str] = ("h2h", "spreads", "totals")
    """Each costs."""
    player_markets: Mapping[Sport, Sequence[str]] = PLAYER_MARKETS
    """By sport; a sport without any is not asked for players."""
    game_markets: Sequence[GameMarkets] = ()
    """By game: `alternates`, `team-totals`, `halves`, `quarters`, `periods`, `innings`. Each returned market costs."""
    with_details: bool | None = None
    """Links, ids, limits and multipliers of selections, without further cost. Unset: where the plan is a paid one."""
    horizon_s: PositiveFloat = 24 * 3600
    """Markets of a game are polled for games that start within this time."""
    answer_within_s: PositiveFloat = 20
    """The timeout of a request."""
    catalogue_every_s: PositiveFloat = 3600
    """For sports and events, which are free and change slowly."""
    odds_every_s: PositiveFloat = 600
    """In production at least 40."""
    live_every_s: PositiveFloat = 60
    """Odds and scores of a league with a game in play; in production at least 40."""
    event_odds_every_s: PositiveFloat = 1800
    """Markets of one game, as far as bookmakers have them."""
    event_markets_every_s: PositiveFloat = 1800
    """Which markets bookmakers have on one game: one credit."""
    monthly_credits: PositiveInt = FREE_CREDITS
    """The credits of the plan. Response headers correct it."""
    reserve: NonNegativeInt = 25
    """Credits that ordinary polls never touch."""
    spread_s: PositiveFloat | None = None
    """Over how long the remaining credits are spent; unset: until they are given again on the first of next month."""

    @property
    def answer_within(self) -> timedelta:
        """The timeout of a request."""
        return timedelta(seconds=self.answer_within_s)

    @property
    def spread(self) -> timedelta | None:
        """The time over which the remaining credits are spent."""
        return None if self.spread_s is None else timedelta(seconds=self.spread_s)

    @property
    def asks_for_details(self) -> bool:
        """Whether links, ids, limits and multipliers are requested."""
        return self.monthly_credits > FREE_CREDITS if self.with_details is None else self.with_details

    def markets_of_a_game(self, sport: Sport) -> Sequence[str]:
        """Return the market keys wanted of each near game of a sport."""
        return (*self.player_markets.get(sport, ()), *keys_of(self.game_markets, sport))


class Settings(ServiceSettings):
    """All settings of this service."""

    kafka: KafkaSettings = Field(default_factory=KafkaSettings)
    journal: JournalSettings = Field(default_factory=JournalSettings)
    ingest_odds: OddsSettings = Field(default_factory=OddsSettings)

    @model_validator(mode="after")
    def _is_fit_for_production(self) -> Self:
        if self.environment is not Environment.PRODUCTION:
            return self
        if self.ingest_odds.api_key is None:
            raise ValueError("INGEST_ODDS__API_KEY is missing; production needs it")
        if min(self.ingest_odds.odds_every_s, self.ingest_odds.live_every_s) < PROVIDER_UPDATES_EVERY_S:
            raise ValueError(f"INGEST_ODDS__…_EVERY_S: the provider updates every {PROVIDER_UPDATES_EVERY_S} s at most")
        return self
