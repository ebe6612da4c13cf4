"""The entry point of `python -m a1_<service>`: runs the service, or only checks its settings."""

import argparse
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, TypeVar

from a1_service_kit.program import Runtime, run_program
from a1_service_kit.settings import ServiceSettings, load_settings

S = TypeVar("S", bound=ServiceSettings)


def run_service(service: str, settings_class: type[S], main: Callable[[S, Runtime], Coroutine[Any, Any, None]]) -> int:
    """Parse the command line, load the settings and run `main` until it ends.

    Returns the exit code: 0 after a signal or with `--check-settings`, 1 after a failure. Exits with 78 and one line
    per fault on standard error if the settings are invalid.
    """
    parser = argparse.ArgumentParser(
        prog=f"python -m a1_{service.replace('-', '_')}",
        description=f"Runs {service} until SIGTERM or SIGINT. Its settings are environment variables.",
    )
    parser.add_argument(
        "--check-settings", action="store_true", help="only read the settings: exit 0, or 78 with a line for each fault"
    )
    is_check: bool = parser.parse_args().check_settings
    settings = load_settings(settings_class)
    return 0 if is_check else run_program(service, settings, partial(main, settings))
