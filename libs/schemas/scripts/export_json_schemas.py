"""Writes the JSON Schema of every message to `libs/schemas/json-schema/`. With `--check` only reports differences."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from a1_schemas.analytics_words import AnalyticsKind
from a1_schemas.api_key import ApiKey
from a1_schemas.audit_entry import AuditEntry
from a1_schemas.betting_odds import BettingOdds
from a1_schemas.fair_price import FairPrice
from a1_schemas.grade import Grade
from a1_schemas.heartbeat import Heartbeat
from a1_schemas.identity_decision import IdentityDecision
from a1_schemas.injury import Injury
from a1_schemas.listing import Listing
from a1_schemas.news_item import NewsItem
from a1_schemas.opportunity import Opportunity
from a1_schemas.player_profile import PlayerProfile
from a1_schemas.player_prop import PlayerProp
from a1_schemas.player_stats import PlayerStats
from a1_schemas.poll import PollRecord
from a1_schemas.prediction import Prediction
from a1_schemas.providers import Provider
from a1_schemas.refusal_count import RefusalCount
from a1_schemas.scorecard import Scorecard
from a1_schemas.source_status import SourceStatus
from a1_schemas.sporting_event import SportingEvent
from a1_schemas.team_profile import TeamProfile
from a1_schemas.topics import (
    EDGE_AUDIT,
    EDGE_KEYS,
    EDGE_WEBHOOKS,
    HEARTBEATS,
    OPERATOR,
    WEBHOOKS_STATE,
    analytics_topic,
    normalized_topic,
    poll_topic,
)
from a1_schemas.vocabulary import Kind
from a1_schemas.webhook import Webhook
from a1_schemas.webhook_progress import WebhookProgress

FOLDER = Path(__file__).parents[1] / "json-schema"

MESSAGES: dict[str, type[BaseModel]] = {
    normalized_topic(Kind.EVENTS): SportingEvent,
    normalized_topic(Kind.ODDS): BettingOdds,
    normalized_topic(Kind.PROPS): PlayerProp,
    normalized_topic(Kind.PLAYER_STATS): PlayerStats,
    normalized_topic(Kind.NEWS): NewsItem,
    normalized_topic(Kind.INJURIES): Injury,
    normalized_topic(Kind.SOURCES): SourceStatus,
    normalized_topic(Kind.LISTINGS): Listing,
    normalized_topic(Kind.TEAMS): TeamProfile,
    normalized_topic(Kind.PLAYERS): PlayerProfile,
    analytics_topic(AnalyticsKind.FAIR): FairPrice,
    analytics_topic(AnalyticsKind.OPPORTUNITIES): Opportunity,
    analytics_topic(AnalyticsKind.REFUSALS): RefusalCount,
    **{poll_topic(provider): PollRecord for provider in Provider},
    OPERATOR: IdentityDecision,
    HEARTBEATS: Heartbeat,
    EDGE_KEYS: ApiKey,
    EDGE_WEBHOOKS: Webhook,
    WEBHOOKS_STATE: WebhookProgress,
    EDGE_AUDIT: AuditEntry,
    analytics_topic(AnalyticsKind.GRADES): Grade,
    analytics_topic(AnalyticsKind.PREDICTIONS): Prediction,
    analytics_topic(AnalyticsKind.SCORECARDS): Scorecard,
}
"""The message of every topic whose values are JSON."""


def rendered() -> Iterator[tuple[Path, str]]:
    """Yield each file with its expected content."""
    for topic, message in MESSAGES.items():
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"urn:a1betting:{topic}",
            **message.model_json_schema(mode="serialization"),
        }
        yield FOLDER / f"{topic}.json", json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    """Write the files, or compare them. Returns 1 if `--check` finds a difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file is out of date")
    check: bool = parser.parse_args().check
    wanted = dict(rendered())
    found = {path: path.read_text() for path in FOLDER.glob("*.json")}
    differing = sorted(path for path in wanted.keys() | found.keys() if wanted.get(path) != found.get(path))
    if check:
        for path in differing:
            sys.stderr.write(f"{path.name} differs from the models; run {Path(__file__).name}\n")
        return 1 if differing else 0
    FOLDER.mkdir(exist_ok=True)
    for path in found.keys() - wanted.keys():
        path.unlink()
    for path, text in wanted.items():
        path.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
