"""The declared series of each service: their names, and the closed values of their labels."""

from collections.abc import Iterable, Mapping
from itertools import product
from typing import NamedTuple

from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.edge_words import DeliveryOutcome, WebhookState
from a1_schemas.leagues import League
from a1_schemas.providers import Provider
from a1_schemas.topics import MULTI, OPERATOR, SHARED_PARTITIONS, poll_topic, raw_topic
from a1_schemas.vocabulary import Kind, PollReason, RejectReason, SourceState

Labels = frozenset[tuple[str, str]]
NO_LABELS: Labels = frozenset()


class Series(NamedTuple):
    """The label sets of a metric: those that are there from the start, and those that may come."""

    always: frozenset[Labels] = frozenset({NO_LABELS})
    sometimes: frozenset[Labels] = frozenset()
    is_open: bool = False
    """The values say what runs, so only the names of the labels are closed."""


Table = Mapping[str, Series]


def rows(names: str, values: Iterable[object]) -> frozenset[Labels]:
    """Return the label sets of these names, in order; a value of a single name may stand alone."""
    words = names.split()
    tuples = (value if isinstance(value, tuple) else (value,) for value in values)
    return frozenset(frozenset(zip(words, map(str, each), strict=True)) for each in tuples)


def always(names: str, values: Iterable[object]) -> Series:
    return Series(rows(names, values))


def sometimes(names: str, values: Iterable[object], *, from_zero: Iterable[object] = ()) -> Series:
    return Series(rows(names, from_zero), rows(names, values))


def what_runs(*names: str) -> Series:
    return Series(frozenset({frozenset((name, "") for name in names)}), is_open=True)


ONE = Series()
LEAGUES = (*League, MULTI)
OTHER, UNKNOWN = "other", "unknown"
GENERATIONS = ("0", "1", "2")
REFUSALS = (
    *("silent", "headers-timeout", "body-timeout", "address-too-long", "headers-too-large", "body-too-large"),
    *("malformed", "pipelined", "upgrade", "evicted", "address-connections", "connections", "slow-reader"),
)
PROCESS: Table = {
    "process_virtual_memory_bytes": ONE,
    "process_resident_memory_bytes": ONE,
    "process_start_time_seconds": ONE,
    "process_cpu_seconds_total": ONE,
    "process_open_fds": ONE,
    "process_max_fds": ONE,
    "python_info": what_runs("implementation", "major", "minor", "patchlevel", "version"),
    "python_gc_objects_collected_total": always("generation", GENERATIONS),
    "python_gc_objects_uncollectable_total": always("generation", GENERATIONS),
    "python_gc_collections_total": always("generation", GENERATIONS),
    "a1_build_info": what_runs("service", "version", "commit"),
    "a1_loop_lag_seconds": ONE,
    "a1_loop_tasks": ONE,
    "ops_refused_connections_total": always("reason", REFUSALS),
}
"""Of every service."""

RESULTS = (
    *(("new", "none"), ("unchanged", "none"), ("disabled", "none"), ("disabled", "no-key")),
    *(("error", reason) for reason in PollReason if reason is not PollReason.NO_KEY),
)
ACCOUNTS = {
    Provider.ODDS: ("odds",),
    Provider.SPORTRADAR: ("nba", "wnba", "ncaamb", "nfl", "ncaafb", "mlb", "nhl", "soccer"),
}


def ingester(provider: Provider) -> Table:
    """Return the series of a provider's ingester, which by default listens to no stream."""
    feeds = provider.traits.feeds
    sources = [*product(feeds, LEAGUES), (OTHER, OTHER)]
    of_provider = always("provider", [provider])
    of_source = always("provider feed league", [(provider, *source) for source in sources])
    polled = [(provider, *source, *result) for source in sources for result in RESULTS]
    accounts = [(provider, account) for account in ACCOUNTS.get(provider, ())]
    espn = {"ingest_espn_boards_of_25_total": always("league", League)} if provider is Provider.ESPN else {}
    return {
        **PROCESS,
        **espn,
        "a1_kafka_connected": ONE,
        "ingest_polls_total": always("provider feed league outcome reason", polled),
        "ingest_publishes_total": of_source,
        "ingest_last_success_timestamp_seconds": of_source,
        "ingest_fetch_seconds": always("provider feed", [(provider, feed) for feed in feeds]),
        "ingest_quota_limit": always("provider account", accounts),
        "ingest_quota_reserve": always("provider account", accounts),
        "ingest_quota_remaining": sometimes("provider account", accounts),
        **dict.fromkeys(
            (
                "ingest_produce_errors_total",
                "ingest_rebalances_total",
                "ingest_circuit_open",
                "ingest_journal_records",
                "ingest_journal_bytes",
                "ingest_journal_dropped_records",
                "ingest_owned_leagues",
            ),
            of_provider,
        ),
    }


