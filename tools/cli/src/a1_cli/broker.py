"""The Kafka that a command reads: a given address, a running stack's, or the configured one."""

import logging
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Annotated

import typer
from aiokafka.errors import KafkaConnectionError

from a1_cli.refusal import interrupted
from a1_cli.status import chosen_stack
from a1_service_kit.settings import ConnectionSettings, KafkaSettings

Port = Annotated[int | None, typer.Option(help="Of the stack whose gateway is at this port.")]
BootstrapServers = Annotated[str | None, typer.Option(help="Of this broker instead of a running stack.")]
_CONFIGURED = "KAFKA__BOOTSTRAP_SERVERS"


def chosen_kafka(port: int | None, bootstrap_servers: str | None) -> KafkaSettings:
    """The settings of the chosen broker; ends the command with a remedy where there is none.

    Without an address or a port, `KAFKA__…` of the environment counts, so that a secured cluster can be reached.
    """
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # commands print their own errors
    if bootstrap_servers is None and port is None and _CONFIGURED in os.environ:
        return ConnectionSettings().kafka
    servers = bootstrap_servers or str(chosen_stack(port)["bootstrap_servers"])
    return KafkaSettings(bootstrap_servers=servers, fetch_max_wait_ms=100, idempotent=False, ends_are_exact=False)


def not_reached(kafka: KafkaSettings) -> typer.Exit:
    """Print that no broker answers and exit the command."""
    typer.echo(f"no Kafka answers at {kafka.bootstrap_servers}", err=True)
    return typer.Exit(1)


@contextmanager
def reaching(kafka: KafkaSettings, on_interrupt: Callable[[], str] = lambda: "interrupted") -> Generator[None]:
    """Work on this broker: one that does not answer, and Ctrl-C, end the command with a line."""
    try:
        yield
    except KafkaConnectionError:
        raise not_reached(kafka) from None
    except KeyboardInterrupt:
        raise interrupted(on_interrupt()) from None
