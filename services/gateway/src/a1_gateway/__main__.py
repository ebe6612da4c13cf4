"""Starts the gateway."""

import sys
from functools import partial

from a1_gateway.app import run
from a1_gateway.settings import Settings
from a1_service_kit.program import run_program
from a1_service_kit.settings import load_settings

if __name__ == "__main__":
    settings = load_settings(Settings)
    sys.exit(run_program("gateway", settings, partial(run, settings=settings)))