HALVES = ("resolver", "projector")
INPUTS = (*(topic(provider) for provider in Provider for topic in (raw_topic, poll_topic)), OPERATOR)
FEEDS = {provider.value: provider.traits.feeds for provider in Provider} | {"operator": ("identity", "players")}
OF_FEED = [(provider, feed) for provider, feeds in FEEDS.items() for feed in (*feeds, OTHER)]
OF_SOURCE = [(provider, feed, league) for provider, feeds in FEEDS.items() for feed in feeds for league in LEAGUES]
ODD_SOURCES = [
    (provider, feed, league)
    for provider, feeds in FEEDS.items()
    for feed, league in product((*feeds, OTHER), (*LEAGUES, OTHER))
]
EXTRACTED = (
    *("Contest", "Offer", "Prop", "PlayerBoxScore", "LineupPlace", "Article", "InjuryReport"),
    *("TeamEntry", "RosterPlace", "LeagueEntry", "Unchanged", "UnchangedLadders", "KeepAlive", "Complete", "Reject"),
)
NORMALIZER: Table = {
    **PROCESS,
    "a1_kafka_connected": ONE,
    "a1_redis_connected": ONE,
    "normalizer_records_total": always("topic", INPUTS),
    "normalizer_expired_records_total": always("topic", INPUTS),
    "normalizer_halted_partitions": always("topic", INPUTS),
    "normalizer_mapped_total": always(
        "provider feed sighting", [(*feed, each) for feed in OF_FEED for each in EXTRACTED]
    ),
    "normalizer_rejects_total": always(
        "provider feed reason", [(*feed, reason) for feed in OF_FEED for reason in RejectReason]
    ),
    "normalizer_unread_fields_total": always("provider feed", OF_FEED),
    "normalizer_dead_letters_total": always("provider feed", OF_FEED),
    "normalizer_unsupported_total": always("provider feed", OF_FEED),
    "normalizer_changes_total": sometimes(
        "provider league kind",
        product(FEEDS, (OTHER,), Kind),
        from_zero=product(FEEDS, LEAGUES, Kind),
    ),
    "normalizer_late_total": sometimes("provider feed league", ODD_SOURCES, from_zero=OF_SOURCE),
    "normalizer_clock_ahead_records_total": always("provider", FEEDS),
    "normalizer_batch_seconds": always("half", HALVES),
    "normalizer_restore_seconds": always("half", HALVES),
    "normalizer_rebalances_total": always("half", HALVES),
    "normalizer_leases": always("half", HALVES),
    "normalizer_lag_records": always("half", HALVES),
    "normalizer_lag_unknown": always("half reason", product(HALVES, ("unassigned", "broker-away", "view-away"))),
    "normalizer_lag_partition_records": sometimes("half league", product(HALVES, (*LEAGUES, "shared"))),
    "normalizer_unreadable_records_total": ONE,
    "normalizer_produce_errors_total": ONE,
    "normalizer_end_to_end_seconds": ONE,
    "normalizer_view_writes_total": always(
        "kind outcome", product((*Kind, *AnalyticsKind, "keys"), ("applied", "duplicate", "stale", "unreadable"))
    ),
    "normalizer_projected_records_total": always("way", ("log", "handed-over")),
    "normalizer_view_rebuilds_total": always(
        "league", (*LEAGUES, *(f"partition-{number}" for number in SHARED_PARTITIONS))
    ),
}

