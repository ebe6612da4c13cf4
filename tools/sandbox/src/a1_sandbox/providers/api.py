"""The rules of a provider towards its clients; each provider has a module beside this one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from a1_sandbox.exchange import Answer, Question
from a1_schemas.providers import Provider

Headers = Mapping[str, str]
Query = Mapping[str, str]


class ProviderApi(Protocol):
    """How a provider reads and rejects requests, and which headers it adds."""

    provider: Provider

    def key_of(self, query: Query, headers: Headers) -> str | None:
        """The API key of a request, where the provider has keys."""
        ...

    def rejection(self, query: Query, headers: Headers, now: datetime) -> Answer | None:
        """The answer to a request that is rejected before it is read: key, rate, quota, agent."""
        ...

    def question(self, path: str, query: Query) -> Question | Answer:
        """The question, or the provider's answer to a request that it cannot read."""
        ...

    def missing(self, question: Question, now: datetime) -> Answer:
        """How the provider says that there is no such thing."""
        ...

    def headers(self, question: Question, answer: Answer, query: Query, headers: Headers) -> dict[str, str]:
        """Quota, rate and cache headers of an answer; counts its cost."""
        ...
