"""The settings of a stack on this machine: `demo.env` with its addresses filled in, or a person's own `.env`."""

import os
from collections.abc import Mapping
from importlib.resources import files

from a1_cli.checkout import ROOT
from a1_cli.stack.addresses import Addresses

_BROKER_SETTINGS: Mapping[str, Mapping[str, str]] = {
    # Tansu answers a waiting fetch only after the whole wait, has no idempotent producer, and reports ends too low.
    "embedded": {
        "KAFKA__FETCH_MAX_WAIT_MS": "20",
        "KAFKA__IDEMPOTENT": "false",
        "KAFKA__ENDS_ARE_EXACT": "false",
    },
    "kafka": {},
}


def demo_settings(addresses: Addresses, *, broker: str, sandboxed: bool) -> dict[str, str]:
    """The environment of every service of this stack.

    The caller's environment wins over the file; the stack's own addresses win over both.
    """
    file = files("a1_cli.stack").joinpath("demo.env").read_text() if sandboxed else _own_file()
    filled = {name: value.format(sandbox_url=addresses.sandbox_url) for name, value in parse_env(file).items()}
    return {
        **{name: os.environ.get(name, value) for name, value in filled.items()},
        **_BROKER_SETTINGS[broker],
        "KAFKA__BOOTSTRAP_SERVERS": addresses.bootstrap_servers,
        "REDIS__URL": addresses.redis_url,
        "GATEWAY__PORT": str(addresses.gateway),
        "PYTHONUNBUFFERED": "1",
    }


def parse_env(text: str) -> dict[str, str]:
    """The pairs of a file of `NAME=value` lines; comments and blank lines are skipped."""
    lines = (line.strip() for line in text.splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _own_file() -> str:
    path = ROOT / ".env"
    return path.read_text() if path.exists() else ""