ANALYST = ("analyst",)
READ_BY_ANALYTICS = (
    *(f"normalized.{kind}" for kind in ("events", "odds", "props", "player-stats", "sources")),
    "analytics.config",
)
ANALYTICS: Table = {
    **PROCESS,
    "a1_kafka_connected": ONE,
    "analytics_records_total": always("topic", READ_BY_ANALYTICS),
    "analytics_changes_total": always("kind", AnalyticsKind),
    "analytics_unreadable_records_total": always(
        "topic",
        (*READ_BY_ANALYTICS, *(f"analytics.{kind}" for kind in AnalyticsKind)),
    ),
    "analytics_produce_errors_total": ONE,
    "analytics_batch_seconds": always("half", ANALYST),
    "analytics_restore_seconds": always("half", ANALYST),
    "analytics_rebalances_total": always("half", ANALYST),
    "analytics_leases": always("half", ANALYST),
    "analytics_lag_records": always("half", ANALYST),
    "analytics_lag_unknown": always("half reason", product(ANALYST, ("unassigned", "broker-away", "view-away"))),
    "analytics_lag_partition_records": sometimes("half league", product(ANALYST, (*LEAGUES, "shared"))),
}

ANALYSES = (*("best-prices", "fair", "props", "arbitrage", "ev", "middles", "low-holds", "refusals", "performance"),)
STORED = ("price_changes", "prop_changes", "events", "stat_lines", "source_spans", "steam_moves", "analytics")
READ = tuple(
    f"{stage}.{kind}"
    for stage, kinds in (
        ("normalized", ("odds", "props", "events", "player-stats", "sources")),
        ("analytics", AnalyticsKind),
    )
    for kind in kinds
)
HISTORIAN: Table = {
    **PROCESS,
    "a1_kafka_connected": ONE,
    "a1_postgres_connected": ONE,
    "historian_batch_seconds": always("half", ["historian"]),
    "historian_restore_seconds": always("half", ["historian"]),
    "historian_rebalances_total": always("half", ["historian"]),
    "historian_leases": always("half", ["historian"]),
    "historian_lag_records": always("half", ["historian"]),
    "historian_lag_unknown": always("half reason", product(["historian"], ("unassigned", "broker-away", "view-away"))),
    "historian_lag_partition_records": sometimes("half league", product(["historian"], (*LEAGUES, "shared"))),
    "historian_records_total": always("topic", READ),
    "historian_unreadable_records_total": always("topic", READ),
    "historian_rows_total": always("table", STORED),
    "historian_closes_total": always("outcome", ("price", "no-close")),
    "historian_write_seconds": ONE,
}

