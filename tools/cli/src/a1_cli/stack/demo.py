"""The settings of a stack on this machine: `demo.env` with its addresses filled in, or a person's own `.env`."""

import os
from collections.abc import Mapping
from importlib.resources import files

from a1_cli.checkout import ROOT
from a1_cli.stack.addresses import Addresses
from a1_schemas.providers import Provider

BROKER_SETTINGS: Mapping[str, Mapping[str, str]] = {
    # Tansu sleeps while a fetch waits, has no idempotent producer, and reports ends too low.
    "embedded": {
        "KAFKA__FETCH_MAX_WAIT_MS": "40",
        "KAFKA__FETCH_RESTING_EVERY_S": "0.2",
        "KAFKA__IDEMPOTENT": "false",
        "KAFKA__ENDS_ARE_EXACT": "false",
    },
    "kafka": {},
}
"""What a service of a demo needs to know of its broker."""
_FETCHES: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    # A waiting fetch costs this broker a look into each partition, again and again. These have the most time.
    "embedded": {
        "stream": {"KAFKA__FETCH_MAX_WAIT_MS": "60"},
        "historian": {"KAFKA__FETCH_MAX_WAIT_MS": "250"},
        "analytics": {"KAFKA__FETCH_MAX_WAIT_MS": "60"},
    },
    "kafka": {},
}
"""What differs for a service, by broker."""

_STREAM = ("GATEWAY__STREAM_URL", "GATEWAY__WS_URL", "GATEWAY__MCP_URL")
"""Where the first stream is, as the gateway's index names it."""
_RECORDED_SETTINGS: Mapping[str, str] = {"NORMALIZER__LIFE_SPANS": "off"}
"""Recorded games are over, most of them long ago."""


def demo_settings(addresses: Addresses, *, broker: str, sandboxed: bool, recorded: bool = False) -> dict[str, str]:
    """The environment of every service of this stack.

    The caller's environment wins over the file; the stack's own addresses win over both.
    """
    filled = _sandbox_settings(addresses) if sandboxed else parse_env(_own_file())
    return {
        **{name: os.environ.get(name, value) for name, value in filled.items()},
        **(_RECORDED_SETTINGS if recorded else {}),
        **BROKER_SETTINGS[broker],
        "KAFKA__BOOTSTRAP_SERVERS": addresses.bootstrap_servers,
        "REDIS__URL": addresses.redis_url,
        "POSTGRES__URL": addresses.postgres_url,
        "GATEWAY__PORT": str(addresses.gateway),
        "STREAM__GATEWAY_URL": addresses.gateway_url,
        **dict(
            zip(_STREAM, (*addresses.stream_urls[:1], *addresses.ws_urls[:1], *addresses.mcp_urls[:1]), strict=False)
        ),
        "PYTHONUNBUFFERED": "1",
    }


def fetch_settings(service: str, broker: str) -> Mapping[str, str]:
    """Return what a service's fetches need beside the settings of every service."""
    return _FETCHES[broker].get(service, {})


def _sandbox_settings(addresses: Addresses) -> dict[str, str]:
    """The demo's settings; every provider's address is the sandbox's, so that a demo never asks a real one."""
    hosts = {f"{provider.settings_prefix}BASE_URL": f"{addresses.sandbox_url}/{provider}" for provider in Provider}
    return hosts | parse_env(files("a1_cli.stack").joinpath("demo.env").read_text())


def parse_env(text: str) -> dict[str, str]:
    """The pairs of a file of `NAME=value` lines; comments and blank lines are skipped."""
    lines = (line.strip() for line in text.splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _own_file() -> str:
    path = ROOT / ".env"
    return path.read_text() if path.exists() else ""
