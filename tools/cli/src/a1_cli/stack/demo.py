"""The settings of a stack on this machine: `demo.env` with its addresses filled in, or a person's own `.env`."""

import os
from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING

from a1_cli.checkout import ROOT

if TYPE_CHECKING:
    from a1_cli.stack.specs import Addresses

_BROKER_SETTINGS: Mapping[str, Mapping[str, str]] = {
    # Tansu answers a waiting fetch only when the wait is over, knows no idempotent producer, and tells ends too low.
    "embedded": {
        "KAFKA__FETCH_MAX_WAIT_MS": "20",
        "KAFKA__IDEMPOTENT": "false",
        "KAFKA__ENDS_ARE_EXACT": "false",
    },
    "kafka": {},
}


def demo_settings(addresses: "Addresses", *, broker: str, sandboxed: bool) -> dict[str, str]:
    """The environment of every service of this stack."""
    own = parse_env(files("a1_cli.stack").joinpath("demo.env").read_text()) if sandboxed else _persons_own()
    filled = {name: value.format(sandbox_url=addresses.sandbox_url) for name, value in own.items()}
    return {
        **filled,
        **_BROKER_SETTINGS[broker],
        "KAFKA__BOOTSTRAP_SERVERS": addresses.bootstrap_servers,
        "REDIS__URL": addresses.redis_url,
        "GATEWAY__PORT": str(addresses.gateway),
        "PYTHONUNBUFFERED": "1",
    }


def parse_env(text: str) -> dict[str, str]:
    """The pairs of a file of `NAME=value` lines; comments and blank lines are passed over."""
    lines = (line.strip() for line in text.splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _persons_own() -> dict[str, str]:
    path = ROOT / ".env"
    given = parse_env(path.read_text()) if path.exists() else {}
    return {name: os.environ.get(name, value) for name, value in given.items()}