LISTS = ("unified-games", "unified-odds", "player-props", "sports-news", "injuries")
ROUTES = (
    *(f"/api/v1/data/{name}/{{sport}}" for name in LISTS),
    *("/api/v1/live-games/{sport}", "/api/v1/data/games/{event_id}"),
    *("/api/v1/teams/{sport}", "/api/v1/standings/{sport}", "/api/v1/players/{player_id}"),
    *("/api/v1/data/player-stats/{game_id}", "/api/v1/sports", "/api/v1/ids", "/api/v1/ids/{canonical_id}"),
    *(f"/api/v1/{name}" for name in ("leagues", "markets", "stat-types", "contests", "bookmakers")),
    *("/api/v1/kelly", "/api/v1/clv", "/api/v1/grades/{event_id}"),
    *(f"/api/v1/analytics/{name}/{{sport}}" for name in ANALYSES),
    *(f"/api/v1/{name}/{{sport}}" for name in ("betting-opportunities", "arbitrage", "predictions")),
    "/api/v1/predictions/{event_id}/proof",
    *("/api/v1/movements/{event_id}", *(f"/api/v1/history/{name}" for name in ("odds", "props", "results"))),
    *("/health", "/health/detailed", "/api/v1/health", "/metrics"),
    *("/api/v1", "/openapi.json", "/asyncapi.json", "/stream-openapi.json"),
    *("/docs", "/docs/oauth2-redirect", "/docs/asyncapi", "/docs/asyncapi-viewer.js", "/docs/stream"),
    *("/redoc", "/docs/redoc.js", "refused", "unmatched"),
)
CREDENTIALS = ("anonymous", "key", "token", "refused", "lacking-scope", "unread")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", OTHER)
STATUSES = (200, 304, 401, 403, 404, 405, 413, 414, 422, 429, 431, 500, 503)
EDGE: Table = {
    "edge_credentials_total": always("outcome", CREDENTIALS),
    "edge_limited_requests_total": always("outcome", ("admitted", "refused", "spared")),
    "edge_limit_calls_total": always("outcome", ("answered", "failed")),
    "edge_limits_exact": ONE,
}
"""Of every service with a public port."""
GATEWAY: Table = {
    **PROCESS,
    **EDGE,
    "gateway_requests_total": sometimes(
        "route method status",
        product(ROUTES, METHODS, STATUSES),
        from_zero=product(ROUTES, ("GET",), (200, 500, 503)),
    ),
    "gateway_request_seconds": always("route", ROUTES),
    "gateway_refused_connections_total": always("reason", REFUSALS),
    "gateway_source_age_seconds": sometimes(
        "provider league feed",
        [
            *((provider, league, feed) for provider in Provider for league in LEAGUES for feed in FEEDS[provider]),
            *product((*Provider, UNKNOWN), LEAGUES, (UNKNOWN,)),
        ],
    ),
    "gateway_source_state": sometimes("provider league state", product((*Provider, UNKNOWN), LEAGUES, SourceState)),
    "gateway_view_state": always(
        "league state", product(LEAGUES, ("complete", "rebuilding", "disconnected", "unread"))
    ),
    "gateway_view_age_seconds": always("league", LEAGUES),
    "gateway_snapshot_records": always("kind", (*Kind, *AnalyticsKind)),
    "gateway_redis_connected": ONE,
    "gateway_cached_pages": ONE,
    "gateway_cached_bytes": ONE,
    "gateway_unreadable_records": ONE,
    "gateway_page_hits_total": ONE,
    "gateway_pages_built_total": ONE,
}
STREAM_FRAMES = (
    "hello",
    "snapshot",
    "delta",
    "live",
    "mark",
    "resnapshot",
    "unsubscribed",
    "pong",
    "renewed",
    "reconnect",
    "error",
)
TOOLS = (
    *("find_game", "game_state", "best_price", "movements", "props_for_player", "injuries"),
    *("opportunities", "predictions", "explain_freshness"),
)
CLOSES = ("1012", "1013", "4400", "4401", "4403", "4408", "4409", "4410", "4413", "4429")
STREAM: Table = {
    **PROCESS,
    **EDGE,
    "a1_kafka_connected": ONE,
    "stream_records_total": always("league", tuple(League)),
    "stream_unreadable_records_total": ONE,
    "stream_lag_records": ONE,
    "stream_connections": ONE,
    "stream_subscriptions": ONE,
    "stream_replays": ONE,
    "stream_replayed_changes_total": ONE,
    "stream_blocked_connections": ONE,
    "stream_frames_total": always("op", STREAM_FRAMES),
    "stream_conflated_changes_total": ONE,
    "stream_closes_total": always("code", CLOSES),
    "stream_refusals_total": always("reason", ("path", "origin", "credential", "protocol", "upgrade", "not-ready")),
    "stream_delivery_seconds": ONE,
    "stream_http_answers_total": always(
        "mode status",
        (
            *(("catch-up", "200"), ("long-poll", "200"), ("events", "200"), ("head", "200")),
            ("ticket", "201"),
            *(("keys", "200"), ("keys", "201")),
            *(("webhooks", status) for status in ("200", "201", "202", "204")),
            *(("catch-up", "304"), ("long-poll", "304"), ("long-poll", "204")),
            *(("mcp", status) for status in ("200", "202", "400", "404", "406", "413", "415", "500")),
            *(("refused", status) for status in ("400", "401", "403", "404", "405", "409", "410", "413", "415")),
            *(("refused", status) for status in ("422", "429", "500", "503")),
        ),
    ),
    "stream_tool_calls_total": always(
        "tool outcome", product(TOOLS, ("answered", "refused", "gateway-away", "failed"))
    ),
    "stream_event_streams": ONE,
    "stream_refused_connections_total": always("reason", REFUSALS),
    "stream_webhook_attempts_total": always("outcome", tuple(DeliveryOutcome)),
    "stream_webhook_attempt_seconds": ONE,
    "stream_webhooks": always("state", tuple(WebhookState)),
    "stream_failing_webhooks": ONE,
}
TABLES: Mapping[str, Table] = {
    **{provider.service: ingester(provider) for provider in Provider},
    "normalizer": NORMALIZER,
    "analytics": ANALYTICS,
    "historian": HISTORIAN,
    "gateway": GATEWAY,
    "stream": STREAM,
}
