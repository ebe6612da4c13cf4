"""What each provider's manners consist of; one module beside this one for each provider."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from a1_sandbox.exchange import Answer, Question
from a1_schemas.providers import Provider

Headers = Mapping[str, str]
Query = Mapping[str, str]


class ProviderApi(Protocol):
    """How a provider understands, refuses and dresses requests."""

    provider: Provider

    def key_of(self, query: Query, headers: Headers) -> str | None:
        """The API key of a request, where the provider has keys."""
        ...

    def refusal(self, query: Query, headers: Headers, now: datetime) -> Answer | None:
        """The answer of a request that is turned away at the door: key, rate, quota, agent."""
        ...

    def question(self, path: str, query: Query) -> Question | Answer:
        """What is asked, or the provider's answer to a request that it cannot understand."""
        ...

    def missing(self, question: Question, now: datetime) -> Answer:
        """How the provider says that there is no such thing."""
        ...

    def headers(self, question: Question, answer: Answer, query: Query, headers: Headers) -> dict[str, str]:
        """Quota, rate and cache headers of an answer; counts its cost."""
        ...
