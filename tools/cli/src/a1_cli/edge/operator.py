"""What an operator works with: the broker, the edge's secrets, and the gateways that will know of a change."""

import json
import os
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from pydantic import ValidationError

from a1_cli.broker import chosen_kafka
from a1_cli.refusal import refused
from a1_cli.stack.edge_secrets import read_edge_settings
from a1_cli.stack.runfile import run_folder, running_stacks
from a1_cli.status import chosen_stack
from a1_edge_kit.destinations import WebhookSettings
from a1_edge_kit.keys import ENVIRONMENTS
from a1_edge_kit.settings import EdgeSettings
from a1_service_kit.settings import Environment, KafkaSettings

_PREFIX = "EDGE__"
_WEBHOOKS_PREFIX = "WEBHOOKS__"
_USED = ("key_pepper", "token_secret", "token_issuer", "token_audience")


class Operator(NamedTuple):
    """The settings of one deployment. `gateways` are empty where only its broker is known."""

    kafka: KafkaSettings
    edge: EdgeSettings
    webhooks: WebhookSettings
    environment: str
    """The word in its keys."""
    gateways: Sequence[str]


def chosen_operator(port: int | None, bootstrap_servers: str | None) -> Operator:
    """Return the settings of a running stack, or those of the environment. Ends the command where there are none."""
    given: Mapping[str, str] = os.environ
    gateways: list[str] = []
    if _is_configured(port, bootstrap_servers):
        kafka = chosen_kafka(None, bootstrap_servers)
        gateways = [f"http://127.0.0.1:{port}"] if port is not None else []
    else:
        stack = chosen_stack(port)
        kafka = chosen_kafka(port, None)
        given = {**given, **read_edge_settings(run_folder(int(str(stack["gateway_url"]).rpartition(":")[2])))}
        gateways = list(stack["gateway_urls"])
    environment = ENVIRONMENTS[Environment(given.get("ENVIRONMENT") or Environment.DEVELOPMENT)]
    return Operator(kafka, _edge_settings(given), _webhook_settings(given), environment, gateways)


def _is_configured(port: int | None, bootstrap_servers: str | None) -> bool:
    """Whether the environment counts and no running stack's file."""
    if bootstrap_servers is not None:
        return True
    return port not in running_stacks() and "KAFKA__BOOTSTRAP_SERVERS" in os.environ


def _edge_settings(given: Mapping[str, str]) -> EdgeSettings:
    values = {name: value for name in _USED if (value := given.get(f"{_PREFIX}{name.upper()}"))}
    with _naming(_PREFIX):
        return EdgeSettings.model_validate(values)


def _webhook_settings(given: Mapping[str, str]) -> WebhookSettings:
    names = {name: f"{_WEBHOOKS_PREFIX}{name.upper()}" for name in WebhookSettings.model_fields}
    values = {name: given[variable] for name, variable in names.items() if given.get(variable)}
    with _naming(_WEBHOOKS_PREFIX):
        ports = {"ports": json.loads(values["ports"])} if "ports" in values else {}
        return WebhookSettings.model_validate(values | ports)


@contextmanager
def _naming(prefix: str) -> Generator[None]:
    """End the command with the setting that cannot be used, where there is one."""
    try:
        yield
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        name = "__".join(map(str, fault["loc"])).upper()
        raise refused(f"{prefix}{name}: {fault['msg'].removeprefix('Value error, ')}") from None
    except ValueError:
        raise refused(f"{prefix}…: lists are written as JSON") from None
