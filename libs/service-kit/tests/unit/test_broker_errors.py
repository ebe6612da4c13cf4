"""Which errors of the broker another try may mend."""

import pytest
from aiokafka.errors import (
    KafkaConnectionError,
    KafkaTimeoutError,
    MessageSizeTooLargeError,
    ProducerFenced,
    RequestTimedOutError,
    TopicAuthorizationFailedError,
)

from a1_service_kit.broker_errors import is_outage


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (KafkaConnectionError(), True),
        (KafkaTimeoutError(), True),
        (RequestTimedOutError(), True),
        (ProducerFenced(), True),
        (TimeoutError(), True),
        (ConnectionResetError(), True),
        (MessageSizeTooLargeError(), False),
        (TopicAuthorizationFailedError(), False),
        (ValueError(), False),
    ],
)
def test_an_outage_is_what_another_try_may_change(error: Exception, answer: bool) -> None:
    assert is_outage(error) is answer
