"""A method for each route. Generated from the OpenAPI document by `make golden`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from a1betting import models
from a1betting.pages import Pages
from a1betting.transport import Transport, path


class Routes(Transport):
    """Every route, by its name in the OpenAPI document."""

    async def get_index(self) -> models.Index:
        """The addresses of the stream, of the documents and of every route."""
        return await self._answer(models.Index, "GET", "/api/v1", {})

    def list_games(
        self,
        sport: str,
        *,
        event_id: str | Sequence[str] | None = None,
        team: str | Sequence[str] | None = None,
        status: Literal["scheduled", "live", "suspended", "postponed", "cancelled", "final"]
        | Sequence[Literal["scheduled", "live", "suspended", "postponed", "cancelled", "final"]]
        | None = None,
        source: Literal["sportradar", "odds", "prizepicks", "espn"]
        | Sequence[Literal["sportradar", "odds", "prizepicks", "espn"]]
        | None = None,
        since: datetime | str | None = None,
        removed: bool | None = None,
        starts_from: datetime | str | None = None,
        starts_to: datetime | str | None = None,
        sort: Literal["start", "-start", "status"] | None = None,
        include: Literal["best"] | Sequence[Literal["best"]] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfGame, models.Game]:
        """Games of a league (`nba`), a sport (`basketball`), an odds key (`basketball_nba`) or `all`, by start.

        With `include=best` each game carries its best prices, and `since` finds it when they change.

        `event_id`: Our id of a game, or an alias of it.
        `team`: A team's id, abbreviation or name; whole words of the name are enough.
        `status`: A status.
        `source`: A provider.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `removed`: Whether `meta.removed` has what ended since then. Needs `since`.
        `starts_from`: Starts at or after this time.
        `starts_to`: Starts at or before this time.
        `sort`: The order. `status` is live games first, then scheduled ones, then those that are off or over.
        `include`: What each game carries beside its own facts.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfGame,
            path("/api/v1/data/unified-games/{sport}", sport=sport),
            {
                "event_id": event_id,
                "team": team,
                "status": status,
                "source": source,
                "since": since,
                "removed": removed,
                "starts_from": starts_from,
                "starts_to": starts_to,
                "sort": sort,
                "include": include,
                "limit": limit,
                "cursor": cursor,
            },
        )

    def list_live_games(
        self,
        sport: str,
        *,
        event_id: str | Sequence[str] | None = None,
        team: str | Sequence[str] | None = None,
        source: Literal["sportradar", "odds", "prizepicks", "espn"]
        | Sequence[Literal["sportradar", "odds", "prizepicks", "espn"]]
        | None = None,
        since: datetime | str | None = None,
        sort: Literal["start", "-start", "status"] | None = None,
        include: Literal["best"] | Sequence[Literal["best"]] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfGame, models.Game]:
        """Games that are live or suspended, by start: `unified-games` with these statuses.

        `event_id`: Our id of a game, or an alias of it.
        `team`: A team's id, abbreviation or name; whole words of the name are enough.
        `source`: A provider.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `sort`: The order. `status` is live games first, then scheduled ones, then those that are off or over.
        `include`: What each game carries beside its own facts.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfGame,
            path("/api/v1/live-games/{sport}", sport=sport),
            {
                "event_id": event_id,
                "team": team,
                "source": source,
                "since": since,
                "sort": sort,
                "include": include,
                "limit": limit,
                "cursor": cursor,
            },
        )

    async def get_game(
        self,
        event_id: str,
        *,
        include: Literal["odds", "best", "props", "stats", "news", "injuries", "ids"]
        | Sequence[Literal["odds", "best", "props", "stats", "news", "injuries", "ids"]]
        | None = None,
    ) -> models.GamePage:
        """One game, found by its id or an alias, with the parts that `include` names.

        `odds` are the offers, `best` the best prices, `props` the ladders of lines, `stats` the box score's
        players,
        `news` the articles about the game, `injuries` those of its teams' players, `ids` the providers' own
        ids.

        `include`: The parts of the answer.
        """
        return await self._answer(
            models.GamePage, "GET", path("/api/v1/data/games/{event_id}", event_id=event_id), {"include": include}
        )

    def list_odds(
        self,
        sport: str,
        *,
        event_id: str | Sequence[str] | None = None,
        bookmaker: str | Sequence[str] | None = None,
        market: str | Sequence[str] | None = None,
        team: str | Sequence[str] | None = None,
        status: Literal["scheduled", "live", "suspended", "postponed", "cancelled", "final"]
        | Sequence[Literal["scheduled", "live", "suspended", "postponed", "cancelled", "final"]]
        | None = None,
        source: Literal["sportradar", "odds", "prizepicks", "espn"]
        | Sequence[Literal["sportradar", "odds", "prizepicks", "espn"]]
        | None = None,
        since: datetime | str | None = None,
        removed: bool | None = None,
        starts_from: datetime | str | None = None,
        starts_to: datetime | str | None = None,
        sort: Literal["start", "-start", "status"] | None = None,
        view: Literal["full", "best"] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfEventOdds, models.EventOdds]:
        """Every bookmaker's offer on each game, with the best price for each selection, by start.

        The filters `bookmaker`, `market` and `source` limit both the offers and the best prices.

        `event_id`: Our id of a game, or an alias of it.
        `bookmaker`: A bookmaker's key.
        `market`: A market's key.
        `team`: A team's id, abbreviation or name; whole words of the name are enough.
        `status`: A status.
        `source`: A provider.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `removed`: Whether `meta.removed` has what ended since then. Needs `since`.
        `starts_from`: Starts at or after this time.
        `starts_to`: Starts at or before this time.
        `sort`: The order. `status` is live games first, then scheduled ones, then those that are off or over.
        `view`: Whether each game has all offers, or the best prices alone.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfEventOdds,
            path("/api/v1/data/unified-odds/{sport}", sport=sport),
            {
                "event_id": event_id,
                "bookmaker": bookmaker,
                "market": market,
                "team": team,
                "status": status,
                "source": source,
                "since": since,
                "removed": removed,
                "starts_from": starts_from,
                "starts_to": starts_to,
                "sort": sort,
                "view": view,
                "limit": limit,
                "cursor": cursor,
            },
        )

    def list_player_props(
        self,
        sport: str,
        *,
        event_id: str | Sequence[str] | None = None,
        bookmaker: str | Sequence[str] | None = None,
        team: str | Sequence[str] | None = None,
        player: str | Sequence[str] | None = None,
        stat_type: str | Sequence[str] | None = None,
        status: Literal["scheduled", "live", "suspended", "postponed", "cancelled", "final"]
        | Sequence[Literal["scheduled", "live", "suspended", "postponed", "cancelled", "final"]]
        | None = None,
        source: Literal["sportradar", "odds", "prizepicks", "espn"]
        | Sequence[Literal["sportradar", "odds", "prizepicks", "espn"]]
        | None = None,
        since: datetime | str | None = None,
        removed: bool | None = None,
        starts_from: datetime | str | None = None,
        starts_to: datetime | str | None = None,
        sort: Literal["start", "-start", "status", "player"] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfProp, models.Prop]:
        """Ladders of lines: by start, game, player, statistic, period and book.

        With `group=player` a row is a player's statistic in a game with the ladders of all books; the filters
        `bookmaker`
        and `source` limit these.

        `event_id`: Our id of a game, or an alias of it.
        `bookmaker`: A bookmaker's key.
        `team`: A team's id, abbreviation or name; whole words of the name are enough.
        `player`: A player's id or name; whole words of the name are enough.
        `stat_type`: A statistic, or one in no vocabulary (`other:…`).
        `status`: A status.
        `source`: A provider.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `removed`: Whether `meta.removed` has what ended since then. Needs `since`.
        `starts_from`: Starts at or after this time.
        `starts_to`: Starts at or before this time.
        `sort`: The order. `status` is live games first, then scheduled ones, then those that are off or over.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfProp,
            path("/api/v1/data/player-props/{sport}", sport=sport),
            {
                "event_id": event_id,
                "bookmaker": bookmaker,
                "team": team,
                "player": player,
                "stat_type": stat_type,
                "status": status,
                "source": source,
                "since": since,
                "removed": removed,
                "starts_from": starts_from,
                "starts_to": starts_to,
                "sort": sort,
                "limit": limit,
                "cursor": cursor,
                "group": "book",
            },
        )

    def list_player_props_of_books(
        self,
        sport: str,
        *,
        event_id: str | Sequence[str] | None = None,
        bookmaker: str | Sequence[str] | None = None,
        team: str | Sequence[str] | None = None,
        player: str | Sequence[str] | None = None,
        stat_type: str | Sequence[str] | None = None,
        status: Literal["scheduled", "live", "suspended", "postponed", "cancelled", "final"]
        | Sequence[Literal["scheduled", "live", "suspended", "postponed", "cancelled", "final"]]
        | None = None,
        source: Literal["sportradar", "odds", "prizepicks", "espn"]
        | Sequence[Literal["sportradar", "odds", "prizepicks", "espn"]]
        | None = None,
        since: datetime | str | None = None,
        removed: bool | None = None,
        starts_from: datetime | str | None = None,
        starts_to: datetime | str | None = None,
        sort: Literal["start", "-start", "status", "player"] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfPropOfBooks, models.PropOfBooks]:
        """Ladders of lines: by start, game, player, statistic, period and book.

        With `group=player` a row is a player's statistic in a game with the ladders of all books; the filters
        `bookmaker`
        and `source` limit these.

        `event_id`: Our id of a game, or an alias of it.
        `bookmaker`: A bookmaker's key.
        `team`: A team's id, abbreviation or name; whole words of the name are enough.
        `player`: A player's id or name; whole words of the name are enough.
        `stat_type`: A statistic, or one in no vocabulary (`other:…`).
        `status`: A status.
        `source`: A provider.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `removed`: Whether `meta.removed` has what ended since then. Needs `since`.
        `starts_from`: Starts at or after this time.
        `starts_to`: Starts at or before this time.
        `sort`: The order. `status` is live games first, then scheduled ones, then those that are off or over.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfPropOfBooks,
            path("/api/v1/data/player-props/{sport}", sport=sport),
            {
                "event_id": event_id,
                "bookmaker": bookmaker,
                "team": team,
                "player": player,
                "stat_type": stat_type,
                "status": status,
                "source": source,
                "since": since,
                "removed": removed,
                "starts_from": starts_from,
                "starts_to": starts_to,
                "sort": sort,
                "limit": limit,
                "cursor": cursor,
                "group": "player",
            },
        )

    def list_player_stats(
        self,
        game_id: str,
        *,
        team: str | Sequence[str] | None = None,
        player: str | Sequence[str] | None = None,
        stat_type: str | Sequence[str] | None = None,
        source: Literal["sportradar", "odds", "prizepicks", "espn"]
        | Sequence[Literal["sportradar", "odds", "prizepicks", "espn"]]
        | None = None,
        since: datetime | str | None = None,
        removed: bool | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.BoxScore, models.PlayerFigures]:
        """Each player's statistics in a game: home before away, starters first. The id may be an alias of the
        game.

        A row is a player with each figure's source. Where providers differ, the figure is that of a fresh
        report before
        that of a stale one, then by provider: Sportradar, ESPN, The Odds API, PrizePicks; `differs` lists the
        others.
        Whole minutes do not differ from the seconds that they round. The filter `source` leaves out all other
        providers.
        `meta.totals` cover all players of the game on any page. With `by=provider` a row is one provider's
        report.

        `team`: A team's id, abbreviation or name; whole words of the name are enough.
        `player`: A player's id or name; whole words of the name are enough.
        `stat_type`: A statistic, or one in no vocabulary (`other:…`).
        `source`: A provider.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `removed`: Whether `meta.removed` has what ended since then. Needs `since`.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.BoxScore,
            path("/api/v1/data/player-stats/{game_id}", game_id=game_id),
            {
                "team": team,
                "player": player,
                "stat_type": stat_type,
                "source": source,
                "since": since,
                "removed": removed,
                "limit": limit,
                "cursor": cursor,
                "by": "player",
            },
        )

    def list_player_stats_of_providers(
        self,
        game_id: str,
        *,
        team: str | Sequence[str] | None = None,
        player: str | Sequence[str] | None = None,
        stat_type: str | Sequence[str] | None = None,
        source: Literal["sportradar", "odds", "prizepicks", "espn"]
        | Sequence[Literal["sportradar", "odds", "prizepicks", "espn"]]
        | None = None,
        since: datetime | str | None = None,
        removed: bool | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfStatistics, models.Statistics]:
        """Each player's statistics in a game: home before away, starters first. The id may be an alias of the
        game.

        A row is a player with each figure's source. Where providers differ, the figure is that of a fresh
        report before
        that of a stale one, then by provider: Sportradar, ESPN, The Odds API, PrizePicks; `differs` lists the
        others.
        Whole minutes do not differ from the seconds that they round. The filter `source` leaves out all other
        providers.
        `meta.totals` cover all players of the game on any page. With `by=provider` a row is one provider's
        report.

        `team`: A team's id, abbreviation or name; whole words of the name are enough.
        `player`: A player's id or name; whole words of the name are enough.
        `stat_type`: A statistic, or one in no vocabulary (`other:…`).
        `source`: A provider.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `removed`: Whether `meta.removed` has what ended since then. Needs `since`.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfStatistics,
            path("/api/v1/data/player-stats/{game_id}", game_id=game_id),
            {
                "team": team,
                "player": player,
                "stat_type": stat_type,
                "source": source,
                "since": since,
                "removed": removed,
                "limit": limit,
                "cursor": cursor,
                "by": "provider",
            },
        )

    def list_news(
        self,
        sport: str,
        *,
        event_id: str | Sequence[str] | None = None,
        team: str | Sequence[str] | None = None,
        player: str | Sequence[str] | None = None,
        source: Literal["sportradar", "odds", "prizepicks", "espn"]
        | Sequence[Literal["sportradar", "odds", "prizepicks", "espn"]]
        | None = None,
        since: datetime | str | None = None,
        removed: bool | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfArticle, models.Article]:
        """Articles, newest first.

        `event_id`: Our id of a game, or an alias of it.
        `team`: A team's id, abbreviation or name; whole words of the name are enough.
        `player`: A player's id or name; whole words of the name are enough.
        `source`: A provider.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `removed`: Whether `meta.removed` has what ended since then. Needs `since`.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfArticle,
            path("/api/v1/data/sports-news/{sport}", sport=sport),
            {
                "event_id": event_id,
                "team": team,
                "player": player,
                "source": source,
                "since": since,
                "removed": removed,
                "limit": limit,
                "cursor": cursor,
            },
        )

    def list_injuries(
        self,
        sport: str,
        *,
        team: str | Sequence[str] | None = None,
        player: str | Sequence[str] | None = None,
        status: Literal[
            "available", "probable", "questionable", "doubtful", "out", "day-to-day", "injured-reserve", "suspended"
        ]
        | Sequence[
            Literal[
                "available", "probable", "questionable", "doubtful", "out", "day-to-day", "injured-reserve", "suspended"
            ]
        ]
        | None = None,
        source: Literal["sportradar", "odds", "prizepicks", "espn"]
        | Sequence[Literal["sportradar", "odds", "prizepicks", "espn"]]
        | None = None,
        since: datetime | str | None = None,
        removed: bool | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfPlayerInjury, models.PlayerInjury]:
        """Who may not play: one row a player, with the status of the newest report.

        A player whose team two providers report differently has a row for each team. With `by=provider` a row
        is a report.

        `team`: A team's id, abbreviation or name; whole words of the name are enough.
        `player`: A player's id or name; whole words of the name are enough.
        `status`: A status.
        `source`: A provider.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `removed`: Whether `meta.removed` has what ended since then. Needs `since`.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfPlayerInjury,
            path("/api/v1/data/injuries/{sport}", sport=sport),
            {
                "team": team,
                "player": player,
                "status": status,
                "source": source,
                "since": since,
                "removed": removed,
                "limit": limit,
                "cursor": cursor,
                "by": "player",
            },
        )

    def list_injuries_of_providers(
        self,
        sport: str,
        *,
        team: str | Sequence[str] | None = None,
        player: str | Sequence[str] | None = None,
        status: Literal[
            "available", "probable", "questionable", "doubtful", "out", "day-to-day", "injured-reserve", "suspended"
        ]
        | Sequence[
            Literal[
                "available", "probable", "questionable", "doubtful", "out", "day-to-day", "injured-reserve", "suspended"
            ]
        ]
        | None = None,
        source: Literal["sportradar", "odds", "prizepicks", "espn"]
        | Sequence[Literal["sportradar", "odds", "prizepicks", "espn"]]
        | None = None,
        since: datetime | str | None = None,
        removed: bool | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfInjuryReport, models.InjuryReport]:
        """Who may not play: one row a player, with the status of the newest report.

        A player whose team two providers report differently has a row for each team. With `by=provider` a row
        is a report.

        `team`: A team's id, abbreviation or name; whole words of the name are enough.
        `player`: A player's id or name; whole words of the name are enough.
        `status`: A status.
        `source`: A provider.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `removed`: Whether `meta.removed` has what ended since then. Needs `since`.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfInjuryReport,
            path("/api/v1/data/injuries/{sport}", sport=sport),
            {
                "team": team,
                "player": player,
                "status": status,
                "source": source,
                "since": since,
                "removed": removed,
                "limit": limit,
                "cursor": cursor,
                "by": "provider",
            },
        )

    async def list_teams(
        self,
        sport: str,
        *,
        team: str | Sequence[str] | None = None,
        source: Literal["sportradar", "odds", "prizepicks", "espn"]
        | Sequence[Literal["sportradar", "odds", "prizepicks", "espn"]]
        | None = None,
        since: datetime | str | None = None,
    ) -> models.PageOfLeagueTeam:
        """The teams of a league by name, with logo, colours and record. All of them are one page.

        `team`: A team's id, abbreviation or name; whole words of the name are enough.
        `source`: A provider.
        `since`: Changed, or turned fresh or stale, at or after this time.
        """
        return await self._answer(
            models.PageOfLeagueTeam,
            "GET",
            path("/api/v1/teams/{sport}", sport=sport),
            {"team": team, "source": source, "since": since},
        )

    async def list_standings(
        self,
        sport: str,
        *,
        team: str | Sequence[str] | None = None,
        source: Literal["sportradar", "odds", "prizepicks", "espn"]
        | Sequence[Literal["sportradar", "odds", "prizepicks", "espn"]]
        | None = None,
        since: datetime | str | None = None,
    ) -> models.PageOfLeagueTeam:
        """The same teams by league, conference, division and rank. Teams without a rank come last in their group.

        `team`: A team's id, abbreviation or name; whole words of the name are enough.
        `source`: A provider.
        `since`: Changed, or turned fresh or stale, at or after this time.
        """
        return await self._answer(
            models.PageOfLeagueTeam,
            "GET",
            path("/api/v1/standings/{sport}", sport=sport),
            {"team": team, "source": source, "since": since},
        )

    async def get_player(self, player_id: str) -> models.PlayerPage:
        """One player of a roster, by our id: team, position, number, picture, and the providers' own ids."""
        return await self._answer(
            models.PlayerPage, "GET", path("/api/v1/players/{player_id}", player_id=player_id), {}
        )

    def list_best_prices(
        self,
        sport: str,
        *,
        event_id: str | Sequence[str] | None = None,
        bookmaker: str | Sequence[str] | None = None,
        market: str | Sequence[str] | None = None,
        team: str | Sequence[str] | None = None,
        status: Literal["scheduled", "live", "suspended", "postponed", "cancelled", "final"]
        | Sequence[Literal["scheduled", "live", "suspended", "postponed", "cancelled", "final"]]
        | None = None,
        source: Literal["sportradar", "odds", "prizepicks", "espn"]
        | Sequence[Literal["sportradar", "odds", "prizepicks", "espn"]]
        | None = None,
        since: datetime | str | None = None,
        starts_from: datetime | str | None = None,
        starts_to: datetime | str | None = None,
        sort: Literal["start", "-start", "status"] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfEventOdds, models.EventOdds]:
        """The best price of each selection of each game, with the common margin at these prices, by start.

        `unified-odds` with `view=best`.

        `event_id`: Our id of a game, or an alias of it.
        `bookmaker`: A bookmaker's key.
        `market`: A market's key.
        `team`: A team's id, abbreviation or name; whole words of the name are enough.
        `status`: A status.
        `source`: A provider.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `starts_from`: Starts at or after this time.
        `starts_to`: Starts at or before this time.
        `sort`: The order. `status` is live games first, then scheduled ones, then those that are off or over.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfEventOdds,
            path("/api/v1/analytics/best-prices/{sport}", sport=sport),
            {
                "event_id": event_id,
                "bookmaker": bookmaker,
                "market": market,
                "team": team,
                "status": status,
                "source": source,
                "since": since,
                "starts_from": starts_from,
                "starts_to": starts_to,
                "sort": sort,
                "limit": limit,
                "cursor": cursor,
            },
        )

    def list_fair_prices(
        self,
        sport: str,
        *,
        event_id: str | Sequence[str] | None = None,
        bookmaker: str | Sequence[str] | None = None,
        market: str | Sequence[str] | None = None,
        since: datetime | str | None = None,
        starts_from: datetime | str | None = None,
        starts_to: datetime | str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfFairRow, models.FairRow]:
        """Fair prices of games' markets, by start: the consensus of fresh books without their margins.

        `inputs` are the quotes it follows from, `refused` those that were left out and why. After the start the
        last one
        before it stays, `closed`.

        `event_id`: Our id of a game, or an alias of it.
        `bookmaker`: A bookmaker's key.
        `market`: A market's key.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `starts_from`: Starts at or after this time.
        `starts_to`: Starts at or before this time.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfFairRow,
            path("/api/v1/analytics/fair/{sport}", sport=sport),
            {
                "event_id": event_id,
                "bookmaker": bookmaker,
                "market": market,
                "since": since,
                "starts_from": starts_from,
                "starts_to": starts_to,
                "limit": limit,
                "cursor": cursor,
            },
        )

    def list_fair_props(
        self,
        sport: str,
        *,
        event_id: str | Sequence[str] | None = None,
        bookmaker: str | Sequence[str] | None = None,
        player: str | Sequence[str] | None = None,
        stat_type: str | Sequence[str] | None = None,
        since: datetime | str | None = None,
        starts_from: datetime | str | None = None,
        starts_to: datetime | str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfFairRow, models.FairRow]:
        """Fair prices of players' props, by start.

        Each is of a line that two books price on both sides.

        `event_id`: Our id of a game, or an alias of it.
        `bookmaker`: A bookmaker's key.
        `player`: A player's id or name; whole words of the name are enough.
        `stat_type`: A statistic, or one in no vocabulary (`other:…`).
        `since`: Changed, or turned fresh or stale, at or after this time.
        `starts_from`: Starts at or after this time.
        `starts_to`: Starts at or before this time.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfFairRow,
            path("/api/v1/analytics/props/{sport}", sport=sport),
            {
                "event_id": event_id,
                "bookmaker": bookmaker,
                "player": player,
                "stat_type": stat_type,
                "since": since,
                "starts_from": starts_from,
                "starts_to": starts_to,
                "limit": limit,
                "cursor": cursor,
            },
        )

    def list_opportunities(
        self,
        sport: str,
        *,
        kind: Literal["arbitrage", "middle", "low-hold", "ev", "stale-line", "entry"]
        | Sequence[Literal["arbitrage", "middle", "low-hold", "ev", "stale-line", "entry"]]
        | None = None,
        event_id: str | Sequence[str] | None = None,
        bookmaker: str | Sequence[str] | None = None,
        market: str | Sequence[str] | None = None,
        player: str | Sequence[str] | None = None,
        stat_type: str | Sequence[str] | None = None,
        state: Literal["open", "ended"] | Sequence[Literal["open", "ended"]] | None = None,
        min_profit: float | None = None,
        since: datetime | str | None = None,
        starts_from: datetime | str | None = None,
        starts_to: datetime | str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfOpportunityRow, models.OpportunityRow]:
        """Opportunities of every kind, the newest first, those that have ended too.

        `profit` is the worst branch of an arbitrage or a low hold, and the expected profit of others, as a
        share of the
        stakes.

        `kind`: What an opportunity is.
        `event_id`: Our id of a game, or an alias of it.
        `bookmaker`: A bookmaker's key.
        `market`: A market's key.
        `player`: A player's id or name; whole words of the name are enough.
        `stat_type`: A statistic, or one in no vocabulary (`other:…`).
        `state`: Whether it can be taken now, or has ended.
        `min_profit`: The lowest profit, as a share of the stakes.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `starts_from`: Starts at or after this time.
        `starts_to`: Starts at or before this time.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfOpportunityRow,
            path("/api/v1/betting-opportunities/{sport}", sport=sport),
            {
                "kind": kind,
                "event_id": event_id,
                "bookmaker": bookmaker,
                "market": market,
                "player": player,
                "stat_type": stat_type,
                "state": state,
                "min_profit": min_profit,
                "since": since,
                "starts_from": starts_from,
                "starts_to": starts_to,
                "limit": limit,
                "cursor": cursor,
            },
        )

    def list_arbitrage(
        self,
        sport: str,
        *,
        event_id: str | Sequence[str] | None = None,
        bookmaker: str | Sequence[str] | None = None,
        market: str | Sequence[str] | None = None,
        player: str | Sequence[str] | None = None,
        stat_type: str | Sequence[str] | None = None,
        state: Literal["open", "ended"] | Sequence[Literal["open", "ended"]] | None = None,
        min_profit: float | None = None,
        since: datetime | str | None = None,
        starts_from: datetime | str | None = None,
        starts_to: datetime | str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfOpportunityRow, models.OpportunityRow]:
        """Arbitrages: `betting-opportunities` with `kind=arbitrage`.

        `event_id`: Our id of a game, or an alias of it.
        `bookmaker`: A bookmaker's key.
        `market`: A market's key.
        `player`: A player's id or name; whole words of the name are enough.
        `stat_type`: A statistic, or one in no vocabulary (`other:…`).
        `state`: Whether it can be taken now, or has ended.
        `min_profit`: The lowest profit, as a share of the stakes.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `starts_from`: Starts at or after this time.
        `starts_to`: Starts at or before this time.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfOpportunityRow,
            path("/api/v1/analytics/arbitrage/{sport}", sport=sport),
            {
                "event_id": event_id,
                "bookmaker": bookmaker,
                "market": market,
                "player": player,
                "stat_type": stat_type,
                "state": state,
                "min_profit": min_profit,
                "since": since,
                "starts_from": starts_from,
                "starts_to": starts_to,
                "limit": limit,
                "cursor": cursor,
            },
        )

    def list_arbitrages(
        self,
        sport: str,
        *,
        event_id: str | Sequence[str] | None = None,
        bookmaker: str | Sequence[str] | None = None,
        market: str | Sequence[str] | None = None,
        player: str | Sequence[str] | None = None,
        stat_type: str | Sequence[str] | None = None,
        state: Literal["open", "ended"] | Sequence[Literal["open", "ended"]] | None = None,
        min_profit: float | None = None,
        since: datetime | str | None = None,
        starts_from: datetime | str | None = None,
        starts_to: datetime | str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfOpportunityRow, models.OpportunityRow]:
        """Arbitrages: `betting-opportunities` with `kind=arbitrage`.

        `event_id`: Our id of a game, or an alias of it.
        `bookmaker`: A bookmaker's key.
        `market`: A market's key.
        `player`: A player's id or name; whole words of the name are enough.
        `stat_type`: A statistic, or one in no vocabulary (`other:…`).
        `state`: Whether it can be taken now, or has ended.
        `min_profit`: The lowest profit, as a share of the stakes.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `starts_from`: Starts at or after this time.
        `starts_to`: Starts at or before this time.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfOpportunityRow,
            path("/api/v1/arbitrage/{sport}", sport=sport),
            {
                "event_id": event_id,
                "bookmaker": bookmaker,
                "market": market,
                "player": player,
                "stat_type": stat_type,
                "state": state,
                "min_profit": min_profit,
                "since": since,
                "starts_from": starts_from,
                "starts_to": starts_to,
                "limit": limit,
                "cursor": cursor,
            },
        )

    def list_values(
        self,
        sport: str,
        *,
        event_id: str | Sequence[str] | None = None,
        bookmaker: str | Sequence[str] | None = None,
        market: str | Sequence[str] | None = None,
        player: str | Sequence[str] | None = None,
        stat_type: str | Sequence[str] | None = None,
        state: Literal["open", "ended"] | Sequence[Literal["open", "ended"]] | None = None,
        min_profit: float | None = None,
        since: datetime | str | None = None,
        starts_from: datetime | str | None = None,
        starts_to: datetime | str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfOpportunityRow, models.OpportunityRow]:
        """Prices above the fair one of the other books by more than its standard error.

        `against` are the quotes that it is measured against.

        `event_id`: Our id of a game, or an alias of it.
        `bookmaker`: A bookmaker's key.
        `market`: A market's key.
        `player`: A player's id or name; whole words of the name are enough.
        `stat_type`: A statistic, or one in no vocabulary (`other:…`).
        `state`: Whether it can be taken now, or has ended.
        `min_profit`: The lowest profit, as a share of the stakes.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `starts_from`: Starts at or after this time.
        `starts_to`: Starts at or before this time.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfOpportunityRow,
            path("/api/v1/analytics/ev/{sport}", sport=sport),
            {
                "event_id": event_id,
                "bookmaker": bookmaker,
                "market": market,
                "player": player,
                "stat_type": stat_type,
                "state": state,
                "min_profit": min_profit,
                "since": since,
                "starts_from": starts_from,
                "starts_to": starts_to,
                "limit": limit,
                "cursor": cursor,
            },
        )

    def list_middles(
        self,
        sport: str,
        *,
        event_id: str | Sequence[str] | None = None,
        bookmaker: str | Sequence[str] | None = None,
        market: str | Sequence[str] | None = None,
        player: str | Sequence[str] | None = None,
        stat_type: str | Sequence[str] | None = None,
        state: Literal["open", "ended"] | Sequence[Literal["open", "ended"]] | None = None,
        min_profit: float | None = None,
        since: datetime | str | None = None,
        starts_from: datetime | str | None = None,
        starts_to: datetime | str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfOpportunityRow, models.OpportunityRow]:
        """Pairs of lines between which both bets win.

        `event_id`: Our id of a game, or an alias of it.
        `bookmaker`: A bookmaker's key.
        `market`: A market's key.
        `player`: A player's id or name; whole words of the name are enough.
        `stat_type`: A statistic, or one in no vocabulary (`other:…`).
        `state`: Whether it can be taken now, or has ended.
        `min_profit`: The lowest profit, as a share of the stakes.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `starts_from`: Starts at or after this time.
        `starts_to`: Starts at or before this time.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfOpportunityRow,
            path("/api/v1/analytics/middles/{sport}", sport=sport),
            {
                "event_id": event_id,
                "bookmaker": bookmaker,
                "market": market,
                "player": player,
                "stat_type": stat_type,
                "state": state,
                "min_profit": min_profit,
                "since": since,
                "starts_from": starts_from,
                "starts_to": starts_to,
                "limit": limit,
                "cursor": cursor,
            },
        )

    def list_low_holds(
        self,
        sport: str,
        *,
        event_id: str | Sequence[str] | None = None,
        bookmaker: str | Sequence[str] | None = None,
        market: str | Sequence[str] | None = None,
        player: str | Sequence[str] | None = None,
        stat_type: str | Sequence[str] | None = None,
        state: Literal["open", "ended"] | Sequence[Literal["open", "ended"]] | None = None,
        min_profit: float | None = None,
        since: datetime | str | None = None,
        starts_from: datetime | str | None = None,
        starts_to: datetime | str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfOpportunityRow, models.OpportunityRow]:
        """Markets whose best prices have a common margin below 1 %.

        `event_id`: Our id of a game, or an alias of it.
        `bookmaker`: A bookmaker's key.
        `market`: A market's key.
        `player`: A player's id or name; whole words of the name are enough.
        `stat_type`: A statistic, or one in no vocabulary (`other:…`).
        `state`: Whether it can be taken now, or has ended.
        `min_profit`: The lowest profit, as a share of the stakes.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `starts_from`: Starts at or after this time.
        `starts_to`: Starts at or before this time.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfOpportunityRow,
            path("/api/v1/analytics/low-holds/{sport}", sport=sport),
            {
                "event_id": event_id,
                "bookmaker": bookmaker,
                "market": market,
                "player": player,
                "stat_type": stat_type,
                "state": state,
                "min_profit": min_profit,
                "since": since,
                "starts_from": starts_from,
                "starts_to": starts_to,
                "limit": limit,
                "cursor": cursor,
            },
        )

    def list_refusals(
        self,
        sport: str,
        *,
        kind: Literal["fair", "arbitrage", "middle", "low-hold", "ev", "stale-line", "entry"]
        | Sequence[Literal["fair", "arbitrage", "middle", "low-hold", "ev", "stale-line", "entry"]]
        | None = None,
        since: datetime | str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfRefusalCount, models.RefusalCount]:
        """What a table of prices would show and is refused, by reason, the most frequent first.

        `count` is how often a combination began to be refused, `now` how many are.

        `kind`: What was refused.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfRefusalCount,
            path("/api/v1/analytics/refusals/{sport}", sport=sport),
            {"kind": kind, "since": since, "limit": limit, "cursor": cursor},
        )

    def list_performance(
        self, sport: str, *, since: datetime | str | None = None, limit: int | None = None, cursor: str | None = None
    ) -> Pages[models.PageOfScorecard, models.Scorecard]:
        """How good each model's sealed predictions were, beside the closing line on the same games.

        `since`: Changed, or turned fresh or stale, at or after this time.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfScorecard,
            path("/api/v1/analytics/performance/{sport}", sport=sport),
            {"since": since, "limit": limit, "cursor": cursor},
        )

    def list_predictions(
        self,
        sport: str,
        *,
        event_id: str | Sequence[str] | None = None,
        market: str | Sequence[str] | None = None,
        since: datetime | str | None = None,
        starts_from: datetime | str | None = None,
        starts_to: datetime | str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfPrediction, models.Prediction]:
        """Each model's probabilities of each game, sealed before its start, by start.

        `event_id`: Our id of a game, or an alias of it.
        `market`: A market's key.
        `since`: Changed, or turned fresh or stale, at or after this time.
        `starts_from`: Starts at or after this time.
        `starts_to`: Starts at or before this time.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfPrediction,
            path("/api/v1/predictions/{sport}", sport=sport),
            {
                "event_id": event_id,
                "market": market,
                "since": since,
                "starts_from": starts_from,
                "starts_to": starts_to,
                "limit": limit,
                "cursor": cursor,
            },
        )

    async def get_prediction_proof(self, event_id: str) -> models.PageOfPredictionProof:
        """What shows that the predictions of a game were sealed before its start, a row a model.

        The bytes as they were published with their hash and place in the log, the records and the artefact that
        they
        follow from, and the start as it was known then. Empty where the game has no prediction.
        """
        return await self._answer(
            models.PageOfPredictionProof, "GET", path("/api/v1/predictions/{event_id}/proof", event_id=event_id), {}
        )

    def list_grades(
        self,
        event_id: str,
        *,
        profile: Literal["a1", "betmgm", "draftkings", "fanduel", "williamhill_us"]
        | Sequence[Literal["a1", "betmgm", "draftkings", "fanduel", "williamhill_us"]]
        | None = None,
        market: str | Sequence[str] | None = None,
        result: Literal["win", "half-win", "push", "half-loss", "loss", "void", "ungraded"]
        | Sequence[Literal["win", "half-win", "push", "half-loss", "loss", "void", "ungraded"]]
        | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PageOfGradeRow, models.GradeRow]:
        """How every bet that was offered on a game ended, by the neutral rules and by those of known bookmakers.

        Empty until the game is over. A bet whose end is not proven is `ungraded` with the reason.

        `profile`: The rules: `a1`, or a bookmaker's key.
        `market`: A market's key.
        `result`: How the bet ended.
        `limit`: Items in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PageOfGradeRow,
            path("/api/v1/grades/{event_id}", event_id=event_id),
            {"profile": profile, "market": market, "result": result, "limit": limit, "cursor": cursor},
        )

    async def plan_kelly(self, body: models.KellyRequest) -> models.KellyAnswer:
        """Return what to stake on up to six bets. Nothing is kept."""
        return await self._answer(models.KellyAnswer, "POST", "/api/v1/kelly", {}, body)

    async def value_at_close(self, body: models.ClvRequest) -> models.ClvAnswer:
        """Return what bets were worth at the close of their markets. Nothing is kept."""
        return await self._answer(models.ClvAnswer, "POST", "/api/v1/clv", {}, body)

    async def list_leagues(self) -> models.Leagues:
        """All leagues. Paths accept a league's name, its sport or its odds key."""
        return await self._answer(models.Leagues, "GET", "/api/v1/sports", {})

    async def list_known_leagues(self) -> models.WordsOfKnownLeague:
        """All leagues, with their periods and clocks."""
        return await self._answer(models.WordsOfKnownLeague, "GET", "/api/v1/leagues", {})

    async def list_markets(self) -> models.WordsOfKnownMarket:
        """All markets."""
        return await self._answer(models.WordsOfKnownMarket, "GET", "/api/v1/markets", {})

    async def list_stat_types(self) -> models.WordsOfKnownStatistic:
        """All statistics that have a word of ours."""
        return await self._answer(models.WordsOfKnownStatistic, "GET", "/api/v1/stat-types", {})

    async def list_contests(self) -> models.WordsOfContest:
        """What daily fantasy entries pay, each table with its source. A table that is not known has the reason
        instead.
        """
        return await self._answer(models.WordsOfContest, "GET", "/api/v1/contests", {})

    async def list_bookmakers(self) -> models.WordsOfKnownBookmaker:
        """The bookmakers that offer something now, by key."""
        return await self._answer(models.WordsOfKnownBookmaker, "GET", "/api/v1/bookmakers", {})

    async def find_by_native_id(
        self,
        *,
        provider: Literal["sportradar", "odds", "prizepicks", "espn"],
        native_id: str,
        league: Literal["nba", "wnba", "ncaam", "nfl", "ncaaf", "mlb", "nhl", "epl", "mls"] | None = None,
    ) -> models.FoundListings:
        """The game of a provider's own id, with the method and confidence of the match.

        `provider`: Whose id it is.
        `native_id`: The provider's own id of a game.
        `league`: Where it is used; else all leagues are looked at.
        """
        return await self._answer(
            models.FoundListings, "GET", "/api/v1/ids", {"provider": provider, "native_id": native_id, "league": league}
        )

    async def get_ids(self, canonical_id: str) -> models.Crosswalk:
        """The providers' own ids of a game, found by its id or an alias."""
        return await self._answer(
            models.Crosswalk, "GET", path("/api/v1/ids/{canonical_id}", canonical_id=canonical_id), {}
        )

    def get_movements(
        self,
        event_id: str,
        *,
        market: str | Sequence[str] | None = None,
        bookmaker: str | Sequence[str] | None = None,
        selection: str | Sequence[str] | None = None,
        period: str | Sequence[str] | None = None,
        include: str | Sequence[str] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.Movements, models.Movement]:
        """How each bookmaker's quotes of a game moved: opening, extremes, closing price, steam, and every change.

        `market`: A market's key.
        `bookmaker`: A bookmaker's key.
        `selection`: A selection.
        `period`: A part of the game.
        `include`: `changes`: each row lists every change.
        `limit`: Rows in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.Movements,
            path("/api/v1/movements/{event_id}", event_id=event_id),
            {
                "market": market,
                "bookmaker": bookmaker,
                "selection": selection,
                "period": period,
                "include": include,
                "limit": limit,
                "cursor": cursor,
            },
        )

    def list_past_odds(
        self,
        *,
        league: Literal["nba", "wnba", "ncaam", "nfl", "ncaaf", "mlb", "nhl", "epl", "mls"] | None = None,
        event_id: str | None = None,
        from_: datetime | str | None = None,
        to: datetime | str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PastPrices, models.PastPrice]:
        """Every change of a price, the oldest first, by when it was fetched.

        `league`: The league; this or a game is needed.
        `event_id`: Our id of a game.
        `from_`: At or after this time.
        `to`: At or before this time.
        `limit`: Rows in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PastPrices,
            "/api/v1/history/odds",
            {"league": league, "event_id": event_id, "from": from_, "to": to, "limit": limit, "cursor": cursor},
        )

    def list_past_props(
        self,
        *,
        league: Literal["nba", "wnba", "ncaam", "nfl", "ncaaf", "mlb", "nhl", "epl", "mls"] | None = None,
        event_id: str | None = None,
        from_: datetime | str | None = None,
        to: datetime | str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PastProps, models.PastProp]:
        """Every change of a prop, the oldest first, by when it was fetched.

        `league`: The league; this or a game is needed.
        `event_id`: Our id of a game.
        `from_`: At or after this time.
        `to`: At or before this time.
        `limit`: Rows in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PastProps,
            "/api/v1/history/props",
            {"league": league, "event_id": event_id, "from": from_, "to": to, "limit": limit, "cursor": cursor},
        )

    def list_past_results(
        self,
        *,
        league: Literal["nba", "wnba", "ncaam", "nfl", "ncaaf", "mlb", "nhl", "epl", "mls"] | None = None,
        event_id: str | None = None,
        from_: datetime | str | None = None,
        to: datetime | str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Pages[models.PastResults, models.PastResult]:
        """How games ended, the oldest first, observed and imported ones.

        `league`: The league; this or a game is needed.
        `event_id`: Our id of a game.
        `from_`: At or after this time.
        `to`: At or before this time.
        `limit`: Rows in a page.
        `cursor`: `meta.next_cursor` of the page before.
        """
        return self._pages(
            models.PastResults,
            "/api/v1/history/results",
            {"league": league, "event_id": event_id, "from": from_, "to": to, "limit": limit, "cursor": cursor},
        )

    async def get_health(self) -> models.Health:
        """For load balancers: 200 while the gateway can answer."""
        return await self._answer(models.Health, "GET", "/health", {})

    async def get_detailed_health(self) -> models.DetailedHealth:
        """Always 200: machine, Redis, services with lag, each source with state and reason, caches, findings."""
        return await self._answer(models.DetailedHealth, "GET", "/health/detailed", {})

    async def get_brief_health(self) -> models.BriefHealth:
        """For older clients: status, timestamp, uptime, version, services."""
        return await self._answer(models.BriefHealth, "GET", "/api/v1/health", {})
