"""Metrics specific to ESPN's ingester."""

from prometheus_client import CollectorRegistry, Counter

from a1_schemas.leagues import League


class EspnMetrics:
    """Counts signs of ESPN's silent truncation."""

    def __init__(self, registry: CollectorRegistry) -> None:
        boards_of_25 = Counter(
            "ingest_espn_boards_of_25",
            "Scoreboards with exactly 25 games: ESPN's sign of a list cut short.",
            ("league",),
            registry=registry,
        )
        self.boards_of_25 = {league: boards_of_25.labels(league) for league in League}
