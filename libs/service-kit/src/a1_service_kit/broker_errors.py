"""Errors of the broker: which of them another try may mend, and what to raise for the others."""

from collections.abc import Mapping
from types import MappingProxyType

from aiokafka import errors
from aiokafka.errors import KafkaError

from a1_service_kit.settings import ConfigurationError

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
