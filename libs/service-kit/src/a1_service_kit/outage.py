"""A broker that is away for now: which errors say so, and waiting for it in place."""

from collections.abc import Mapping
from types import MappingProxyType

from aiokafka import errors
from aiokafka.errors import KafkaError

from a1_service_kit.clock import Clock
from a1_service_kit.logging import get_logger
from a1_service_kit.settings import ConfigurationError

BACKOFF_S = (0.1, 0.5, 1.0, 2.0)
_LINE_EVERY_S = 60.0

_FINAL = (
    errors.MessageSizeTooLargeError,
    errors.RecordListTooLargeError,
    errors.RecordTooLargeError,
    errors.InvalidTopicError,
    errors.InvalidTimestampError,
    errors.InvalidSessionTimeoutError,
    errors.InvalidTransactionTimeout,
    errors.UnsupportedVersionError,
    errors.UnsupportedCodecError,
    errors.IncompatibleBrokerVersion,
    errors.IllegalArgumentError,
    errors.AuthenticationFailedError,
    errors.SaslAuthenticationFailed,
    errors.TopicAuthorizationFailedError,
    errors.GroupAuthorizationFailedError,
    errors.ClusterAuthorizationFailedError,
    errors.TransactionalIdAuthorizationFailed,
    errors.SecurityDisabled,
)
"""Answers that another try cannot change."""


def is_outage(error: BaseException) -> bool:
    """Whether another try may succeed: the broker did not answer, or not yet, or it needs a new producer."""
    return isinstance(error, (KafkaError, TimeoutError, OSError)) and not isinstance(error, _FINAL)


_SETTINGS: Mapping[type[KafkaError], str] = MappingProxyType(
    {
        errors.InvalidSessionTimeoutError: "the broker takes group.min. to group.max.session.timeout.ms",
        errors.InvalidTransactionTimeout: "the broker takes at most transaction.max.timeout.ms",
    }
)
"""What is wrong with KAFKA__SESSION_TIMEOUT_MS, which bounds transactions too."""


class SessionTimeoutError(ConfigurationError):
    """The broker does not take the session's time-out."""

    reason = "session-timeout"


def final(error: Exception) -> Exception:
    """Return what to raise for an error that another try cannot change: one that names the setting at fault, if any."""
    bounds = _SETTINGS.get(type(error)) if isinstance(error, KafkaError) else None
    return error if bounds is None else SessionTimeoutError(f"KAFKA__SESSION_TIMEOUT_MS: {bounds}")


class Outage:
    """The failures in a row of one thing that is retried in place.

    `event` is the name of its log line, which is written at the first failure and once a minute after it.
    """

    def __init__(self, event: str, clock: Clock, **facts: object) -> None:
        self._event = event
        self._event_over = f"{event}.over"
        self._clock = clock
        self._facts = facts
        self._failures = 0
        self._logged_at = float("-inf")
        self._logger = get_logger("a1.outage")

    def note(self, error: BaseException) -> None:
        """Count a failure, and log it where a line is due."""
        self._failures += 1
        if self._clock.monotonic() - self._logged_at >= _LINE_EVERY_S:
            self._logged_at = self._clock.monotonic()
            self._logger.warning(self._event, error=type(error).__name__, failures=self._failures, **self._facts)

    async def wait(self, error: BaseException) -> None:
        """Note a failure and block for the backoff: 0.1 s at first, 2 s at most."""
        self.note(error)
        await self._clock.sleep(BACKOFF_S[min(self._failures, len(BACKOFF_S)) - 1])

    def end(self) -> None:
        """The broker answers: the next failure is a first one."""
        if self._failures > 1:
            self._logger.info(self._event_over, failures=self._failures, **self._facts)
        self._failures = 0
        self._logged_at = float("-inf")
