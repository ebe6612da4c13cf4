"""Which letters a command is about: its options, checked."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Annotated, NamedTuple

import typer

from a1_cli.refusal import refused
from a1_cli.rejects.letters import TOPICS, Letter
from a1_schemas.providers import Provider
from a1_schemas.vocabulary import RejectReason

Topic = Annotated[str | None, typer.Option(help="Only records of this topic, such as `raw.odds`.")]
ProviderName = Annotated[str | None, typer.Option("--provider", help="Only records of this provider.")]
Reason = Annotated[str | None, typer.Option(help="Only letters with this reason.")]
Limit = Annotated[int | None, typer.Option(min=1, help="At most so many.")]


class Selection(NamedTuple):
    """The options of a command."""

    topics: tuple[str, ...]
    reason: str | None
    limit: int | None

    def chosen(self, letters: Iterable[Letter]) -> Iterator[Letter]:
        """The letters that it covers."""
        return islice((each for each in letters if self.reason in {None, each.reason}), self.limit)


def selection_of(topic: str | None, provider: str | None, reason: str | None, limit: int | None) -> Selection:
    """Check the options; one that names nothing ends the command with a line."""
    if topic is not None and topic not in TOPICS:
        raise refused(f"no topic {topic!r} has dead letters; these may: {', '.join(TOPICS)}")
    if provider is not None and provider not in set(Provider):
        raise refused(f"no provider {provider!r}; one of {', '.join(Provider)}")
    if reason is not None and reason not in set(RejectReason):
        raise refused(f"no reason {reason!r}; one of {', '.join(RejectReason)}")
    topics = tuple(each for each in TOPICS if topic in {None, each} and provider in {None, each.partition(".")[2]})
    return Selection(topics, reason, limit)
