"""Metrics of the stream. Labels are from closed sets: leagues, frames, reasons."""

from enum import StrEnum

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from a1_schemas.edge_words import DeliveryOutcome, WebhookState
from a1_schemas.leagues import League
from a1_streaming.frames import CloseCode

FRAMES = (
    *("hello", "snapshot", "delta", "live", "mark", "resnapshot"),
    *("unsubscribed", "pong", "renewed", "reconnect", "error"),
)
REFUSALS = ("path", "upgrade", "origin", "credential", "protocol", "not-ready")


class HttpMode(StrEnum):
    """What an answer of the HTTP side was to."""

    CATCH_UP = "catch-up"
    LONG_POLL = "long-poll"
    EVENTS = "events"
    HEAD = "head"
    TICKET = "ticket"
    KEYS = "keys"
    WEBHOOKS = "webhooks"
    MCP = "mcp"
    REFUSED = "refused"


ANSWERS = (
    *((mode, "200") for mode in (HttpMode.CATCH_UP, HttpMode.LONG_POLL, HttpMode.EVENTS, HttpMode.HEAD)),
    (HttpMode.TICKET, "201"),
    *((HttpMode.KEYS, status) for status in ("200", "201")),
    *((HttpMode.WEBHOOKS, status) for status in ("200", "201", "202", "204")),
    *((HttpMode.CATCH_UP, "304"), (HttpMode.LONG_POLL, "304"), (HttpMode.LONG_POLL, "204")),
    *((HttpMode.MCP, status) for status in ("200", "202", "400", "404", "406", "413", "415", "500")),
    *(
        (HttpMode.REFUSED, status)
        for status in (*("400", "401", "403", "404", "405", "409", "410", "413", "415", "422", "429", "500", "503"),)
    ),
)
"""The mode and the status of every answer of the HTTP side."""


class ToolName(StrEnum):
    """The tools of the MCP server."""

    FIND_GAME = "find_game"
    GAME_STATE = "game_state"
    BEST_PRICE = "best_price"
    MOVEMENTS = "movements"
    PROPS_FOR_PLAYER = "props_for_player"
    INJURIES = "injuries"
    OPPORTUNITIES = "opportunities"
    PREDICTIONS = "predictions"
    EXPLAIN_FRESHNESS = "explain_freshness"


class ToolOutcome(StrEnum):
    """How a call of a tool ended."""

    ANSWERED = "answered"
    REFUSED = "refused"
    GATEWAY_AWAY = "gateway-away"
    FAILED = "failed"
    """By a fault of ours."""


class Metrics:
    """The instruments of the stream. Each series exists from the start."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.records = Counter("stream_records", "Records of the log read, by league.", ("league",), registry=registry)
        self.unreadable = Counter(
            "stream_unreadable_records", "Records left out because they have no version.", registry=registry
        )
        self.lag = Gauge(
            "stream_lag_records",
            "Records that the broker has and this process has not read; NaN while that is unknown.",
            registry=registry,
        )
        self.connections = Gauge("stream_connections", "Open WebSockets.", registry=registry)
        self.streams = Gauge("stream_subscriptions", "Subscriptions of all WebSockets.", registry=registry)
        self.blocked = Gauge(
            "stream_blocked_connections", "WebSockets whose client does not read what was written.", registry=registry
        )
        self.frames = Counter(
            "stream_frames", "Frames written, by what they are; each client's counts.", ("op",), registry=registry
        )
        self.conflated = Counter(
            "stream_conflated_changes",
            "Changes left out for a client because newer ones of the same record followed.",
            registry=registry,
        )
        self.replays = Gauge(
            "stream_replays", "Subscriptions for which the log is read again, or that wait for it.", registry=registry
        )
        self.replayed = Counter(
            "stream_replayed_changes", "Changes sent from the log that was read again.", registry=registry
        )
        self.closed = Counter("stream_closes", "WebSockets closed by us, by close code.", ("code",), registry=registry)
        self.refused = Counter(
            "stream_refusals", "Handshakes refused, by what was wrong.", ("reason",), registry=registry
        )
        self.answers = Counter(
            "stream_http_answers", "Answers of the HTTP side, by what was asked.", ("mode", "status"), registry=registry
        )
        self.refused_connections = Counter(
            "stream_refused_connections",
            "Connections of the HTTP side that were refused or cut, by reason.",
            ("reason",),
            registry=registry,
        )
        self.event_streams = Gauge("stream_event_streams", "Open server-sent events.", registry=registry)
        self.tool_calls = Counter(
            "stream_tool_calls",
            "Calls of the MCP server's tools, by how they ended.",
            ("tool", "outcome"),
            registry=registry,
        )
        self.delivery_seconds = Histogram(
            "stream_delivery_seconds",
            "Time from the first record of a part of the log until it was written to every client that is current.",
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0),
            registry=registry,
        )
        self.webhook_attempts = Counter(
            "stream_webhook_attempts",
            "Attempts to deliver to webhooks, by how they ended.",
            ("outcome",),
            registry=registry,
        )
        self.webhook_attempt_seconds = Histogram(
            "stream_webhook_attempt_seconds",
            "Time of an attempt to deliver, with looking up the name and connecting.",
            buckets=(0.025, 0.1, 0.25, 1.0, 2.5, 10.0),
            registry=registry,
        )
        self.webhooks = Gauge(
            "stream_webhooks",
            "Webhooks by state, at the copy that delivers them; 0 at the others.",
            ("state",),
            registry=registry,
        )
        self.failing_webhooks = Gauge(
            "stream_failing_webhooks",
            "Active webhooks whose last attempt failed, at the copy that delivers them.",
            registry=registry,
        )
        for outcome in DeliveryOutcome:
            self.webhook_attempts.labels(outcome)
        for state in WebhookState:
            self.webhooks.labels(state)
        for league in League:
            self.records.labels(league)
        for mode, status in ANSWERS:
            self.answers.labels(mode, status)
        for tool in ToolName:
            for outcome in ToolOutcome:
                self.tool_calls.labels(tool, outcome)
        for op in FRAMES:
            self.frames.labels(op)
        for code in CloseCode:
            self.closed.labels(str(code.value))
        for reason in REFUSALS:
            self.refused.labels(reason)
