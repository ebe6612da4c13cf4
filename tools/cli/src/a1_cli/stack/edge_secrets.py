"""The secrets of a stack's edge: given ones, or random ones that are kept in the stack's folder."""

import os
from collections.abc import Mapping
from pathlib import Path

from a1_cli.stack.demo import parse_env
from a1_edge_kit.secret_strength import new_secret

_FILE = "edge.env"
_SECRETS = ("EDGE__KEY_PEPPER", "EDGE__TOKEN_SECRET")
_NAMES = (
    *(*_SECRETS, "EDGE__TOKEN_ISSUER", "EDGE__TOKEN_AUDIENCE", "ENVIRONMENT"),
    *("WEBHOOKS__PORTS", "WEBHOOKS__ALLOW_LOOPBACK"),
)


def keep_edge_secrets(folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """Return the settings with which this stack's services check credentials, and keep them for `a1 keys` and its like.

    A secret that is not given is the one of the stack's last run, or a new one, so that no two stacks share any.
    """
    given = {**settings, **os.environ}
    known = {name: given[name] for name in _NAMES if given.get(name)}
    secrets = {name: new_secret() for name in _SECRETS} | read_edge_settings(folder) | known
    kept = {name: value for name, value in secrets.items() if name in _SECRETS or name in known}
    path = folder / _FILE
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in kept.items())
    return kept


def read_edge_settings(folder: Path) -> dict[str, str]:
    """Return what is kept for the stack of this folder; nothing if it never ran."""
    path = folder / _FILE
    return parse_env(path.read_text()) if path.exists() else {}
