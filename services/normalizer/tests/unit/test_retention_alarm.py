"""What is said where retention deleted records that were not handled."""

from aiokafka import TopicPartition
from prometheus_client import CollectorRegistry
from structlog.testing import capture_logs

from a1_normalizer.metrics import Metrics
from a1_normalizer.retention_alarm import RetentionAlarm
from a1_service_kit.lease import Lease
from a1_service_kit.readiness import Readiness
from a1_stage_kit.log_positions import Expired, LogPositions

NBA, NFL = TopicPartition("raw.odds", 0), TopicPartition("raw.odds", 4)
POSITIONS = LogPositions({NBA: 20, NFL: 30}, {NBA: 3, NFL: 30}, {NBA: Expired(3, 10)})


def test_what_retention_deleted_is_counted_logged_and_shown_until_the_rest_is_handled(owned_lease: Lease) -> None:
    registry, readiness = CollectorRegistry(), Readiness()
    alarm = RetentionAlarm(Metrics(registry), readiness)
    with capture_logs() as logged:
        alarm.begin(owned_lease, POSITIONS)
    assert [(each["event"], each["log_level"], each["records"]) for each in logged] == [
        ("offset-before-log", "error", 7)
    ]
    assert registry.get_sample_value("normalizer_expired_records_total", {"topic": "raw.odds"}) == 7
    assert (readiness.missing, owned_lease.positions) == (["offset-before-log:raw.odds"], {NBA: 10})
    alarm.note({NBA: 19, NFL: 30})
    assert readiness.missing == ["offset-before-log:raw.odds"]
    alarm.note({NBA: 20, NFL: 30})
    assert readiness.missing == []


def test_nothing_is_said_where_nothing_is_missing(owned_lease: Lease) -> None:
    readiness = Readiness()
    alarm = RetentionAlarm(Metrics(CollectorRegistry()), readiness)
    owned_lease.positions = {}
    with capture_logs() as logged:
        alarm.begin(owned_lease, POSITIONS._replace(expired={}))
        alarm.note({NBA: 1})
    assert (logged, readiness.missing, owned_lease.positions) == ([], [], {})
