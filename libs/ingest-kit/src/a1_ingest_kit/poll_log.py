"""What the log says of a target's polls: each change once."""

from a1_schemas.poll import PollRecord
from a1_schemas.vocabulary import PollReason
from a1_service_kit.logging import get_logger

log = get_logger("a1.ingest.polling")


def log_change(record: PollRecord, previous: PollRecord | None, *, is_asked: bool) -> None:
    """Log a target's first failure and its recovery; where the host is left alone, that is one line of the host's."""
    before = None if previous is None else previous.reason
    if record.reason is not None and record.reason != before:
        note = log.warning if is_asked and record.reason is not PollReason.NOT_FOUND else log.debug
        note("poll.failed", target=record.target, reason=record.reason, detail=record.detail)
    elif record.reason is None and before is not None:
        note = log.debug if before is PollReason.CIRCUIT_OPEN else log.info
        note("poll.recovered", target=record.target, after=before)
